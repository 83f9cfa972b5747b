// Lots that nobody can foretell: who of many is drawn.
#pragma once

#include <cstddef>
#include <vector>

namespace tabella::crypto {

// For each of `all`, whether it is one of the `drawn`: every choice of so many is equally likely,
// and only the system's randomness says which it is. drawn <= all < 2^32.
[[nodiscard]] std::vector<bool> draw_lots(std::size_t drawn, std::size_t all);

}  // namespace tabella::crypto
