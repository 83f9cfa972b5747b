// The Merkle tree of RFC 6962, 2.1: hashes, roots, and proofs that an entry is in the tree and that
// one tree extends another. docs/log.md, "Hashes".
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "crypto/bytes.h"

namespace tabella::bulletin_board {

using Hash = std::array<std::uint8_t, 32>;
using HashPath = std::vector<Hash>;

// SHA256("")
[[nodiscard]] Hash empty_root();
// SHA256(0x00 || entry)
[[nodiscard]] Hash leaf_hash(ByteView entry);
// SHA256(0x01 || left || right)
[[nodiscard]] Hash parent_hash(const Hash& left, const Hash& right);

// Complete subtree number `index` of level `level`: the leaves [index 2^level, (index + 1)
// 2^level).
struct SubtreeId {
  std::uint32_t level = 0;
  std::uint64_t index = 0;
  friend auto operator<=>(const SubtreeId&, const SubtreeId&) = default;
};
using SubtreeHashes = std::function<Hash(const SubtreeId&)>;

// Root of the tree of the first `size` entries, from hashes of complete subtrees.
[[nodiscard]] Hash root_of(std::uint64_t size, const SubtreeHashes& hashes);
// From the leaf's sibling upward; index < size.
[[nodiscard]] HashPath inclusion_path(std::uint64_t index, std::uint64_t size,
                                      const SubtreeHashes& hashes);
// old_size <= size; empty for old_size 0 and for old_size == size.
[[nodiscard]] HashPath consistency_path(std::uint64_t old_size, std::uint64_t size,
                                        const SubtreeHashes& hashes);

// The root that an inclusion path leads to; none if the path has another length than the tree asks
// for, or index >= size.
[[nodiscard]] std::optional<Hash> root_from_inclusion(std::uint64_t index, std::uint64_t size,
                                                      const Hash& leaf, const HashPath& path);
[[nodiscard]] bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                                    const HashPath& path, const Hash& root);
[[nodiscard]] bool verify_consistency(std::uint64_t old_size, std::uint64_t size,
                                      const HashPath& path, const Hash& old_root, const Hash& root);

// A tree that grows: keeps only the hashes of complete subtrees on the right edge, O(log n).
class MerkleEdge {
 public:
  void append(const Hash& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> edge_;  // of complete subtrees, from the largest
};

}  // namespace tabella::bulletin_board
