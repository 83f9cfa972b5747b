#include "crypto/hash.h"

#include <sodium.h>

namespace tabella::crypto {

std::array<std::uint8_t, 32> sha256(std::initializer_list<ByteView> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const ByteView& p : parts) crypto_hash_sha256_update(&state, p.data(), p.size());
  std::array<std::uint8_t, 32> out;
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

std::array<std::uint8_t, 64> sha512(std::initializer_list<ByteView> parts) {
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  for (const ByteView& p : parts) crypto_hash_sha512_update(&state, p.data(), p.size());
  std::array<std::uint8_t, 64> out;
  crypto_hash_sha512_final(&state, out.data());
  return out;
}

}  // namespace tabella::crypto
