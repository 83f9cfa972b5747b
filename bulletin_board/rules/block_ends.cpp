#include "bulletin_board/rules/block_ends.h"

#include <algorithm>

namespace tabella::bulletin_board {

void BlockEnds::add(std::uint64_t size, const Hash& root) {
  ends_.push_back({size, root});
  if (ends_.size() > kKept) ends_.pop_front();
}

bool BlockEnds::has(const Checkpoint& checkpoint) const {
  const auto end = std::ranges::lower_bound(ends_, checkpoint.size, {}, &End::size);
  return end != ends_.end() && end->size == checkpoint.size && end->root == checkpoint.root;
}

}  // namespace tabella::bulletin_board
