// Ed25519 signatures (RFC 8032) by one pinned rule, so that no two programs disagree on malformed
// input: keys and R in their one encoding, s below the group order, keys and R of small order
// refused, and the equation without cofactor. docs/log.md, "Signatures".
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>

#include "crypto/bytes.h"
#include "crypto/secret.h"

namespace tabella::crypto {

using Ed25519Signature = std::array<std::uint8_t, 64>;

// Whose signature is believed: of an official, the registrar, a trustee, a log, a witness.
// Invariant: the one encoding of a point that is not of small order.
class Ed25519PublicKey {
 public:
  static constexpr std::size_t kSize = 32;

  [[nodiscard]] static std::optional<Ed25519PublicKey> decode(ByteView bytes);
  [[nodiscard]] const std::array<std::uint8_t, kSize>& bytes() const { return bytes_; }

  [[nodiscard]] bool verify(ByteView message, std::span<const std::uint8_t, 64> signature) const;

  friend auto operator<=>(const Ed25519PublicKey&, const Ed25519PublicKey&) = default;

 private:
  friend class Ed25519SecretKey;
  Ed25519PublicKey() = default;
  std::array<std::uint8_t, kSize> bytes_{};
};

// The secret half, in the process of its owner alone. Wiped when it goes.
class Ed25519SecretKey {
 public:
  [[nodiscard]] static Ed25519SecretKey random();
  // The 32 bytes that RFC 8032 calls the private key.
  [[nodiscard]] static Ed25519SecretKey from_seed(const Seed& seed);

  [[nodiscard]] const Ed25519PublicKey& public_key() const { return public_key_; }
  [[nodiscard]] Ed25519Signature sign(ByteView message) const;
  // The seed.
  [[nodiscard]] std::span<const std::uint8_t, 32> expose_for_storage() const {
    return secret_.expose_for_storage().first<32>();
  }

 private:
  Ed25519SecretKey() = default;
  SecretArray<64> secret_;
  Ed25519PublicKey public_key_;
};

}  // namespace tabella::crypto
