// Hashes of subtrees from a record's tiles, for proofs. Nothing is believed: a proof that is made
// of them has to lead to roots that were signed.
#pragma once

#include <cstdint>
#include <map>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/log/tiles.h"
#include "crypto/bytes.h"
#include "verifier/verify.h"

namespace tabella::verifier {

// Made for one question about one log, on the stack of the function that asks; reads each tile
// once.
class TileSubtrees {
 public:
  // Of a log of this size. `read` outlives it.
  TileSubtrees(const ReadFile& read, std::uint64_t size) : read_(read), size_(size) {}

  // Whether the tiles prove that this log, with that root, extends an earlier one: it has all
  // entries of it, in their places. The earlier one is not larger.
  [[nodiscard]] bool prove_extension(const bulletin_board::Checkpoint& earlier,
                                     const bulletin_board::Hash& root);

  // Of 32 zero bytes where a tile is missing or has another size.
  [[nodiscard]] bulletin_board::Hash hash(const bulletin_board::SubtreeId& id);
  // old_size <= size.
  [[nodiscard]] bulletin_board::HashPath consistency_path(std::uint64_t old_size);
  [[nodiscard]] bulletin_board::Hash root_of(std::uint64_t old_size);

 private:
  // Its hashes; empty if it cannot be read.
  const Bytes& tile(std::uint32_t level, std::uint64_t index);

  const ReadFile& read_;
  std::uint64_t size_;
  std::map<bulletin_board::TileId, Bytes> tiles_;
};

}  // namespace tabella::verifier
