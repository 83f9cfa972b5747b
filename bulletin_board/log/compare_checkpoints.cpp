#include "bulletin_board/log/compare_checkpoints.h"

#include <utility>

namespace tabella::bulletin_board {

Comparison compare_checkpoints(const Checkpoint& earlier, const Checkpoint& later,
                               const SubtreeHashes& hashes) {
  if (later.size < earlier.size) return {Relation::shorter, {}, {}};
  HashPath path = consistency_path(earlier.size, later.size, hashes);
  const auto leads_from = [&](const Hash& root) {
    return verify_consistency(earlier.size, later.size, path, root, later.root);
  };
  if (leads_from(earlier.root)) return {Relation::extends, {}, {}};
  const Hash other = earlier.size == later.size ? later.root : root_of(earlier.size, hashes);
  if (!leads_from(other)) return {Relation::unproven, {}, {}};
  return {Relation::forked, other, std::move(path)};
}

}  // namespace tabella::bulletin_board
