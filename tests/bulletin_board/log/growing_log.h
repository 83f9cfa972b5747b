// A log in memory whose entries are "entry-0", "entry-1", ...: the log of the vectors.
#pragma once

#include <string>
#include <vector>

#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/log/tiles.h"
#include "crypto/ed25519.h"

namespace tabella::bulletin_board::test {

inline Bytes entry(std::uint64_t index) {
  const std::string text = "entry-" + std::to_string(index);
  return {text.begin(), text.end()};
}

class GrowingLog {
 public:
  explicit GrowingLog(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) {
      leaves_.push_back(leaf_hash(entry(i)));
    }
  }
  [[nodiscard]] SubtreeHashes hashes() const {
    return [this](const SubtreeId& id) { return hash(id); };
  }
  [[nodiscard]] Hash root(std::uint64_t size) const { return root_of(size, hashes()); }
  [[nodiscard]] const Hash& leaf(std::uint64_t index) const { return leaves_[index]; }
  [[nodiscard]] Hash hash(const SubtreeId& id) const {
    if (id.level == 0) return leaves_.at(id.index);
    return parent_hash(hash({id.level - 1, 2 * id.index}), hash({id.level - 1, 2 * id.index + 1}));
  }

 private:
  std::vector<Hash> leaves_;
};

// The seed of 32 bytes first, first + 1, ...
inline crypto::Ed25519SecretKey counting_key(std::uint8_t first) {
  std::array<std::uint8_t, 32> bytes;
  for (std::uint8_t i = 0; i < 32; ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
  return crypto::Ed25519SecretKey::from_seed(
      crypto::Seed(std::span<const std::uint8_t, 32>(bytes)));
}

// All tiles and bundles of a log of this size.
inline std::vector<TileId> tiles_of(std::uint64_t size) {
  std::vector<TileId> tiles;
  visit_tiles(size, [&tiles](const TileId& tile) {
    tiles.push_back(tile);
    return true;
  });
  return tiles;
}

}  // namespace tabella::bulletin_board::test
