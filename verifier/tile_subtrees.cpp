#include "verifier/tile_subtrees.h"

#include <algorithm>

namespace tabella::verifier {

using bulletin_board::Hash;
using bulletin_board::HashPath;
using bulletin_board::kTileHeight;
using bulletin_board::kTileWidth;
using bulletin_board::SubtreeId;
using bulletin_board::TileId;

const Bytes& TileSubtrees::tile(std::uint32_t level, std::uint64_t index) {
  const std::uint64_t hashes = size_ >> (kTileHeight * level);
  const std::uint64_t width = std::min(kTileWidth, hashes - index * kTileWidth);
  const TileId id{level, index, static_cast<std::uint32_t>(width)};
  const auto [place, is_new] = tiles_.try_emplace(id);
  if (is_new) {
    auto bytes = read_(id.path());
    if (bytes && bytes->size() == width * Hash().size()) place->second = *std::move(bytes);
  }
  return place->second;
}

Hash TileSubtrees::hash(const SubtreeId& id) {
  if (id.level % kTileHeight != 0) {
    const Hash left = hash({id.level - 1, 2 * id.index});
    return bulletin_board::parent_hash(left, hash({id.level - 1, 2 * id.index + 1}));
  }
  Hash found{};
  const Bytes& bytes = tile(id.level / kTileHeight, id.index / kTileWidth);
  const std::size_t at = (id.index % kTileWidth) * found.size();
  if (at + found.size() <= bytes.size()) {
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), found.size(), found.begin());
  }
  return found;
}

bool TileSubtrees::prove_extension(const bulletin_board::Checkpoint& earlier, const Hash& root) {
  return bulletin_board::verify_consistency(earlier.size, size_, consistency_path(earlier.size),
                                            earlier.root, root);
}

HashPath TileSubtrees::consistency_path(std::uint64_t old_size) {
  return bulletin_board::consistency_path(old_size, size_,
                                          [this](const SubtreeId& id) { return hash(id); });
}

Hash TileSubtrees::root_of(std::uint64_t old_size) {
  return bulletin_board::root_of(old_size, [this](const SubtreeId& id) { return hash(id); });
}

}  // namespace tabella::verifier
