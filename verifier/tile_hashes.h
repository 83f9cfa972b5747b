// What the hash tiles of a record must hold, built up as its entries come: one hash for each full
// tile, and the open edge.
#pragma once

#include <optional>
#include <vector>

#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/log/tiles.h"

namespace tabella::verifier {

// Of one log, owned by its LogReader. 32 bytes for each 256 entries, and for each 256 of those.
class TileHashes {
 public:
  void append(bulletin_board::Hash hash);
  // The SHA-256 of the tile's bytes; none for a tile that the log does not have.
  [[nodiscard]] std::optional<bulletin_board::Hash> hash_of(
      const bulletin_board::TileId& tile) const;

 private:
  struct Level {
    std::vector<bulletin_board::Hash> full;  // of the bytes of each full tile
    std::vector<bulletin_board::Hash> open;
  };

  std::vector<Level> levels_;
};

// The SHA-256 of a tile that holds these hashes.
[[nodiscard]] bulletin_board::Hash hash_of_tile(const std::vector<bulletin_board::Hash>& hashes);

}  // namespace tabella::verifier
