// A voter's folder for one ballot: the sealed ballot while the voter decides, then either the
// ballot as it was cast, byte for byte, and its receipt, or the notice that it was tested.
// docs/command-line.md, "A voter's folder".
#pragma once

#include <optional>
#include <string>

#include "ballot/seal.h"
#include "ballot/voting_code.h"
#include "cli/party/board_reader.h"
#include "crypto/result.h"

namespace tabella::cli {

class VoteFolder {
 public:
  // Keeps a sealed ballot, its secret sealed under the voting code.
  [[nodiscard]] static Result<VoteFolder> create(const std::string& path, const std::string& board,
                                                 const std::string& policy_file,
                                                 const std::string& election,
                                                 ballot::SealedBallot sealed,
                                                 const ballot::VotingCode& code);
  // Code vote.folder.
  [[nodiscard]] static Result<VoteFolder> open(const std::string& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& election() const { return election_; }
  [[nodiscard]] const BoardReader& board() const { return board_; }

  // Codes vote.folder, vote.code: not the code that it was sealed with.
  [[nodiscard]] Result<ballot::SealedBallot> sealed(const ballot::VotingCode& code) const;

  // The line of the ballot post; none before it was cast.
  [[nodiscard]] Result<std::optional<std::string>> cast_line() const { return read("ballot.post"); }
  // The line of the notice; none if it was not tested.
  [[nodiscard]] Result<std::optional<std::string>> notice_line() const {
    return read("notice.post");
  }
  [[nodiscard]] std::string receipt_file() const { return path_ + "/receipt.tlog-proof"; }
  [[nodiscard]] bool has_receipt() const;

  // Keep the line that is sent, durably; the sealed ballot's secret goes. Before anything leaves.
  [[nodiscard]] Result<Done> keep_cast(const std::string& line) const;
  [[nodiscard]] Result<Done> keep_notice(const std::string& line) const;

 private:
  VoteFolder(std::string path, std::string election, BoardReader board)
      : path_(std::move(path)), election_(std::move(election)), board_(std::move(board)) {}

  [[nodiscard]] Result<std::optional<std::string>> read(const char* name) const;
  [[nodiscard]] Result<Done> keep(const char* name, const std::string& line) const;

  std::string path_;
  std::string election_;
  BoardReader board_;
};

}  // namespace tabella::cli
