#include "crypto/initialize.h"

#include <sodium.h>

#include <cstdlib>
#include <stdexcept>

namespace tabella::crypto {

void initialize() {
  if (sodium_init() >= 0) return;
#ifdef __cpp_exceptions
  throw std::runtime_error("libsodium cannot start");
#else
  std::abort();
#endif
}

}  // namespace tabella::crypto
