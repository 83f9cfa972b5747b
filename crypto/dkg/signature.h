// The Schnorr signatures of cocktail-dkg ("Schnorr Signature Scheme"): proofs of possession and
// certificates of a ceremony. For nothing else: Tabella's own proofs are in crypto/schnorr.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "crypto/bytes.h"
#include "crypto/ristretto255.h"

namespace tabella::crypto {

// (R, z) with z G = R + c key, c = HashToScalar(prefix || R || key || message).
struct CocktailSignature {
  static constexpr std::size_t kSize = Element::kSize + Scalar::kSize;

  Element commitment;
  Scalar response;

  [[nodiscard]] static std::optional<CocktailSignature> decode(ByteView bytes);
  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const;

  friend bool operator==(const CocktailSignature&, const CocktailSignature&) = default;
};

// Deterministic, as the specification has it: the nonce is a hash of secret and message.
[[nodiscard]] CocktailSignature cocktail_sign(const SecretScalar& secret, ByteView message);
// False also if the commitment or the key is the identity.
[[nodiscard]] bool cocktail_verify(const Element& key, ByteView message,
                                   const CocktailSignature& signature);

}  // namespace tabella::crypto
