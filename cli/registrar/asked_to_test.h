// Who is asked to test the voting page. The registrar draws it in secret: the page under test may
// not know who will. docs/operators.md, "Hold it".
#pragma once

#include <cstddef>
#include <vector>

#include "crypto/lots.h"

namespace tabella::cli {

// One in eight voters, rounded up.
[[nodiscard]] constexpr std::size_t count_asked_to_test(std::size_t voters) {
  return (voters + 7) / 8;
}

// For each of so many voters.
[[nodiscard]] inline std::vector<bool> draw_asked_to_test(std::size_t voters) {
  return crypto::draw_lots(count_asked_to_test(voters), voters);
}

}  // namespace tabella::cli
