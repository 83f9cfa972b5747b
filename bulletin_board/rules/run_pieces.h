// How the rules have much work of the same kind done: in pieces, on threads that are lent to them.
#pragma once

#include <cstddef>
#include <functional>

namespace tabella::bulletin_board {

// Runs piece(0) .. piece(pieces - 1), in any order and on any threads, and waits for them.
using RunPieces =
    std::function<void(std::size_t pieces, const std::function<void(std::size_t)>& piece)>;

// A RunPieces: one after another.
inline void run_in_turn(std::size_t pieces, const std::function<void(std::size_t)>& piece) {
  for (std::size_t i = 0; i < pieces; ++i) piece(i);
}

}  // namespace tabella::bulletin_board
