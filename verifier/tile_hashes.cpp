#include "verifier/tile_hashes.h"

#include "crypto/hash.h"

namespace tabella::verifier {

using bulletin_board::Hash;
using bulletin_board::kTileWidth;
using bulletin_board::MerkleEdge;
using bulletin_board::TileId;

Hash hash_of_tile(const std::vector<Hash>& hashes) {
  Bytes bytes;
  bytes.reserve(hashes.size() * Hash().size());
  for (const Hash& hash : hashes) bytes.insert(bytes.end(), hash.begin(), hash.end());
  return crypto::sha256({bytes});
}

void TileHashes::append(Hash hash) {
  for (std::uint32_t level = 0;; ++level) {
    if (levels_.size() <= level) levels_.emplace_back();
    Level& at = levels_[level];
    at.open.push_back(hash);
    if (at.open.size() < kTileWidth) return;
    MerkleEdge whole;
    for (const Hash& each : at.open) whole.append(each);
    at.full.push_back(hash_of_tile(at.open));
    at.open.clear();
    hash = whole.root();
  }
}

std::optional<Hash> TileHashes::hash_of(const TileId& tile) const {
  if (!tile.level || *tile.level >= levels_.size()) return std::nullopt;
  const Level& at = levels_[*tile.level];
  if (tile.index < at.full.size()) return at.full[tile.index];
  return hash_of_tile(at.open);
}

}  // namespace tabella::verifier
