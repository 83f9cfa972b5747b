// The board as a party reads it: a URL, a folder or an archive, under a policy, verified before
// use.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulletin_board/log/policy.h"
#include "cli/party/record_source.h"
#include "cli/terminal/arguments.h"
#include "crypto/bytes.h"
#include "crypto/result.h"
#include "verifier/verify.h"

namespace tabella::cli {

// A verified record: its state, and the signed checkpoint that covers it.
struct VerifiedBoard {
  std::shared_ptr<bulletin_board::Board> board;
  std::string checkpoint;
};

// How a command reads one board and posts to it; made from its options and owned by it. Nothing is
// kept between two calls, so every look at the board verifies the whole record again.
class BoardReader {
 public:
  // The index of an accepted post; the board's refusal otherwise.
  using Add = std::function<Result<std::uint64_t>(const Bytes& entry)>;

  // source: http://..., a folder that holds a record, or an archive that does.
  [[nodiscard]] static Result<BoardReader> to(const std::string& source,
                                              const std::string& policy_file);
  // A board in this process.
  [[nodiscard]] static BoardReader within(verifier::ReadFile read, Add add,
                                          bulletin_board::Policy policy);
  // From the options --board and --policy.
  [[nodiscard]] static Result<BoardReader> from(const Arguments& arguments);

  [[nodiscard]] const bulletin_board::Policy& policy() const { return policy_; }
  [[nodiscard]] const verifier::ReadFile& read() const { return *read_; }
  [[nodiscard]] verifier::Verification verify(unsigned threads) const;
  // After a verification without failures; the first failure otherwise. Code board.invalid.
  [[nodiscard]] Result<VerifiedBoard> verified() const;
  [[nodiscard]] Result<std::shared_ptr<bulletin_board::Board>> state() const;

  [[nodiscard]] Result<std::uint64_t> post(const Bytes& entry) const { return add_(entry); }
  // Any path of the API.
  [[nodiscard]] Result<std::string> get(const std::string& path) const;
  // Every file of a record in a folder or archive; none otherwise.
  [[nodiscard]] const std::optional<std::vector<std::string>>& files() const { return files_; }

 private:
  BoardReader(RecordSource source, Add add, bulletin_board::Policy policy);

  // What a replayed state refers to.
  std::shared_ptr<verifier::ReadFile> read_;
  std::optional<std::vector<std::string>> files_;
  Add add_;
  bulletin_board::Policy policy_;
};

}  // namespace tabella::cli
