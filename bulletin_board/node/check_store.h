// Looks at a store as if nobody had written it but a stranger: reads every entry, hashes it,
// replays the rules, and compares with everything else in the file.
#pragma once

#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/log/signed_note.h"
#include "bulletin_board/node/store.h"

namespace tabella::bulletin_board {

struct StoreReport {
  std::uint64_t entries = 0;
  std::uint64_t blocks = 0;
  std::vector<std::string> damage;  // what is wrong, each object by name
};

// log: whose checkpoints it holds. Never throws StoreFailure: that is damage.
[[nodiscard]] StoreReport check_store(const Store& store, const VerifierKey& log,
                                      const Board::RunPieces& run_pieces);

}  // namespace tabella::bulletin_board
