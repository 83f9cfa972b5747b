// What a party saw of a log last, kept on its disk: every later view must extend it, so that a
// board cannot take back what it has shown, or show this party another log than the rest.
#pragma once

#include <string>

#include "bulletin_board/log/checkpoint.h"
#include "cli/party/board_reader.h"
#include "crypto/result.h"
#include "verifier/verify.h"

namespace tabella::cli {

class KeptView {
 public:
  // The file of the last checkpoint, as signed; there is none before the first view.
  explicit KeptView(std::string path) : path_(std::move(path)) {}

  // Verifies the whole record and keeps its checkpoint, durably. Codes board.invalid;
  // view.rollback and view.fork, with both checkpoints in PATH.evidence.
  [[nodiscard]] Result<VerifiedBoard> look(const BoardReader& board) const;

 private:
  // A signed checkpoint, as it is in its file.
  struct Note {
    std::string text;
    bulletin_board::Checkpoint checkpoint;
  };

  // Code view.* if it does not; board.invalid or that of reading if the tiles do not say.
  [[nodiscard]] Result<Done> expect_extension(const verifier::ReadFile& read, const Note& kept,
                                              const Note& shown) const;
  [[nodiscard]] Error refuse_with_evidence(const char* code, const std::string& kept,
                                           const std::string& shown, std::string detail) const;

  std::string path_;
};

}  // namespace tabella::cli
