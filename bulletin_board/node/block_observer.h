// What follows the log block by block and is never asked by the rules: an index, a status, and
// whatever else readers need.
#pragma once

#include <cstdint>
#include <span>

#include "bulletin_board/board.h"

namespace tabella::bulletin_board {

// A block that is durable. A view: its parts last as long as the call that it is passed to.
struct DurableBlock {
  std::uint64_t first = 0;         // the index of its first entry
  std::span<const Bytes> entries;  // its block record last
  std::span<const AcceptedBallot> ballots;
};

// Owned by the node, and called by its application: at the start for each block of the stored log,
// then for each new block as soon as it is durable, and before anybody is told of it. Calls come
// one at a time, new blocks from the sequencer's thread; readers may come from other threads
// meanwhile. An exception ends the node, as a failed write does.
class BlockObserver {
 public:
  BlockObserver() = default;
  BlockObserver(const BlockObserver&) = delete;
  BlockObserver& operator=(const BlockObserver&) = delete;
  virtual ~BlockObserver() = default;

  // The board as it is after the block.
  virtual void after(const DurableBlock& block, const Board& board) = 0;
};

}  // namespace tabella::bulletin_board
