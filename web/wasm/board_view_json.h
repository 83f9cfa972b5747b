// What the replay of a record has established, for pages that act on it: of each election its
// phase, ceremony, keys, totals and result. Every fact here was derived, none was read.
#pragma once

#include <string>

#include "bulletin_board/board.h"

namespace tabella::wasm {

[[nodiscard]] std::string json_of(const bulletin_board::Board& board);

}  // namespace tabella::wasm
