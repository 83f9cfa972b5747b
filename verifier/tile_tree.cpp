#include "verifier/tile_tree.h"

#include <algorithm>

#include "crypto/expects.h"

namespace tabella::verifier {

using bulletin_board::Checkpoint;
using bulletin_board::Hash;
using bulletin_board::kTileHeight;
using bulletin_board::kTileWidth;
using bulletin_board::MerkleEdge;
using bulletin_board::SubtreeId;
using bulletin_board::TileId;

namespace {

// Of hashes as a tree of their own.
Hash root_over(std::span<const Hash> hashes) {
  MerkleEdge tree;
  for (const Hash& hash : hashes) tree.append(hash);
  return tree.root();
}

// The last tiles of all levels, which make the root together: "tile/0/001.p/44, tile/1/000.p/1: ".
std::string edge_of(std::uint64_t size) {
  std::string paths;
  for (std::uint32_t level = 0; size > 0; ++level, size /= kTileWidth) {
    const auto width = static_cast<std::uint32_t>(size % kTileWidth);
    if (width == 0) continue;
    paths += (paths.empty() ? "" : ", ") + TileId{level, size / kTileWidth, width}.path();
  }
  return paths.empty() ? "" : paths + ": ";
}

// Puts a tile's content in its place; the place follows what is there.
template <class Row, class Content>
void put(Row& row, std::uint64_t at, const Content& content) {
  EXPECTS(at <= row.size());
  row.resize(static_cast<std::size_t>(at) + content.size());
  std::ranges::copy(content, row.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

void TileTree::take(const TileId& tile, ByteView bytes) {
  EXPECTS(tile.level && bytes.size() >= tile.width * Hash().size());
  Hashes hashes(tile.width);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    std::ranges::copy(bytes.subspan(i * Hash().size(), Hash().size()), hashes[i].begin());
  }
  if (*tile.level == 0) {
    put(bundle_roots_, tile.index, std::vector{root_over(hashes)});
    last_leaves_ = std::move(hashes);
    last_leaves_begin_ = tile.index * kTileWidth;
    return;
  }
  if (higher_.size() < *tile.level) higher_.emplace_back();
  put(higher_.at(*tile.level - 1), tile.index * kTileWidth, hashes);
}

// A complete subtree that the tree's right edge consists of: it is inside the last tile of its
// level.
Hash TileTree::subtree(const SubtreeId& id) const {
  if (id.level % kTileHeight != 0) {
    return bulletin_board::parent_hash(subtree({id.level - 1, 2 * id.index}),
                                       subtree({id.level - 1, 2 * id.index + 1}));
  }
  if (id.level == 0) return last_leaves_.at(id.index - last_leaves_begin_);
  return higher_.at(id.level / kTileHeight - 1).at(id.index);
}

std::optional<std::string> TileTree::fault(const Checkpoint& checkpoint) const {
  const auto hashes = [this](const SubtreeId& id) { return subtree(id); };
  const Hash root = checkpoint.size == 0 ? bulletin_board::empty_root()
                                         : bulletin_board::root_of(checkpoint.size, hashes);
  if (root != checkpoint.root) return edge_of(checkpoint.size) + "not under the checkpoint's root";
  // The last tile of each level is under the root now. The root of every full tile is a hash of the
  // level above, so that from the top down all of that level are right when one is compared.
  for (std::size_t level = higher_.size(); level-- > 0;) {
    for (std::size_t i = 0; i < higher_[level].size(); ++i) {
      const Hash below =
          level == 0 ? bundle_roots_.at(i)
                     : root_over(std::span(higher_[level - 1]).subspan(i * kTileWidth, kTileWidth));
      if (below == higher_[level][i]) continue;
      const TileId tile{static_cast<std::uint32_t>(level), i, kTileWidth};
      return tile.path() + ": not under the checkpoint's root";
    }
  }
  return std::nullopt;
}

bool TileTree::has_bundle(std::uint64_t index, std::span<const Bytes> entries) const {
  MerkleEdge tree;
  for (const Bytes& entry : entries) tree.append(bulletin_board::leaf_hash(entry));
  return tree.root() == bundle_roots_.at(index);
}

}  // namespace tabella::verifier
