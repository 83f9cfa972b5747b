#include "crypto/initialize.h"

#include <sodium.h>

#include <stdexcept>

namespace tabella::crypto {

void initialize() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

}  // namespace tabella::crypto
