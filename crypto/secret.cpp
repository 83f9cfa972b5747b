#include "crypto/secret.h"

#include <sodium.h>

#ifdef TABELLA_CONSTANT_TIME
#include <valgrind/memcheck.h>
#endif

namespace tabella::crypto {

void wipe(void* data, std::size_t size) {
  if (size != 0) sodium_memzero(data, size);
}

#ifdef TABELLA_CONSTANT_TIME
void mark_secret(void* data, std::size_t size) { (void)VALGRIND_MAKE_MEM_UNDEFINED(data, size); }
void mark_public(void* data, std::size_t size) { (void)VALGRIND_MAKE_MEM_DEFINED(data, size); }
#else
void mark_secret(void*, std::size_t) {}
void mark_public(void*, std::size_t) {}
#endif

Seed Seed::random() {
  Seed seed;
  randombytes_buf(seed.data(), kSize);
  mark_secret(seed.data(), kSize);
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
