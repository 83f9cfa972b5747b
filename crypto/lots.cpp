#include "crypto/lots.h"

#include <sodium.h>

#include <cstdint>

#include "crypto/expects.h"

namespace tabella::crypto {

std::vector<bool> draw_lots(std::size_t drawn, std::size_t all) {
  EXPECTS(drawn <= all && all <= UINT32_MAX);
  std::vector<bool> is_drawn(all);
  // One after the other, with the chance that is left: drawn / all for the first.
  for (std::size_t i = 0; i < all; ++i) {
    is_drawn[i] = randombytes_uniform(static_cast<std::uint32_t>(all - i)) < drawn;
    if (is_drawn[i]) --drawn;
  }
  return is_drawn;
}

}  // namespace tabella::crypto
