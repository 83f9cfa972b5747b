#include "crypto/hash.h"

#include <sodium.h>

namespace tabella::crypto {

namespace {

static_assert(sizeof(crypto_hash_sha256_state) == 104);
static_assert(alignof(crypto_hash_sha256_state) <= 8);

crypto_hash_sha256_state* as_state(std::uint8_t* state) {
  return reinterpret_cast<crypto_hash_sha256_state*>(state);
}

}  // namespace

Sha256::Sha256() { crypto_hash_sha256_init(as_state(state_.data())); }

void Sha256::add(ByteView part) {
  crypto_hash_sha256_update(as_state(state_.data()), part.data(), part.size());
}

std::array<std::uint8_t, 32> Sha256::digest() {
  std::array<std::uint8_t, 32> out;
  crypto_hash_sha256_final(as_state(state_.data()), out.data());
  return out;
}

std::array<std::uint8_t, 32> sha256(std::initializer_list<ByteView> parts) {
  Sha256 hash;
  for (const ByteView& part : parts) hash.add(part);
  return hash.digest();
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
