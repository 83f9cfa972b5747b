// When something happens on the board.
#pragma once

#include <cstdint>

namespace tabella::bulletin_board {

struct Moment {
  std::uint64_t entry = 0;  // index in the log
  std::uint64_t time = 0;   // of its block, in seconds since 1970
};

}  // namespace tabella::bulletin_board
