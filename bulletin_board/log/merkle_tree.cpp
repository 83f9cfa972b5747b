#include "bulletin_board/log/merkle_tree.h"

#include <bit>

#include "crypto/expects.h"
#include "crypto/hash.h"

namespace tabella::bulletin_board {

namespace {

constexpr std::array<std::uint8_t, 1> kLeaf = {0x00};
constexpr std::array<std::uint8_t, 1> kParent = {0x01};

// The largest power of two below n; n > 1.
std::uint64_t split(std::uint64_t n) { return std::uint64_t{1} << (std::bit_width(n - 1) - 1); }

// MTH of the entries [begin, end), begin a multiple of the size rounded up to a power of two.
Hash range_hash(std::uint64_t begin, std::uint64_t end, const SubtreeHashes& hashes) {
  const std::uint64_t n = end - begin;
  if (std::has_single_bit(n)) {
    return hashes({static_cast<std::uint32_t>(std::countr_zero(n)), begin / n});
  }
  const std::uint64_t middle = begin + split(n);
  return parent_hash(range_hash(begin, middle, hashes), range_hash(middle, end, hashes));
}

// RFC 6962, 2.1.1: PATH(index, D[begin:end]).
void add_path(std::uint64_t index, std::uint64_t begin, std::uint64_t end,
              const SubtreeHashes& hashes, HashPath& path) {
  if (end - begin == 1) return;
  const std::uint64_t middle = begin + split(end - begin);
  if (index < middle) {
    add_path(index, begin, middle, hashes, path);
    path.push_back(range_hash(middle, end, hashes));
  } else {
    add_path(index, middle, end, hashes, path);
    path.push_back(range_hash(begin, middle, hashes));
  }
}

// RFC 6962, 2.1.2: SUBPROOF(old_size - begin, D[begin:end], whole).
void add_subproof(std::uint64_t old_size, std::uint64_t begin, std::uint64_t end, bool whole,
                  const SubtreeHashes& hashes, HashPath& path) {
  if (old_size == end) {
    if (!whole) path.push_back(range_hash(begin, end, hashes));
    return;
  }
  const std::uint64_t middle = begin + split(end - begin);
  if (old_size <= middle) {
    add_subproof(old_size, begin, middle, whole, hashes, path);
    path.push_back(range_hash(middle, end, hashes));
  } else {
    add_subproof(old_size, middle, end, false, hashes, path);
    path.push_back(range_hash(begin, middle, hashes));
  }
}

// How many steps of an inclusion path stay below the right edge, and how many follow along it.
struct PathShape {
  std::size_t inner = 0;
  std::size_t border = 0;
};
PathShape shape_of(std::uint64_t index, std::uint64_t size) {
  const auto inner = static_cast<std::size_t>(std::bit_width(index ^ (size - 1)));
  const std::uint64_t above = inner == 64 ? 0 : index >> inner;
  return {inner, static_cast<std::size_t>(std::popcount(above))};
}

Hash climb_inner(Hash hash, std::uint64_t index, std::span<const Hash> path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    hash = (index >> i & 1) == 0 ? parent_hash(hash, path[i]) : parent_hash(path[i], hash);
  }
  return hash;
}

// Only steps to the left: what the hash was before the right side existed.
Hash climb_inner_left(Hash hash, std::uint64_t index, std::span<const Hash> path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    if ((index >> i & 1) == 1) hash = parent_hash(path[i], hash);
  }
  return hash;
}

Hash climb_border(Hash hash, std::span<const Hash> path) {
  for (const Hash& left : path) hash = parent_hash(left, hash);
  return hash;
}

}  // namespace

Hash empty_root() { return crypto::sha256({}); }
Hash leaf_hash(ByteView entry) { return crypto::sha256({kLeaf, entry}); }
Hash parent_hash(const Hash& left, const Hash& right) {
  return crypto::sha256({kParent, left, right});
}

Hash root_of(std::uint64_t size, const SubtreeHashes& hashes) {
  return size == 0 ? empty_root() : range_hash(0, size, hashes);
}

HashPath inclusion_path(std::uint64_t index, std::uint64_t size, const SubtreeHashes& hashes) {
  EXPECTS(index < size);
  HashPath path;
  add_path(index, 0, size, hashes, path);
  return path;
}

HashPath consistency_path(std::uint64_t old_size, std::uint64_t size, const SubtreeHashes& hashes) {
  EXPECTS(old_size <= size);
  HashPath path;
  if (old_size != 0 && old_size != size) add_subproof(old_size, 0, size, true, hashes, path);
  return path;
}

std::optional<Hash> root_from_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                                        const HashPath& path) {
  if (index >= size) return std::nullopt;
  const auto [inner, border] = shape_of(index, size);
  if (path.size() != inner + border) return std::nullopt;
  const std::span<const Hash> steps = path;
  return climb_border(climb_inner(leaf, index, steps.first(inner)), steps.subspan(inner));
}

bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                      const HashPath& path, const Hash& root) {
  return root_from_inclusion(index, size, leaf, path) == root;
}

bool verify_consistency(std::uint64_t old_size, std::uint64_t size, const HashPath& path,
                        const Hash& old_root, const Hash& root) {
  if (old_size > size) return false;
  if (old_size == size) return path.empty() && old_root == root;
  // Every tree extends the empty one, whose root is known.
  if (old_size == 0) return path.empty() && old_root == empty_root();
  if (path.empty()) return false;
  // The last complete subtree of the old tree is where the proof begins.
  auto [inner, border] = shape_of(old_size - 1, size);
  const auto shift = static_cast<std::size_t>(std::countr_zero(old_size));
  inner -= shift;
  // A perfect old tree is its own beginning, and its hash is not in the path.
  const bool perfect = std::has_single_bit(old_size);
  const std::size_t start = perfect ? 0 : 1;
  if (path.size() != start + inner + border) return false;
  const Hash seed = perfect ? old_root : path.front();
  const std::span<const Hash> steps = std::span(path).subspan(start);
  const std::uint64_t index = (old_size - 1) >> shift;
  const Hash old_hash =
      climb_border(climb_inner_left(seed, index, steps.first(inner)), steps.subspan(inner));
  const Hash new_hash =
      climb_border(climb_inner(seed, index, steps.first(inner)), steps.subspan(inner));
  return old_hash == old_root && new_hash == root;
}

void MerkleEdge::append(const Hash& leaf) {
  Hash hash = leaf;
  for (std::uint64_t rest = size_; (rest & 1) == 1; rest >>= 1) {
    hash = parent_hash(edge_.back(), hash);
    edge_.pop_back();
  }
  edge_.push_back(hash);
  ++size_;
}

Hash MerkleEdge::root() const {
  if (edge_.empty()) return empty_root();
  Hash hash = edge_.back();
  for (std::size_t i = edge_.size() - 1; i-- > 0;) hash = parent_hash(edge_[i], hash);
  return hash;
}

}  // namespace tabella::bulletin_board
