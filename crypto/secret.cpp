#include "crypto/secret.h"

#include <sodium.h>

namespace tabella::crypto {

void wipe(void* data, std::size_t size) {
  if (size != 0) sodium_memzero(data, size);
}

Seed Seed::random() {
  Seed seed;
  randombytes_buf(seed.data(), kSize);
  return seed;
}

SecretBits& SecretBits::operator=(SecretBits&& other) noexcept {
  if (this != &other) {
    clear();
    bits_ = std::move(other.bits_);
  }
  return *this;
}

}  // namespace tabella::crypto
