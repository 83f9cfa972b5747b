// What a verification gives: its report, and the board that it replayed.
#pragma once

#include <memory>
#include <string>

#include "bulletin_board/board.h"
#include "verifier/report.h"

namespace tabella::verifier {

// Filled by a RecordVerifier, to whose caller it goes when there is nothing more to verify.
struct Verification {
  Report report;
  // The replayed state, to be looked at; only as far as the log is valid.
  std::shared_ptr<bulletin_board::Board> board;
  // As signed; empty if it could not be opened.
  std::string checkpoint;
};

}  // namespace tabella::verifier
