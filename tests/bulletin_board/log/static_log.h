// A log as static files: a holder of the entries can hash them anew.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/log/tiles.h"

namespace tabella::bulletin_board::test {

class StaticLog {
 public:
  explicit StaticLog(std::vector<Bytes> entries) : entries_(std::move(entries)) {
    for (const Bytes& entry : entries_) leaves_.push_back(leaf_hash(entry));
  }

  [[nodiscard]] std::uint64_t size() const { return entries_.size(); }
  [[nodiscard]] Hash root() const { return size() == 0 ? empty_root() : root_of(size(), hashes()); }
  [[nodiscard]] HashPath inclusion(std::uint64_t index) const {
    return inclusion_path(index, size(), hashes());
  }
  // Tiles and bundles by their paths.
  [[nodiscard]] std::map<std::string, Bytes> files() const {
    std::map<std::string, Bytes> files;
    visit_tiles(size(), [&](const TileId& tile) {
      files[tile.path()] = tile.level ? hash_tile(tile) : bundle(tile);
      return true;
    });
    return files;
  }

 private:
  [[nodiscard]] SubtreeHashes hashes() const {
    return [this](const SubtreeId& id) { return hash(id); };
  }
  [[nodiscard]] Hash hash(const SubtreeId& id) const {
    if (id.level == 0) return leaves_.at(id.index);
    return parent_hash(hash({id.level - 1, 2 * id.index}), hash({id.level - 1, 2 * id.index + 1}));
  }
  [[nodiscard]] Bytes hash_tile(const TileId& tile) const {
    Bytes bytes;
    for (std::uint64_t i = 0; i < tile.width; ++i) {
      const Hash each = hash({kTileHeight * *tile.level, tile.index * kTileWidth + i});
      bytes.insert(bytes.end(), each.begin(), each.end());
    }
    return bytes;
  }
  [[nodiscard]] Bytes bundle(const TileId& tile) const {
    const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(tile.index * kTileWidth);
    return encode_bundle({begin, begin + tile.width});
  }

  std::vector<Bytes> entries_;
  std::vector<Hash> leaves_;
};

}  // namespace tabella::bulletin_board::test
