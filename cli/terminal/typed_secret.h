// What a person types on a terminal that does not show it.
#pragma once

#include <optional>

#include "crypto/wiped_vector.h"

namespace tabella::cli {

// A line without its end; none if standard input is not a terminal.
[[nodiscard]] std::optional<crypto::WipedVector<char>> ask_terminal(const char* prompt);

}  // namespace tabella::cli
