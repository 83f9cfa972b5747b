// How large a block may be, so that nobody has to hold more of a log at once: what counts is its
// posts. docs/log.md, "Rules".
#pragma once

#include <cstddef>

namespace tabella::bulletin_board {

class BlockSize {
 public:
  static constexpr std::size_t kMaxPosts = 8192;
  static constexpr std::size_t kMaxBytes = std::size_t{1} << 25;

  [[nodiscard]] std::size_t posts() const { return posts_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] bool has_room_for(std::size_t post_bytes) const {
    return posts_ < kMaxPosts && post_bytes <= kMaxBytes - bytes_;
  }
  // Only what there is room for.
  void add(std::size_t post_bytes) {
    ++posts_;
    bytes_ += post_bytes;
  }

 private:
  std::size_t posts_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace tabella::bulletin_board
