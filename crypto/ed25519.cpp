#include "crypto/ed25519.h"

#include <sodium.h>

#include <algorithm>

#include "crypto/expects.h"

namespace tabella::crypto {

std::optional<Ed25519PublicKey> Ed25519PublicKey::decode(ByteView bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  // Canonical, on the curve, in the main subgroup, not of small order.
  if (crypto_core_ed25519_is_valid_point(bytes.data()) != 1) return std::nullopt;
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
