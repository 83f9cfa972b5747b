// At which sizes the log's last blocks ended, and its roots there: what a checkpoint that comes
// back as a post is held against. docs/log.md, "Moments".
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/merkle_tree.h"

namespace tabella::bulletin_board {

class BlockEnds {
 public:
  // So many are known, so that a log cannot fill the memory of its reader. At 20 blocks a second a
  // witness has an hour.
  static constexpr std::size_t kKept = 65'536;

  // A larger size than before.
  void add(std::uint64_t size, const Hash& root);
  // Whether one of them ended where this checkpoint of the log says.
  [[nodiscard]] bool has(const Checkpoint& checkpoint) const;

 private:
  struct End {
    std::uint64_t size = 0;
    Hash root{};
  };
  std::deque<End> ends_;  // by size
};

}  // namespace tabella::bulletin_board
