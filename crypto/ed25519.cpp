#include "crypto/ed25519.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "crypto/expects.h"

namespace tabella::crypto {

namespace {

// Whether l A is the identity, as (l - 1) A + A: releases of libsodium before 1.0.21 take
// A + (0, -1) for a member of the main subgroup too, and then two programs would differ.
bool is_in_main_subgroup(const std::uint8_t* point) {
  // l - 1, little-endian.
  static constexpr std::array<std::uint8_t, 32> kLess = {
      0xec, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
      0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
      0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
  static constexpr std::array<std::uint8_t, 32> kIdentity = {1};
  std::array<std::uint8_t, 32> product;
  std::array<std::uint8_t, 32> sum;
  return crypto_core_ed25519_is_valid_point(point) == 1 &&
         crypto_scalarmult_ed25519_noclamp(product.data(), kLess.data(), point) == 0 &&
         crypto_core_ed25519_add(sum.data(), product.data(), point) == 0 && sum == kIdentity;
}

}  // namespace

std::optional<Ed25519PublicKey> Ed25519PublicKey::decode(ByteView bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  // Canonical, on the curve, not of small order, in the main subgroup.
  if (!is_in_main_subgroup(bytes.data())) return std::nullopt;
  Ed25519PublicKey key;
  std::ranges::copy(bytes, key.bytes_.begin());
  return key;
}

bool Ed25519PublicKey::verify(ByteView message, std::span<const std::uint8_t, 64> signature) const {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                     bytes_.data()) == 0;
}

Ed25519SecretKey Ed25519SecretKey::random() { return from_seed(Seed::random()); }

Ed25519SecretKey Ed25519SecretKey::from_seed(const Seed& seed) {
  Ed25519SecretKey key;
  EXPECTS(crypto_sign_seed_keypair(key.public_key_.bytes_.data(), key.secret_.data(),
                                   seed.data()) == 0);
  mark_public(key.public_key_.bytes_.data(), Ed25519PublicKey::kSize);
  return key;
}

Ed25519Signature Ed25519SecretKey::sign(ByteView message) const {
  Ed25519Signature signature;
  EXPECTS(crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                               secret_.data()) == 0);
  mark_public(signature.data(), signature.size());
  return signature;
}

}  // namespace tabella::crypto
