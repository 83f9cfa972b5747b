// The tree over a log's entries, out of its hash tiles, before an entry is read: whether the tiles
// lead to the root that was signed, and what each bundle of entries has to hash to.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/log/tiles.h"
#include "crypto/bytes.h"

namespace tabella::verifier {

// Of one log, owned by its LogReader. 64 bytes for each 256 entries, and little more.
class TileTree {
 public:
  // The next hash tile of a log that has only grown, from the lowest level, with as many hashes as
  // its name says; a tile that was full before does not come again.
  void take(const bulletin_board::TileId& tile, ByteView bytes);

  // All tiles of this checkpoint were taken: which is wrong, in words; none if every hash of every
  // tile is under the root.
  [[nodiscard]] std::optional<std::string> fault(
      const bulletin_board::Checkpoint& checkpoint) const;

  // Whether a bundle holds the entries of the lowest tile with its index.
  [[nodiscard]] bool has_bundle(std::uint64_t index, std::span<const Bytes> entries) const;

 private:
  using Hashes = std::vector<bulletin_board::Hash>;

  [[nodiscard]] bulletin_board::Hash subtree(const bulletin_board::SubtreeId& id) const;

  // The root of each tile of the lowest level, as a tree of its own.
  Hashes bundle_roots_;
  // The hashes of the last tile of the lowest level, and the entry that it begins with.
  Hashes last_leaves_;
  std::uint64_t last_leaves_begin_ = 0;
  // All hashes of each level from 1.
  std::vector<Hashes> higher_;
};

}  // namespace tabella::verifier
