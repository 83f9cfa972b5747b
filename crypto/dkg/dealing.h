// What a trustee posts in the round "deal": msg_1 of cocktail-dkg. docs/protocol.md, "Ceremony".
#pragma once

#include <cstdint>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/dkg/ceremony.h"
#include "crypto/dkg/share_encryption.h"
#include "crypto/dkg/signature.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/secret_sharing.h"
#include "crypto/trustee.h"

namespace tabella::crypto {

// C_0 .. C_(t-1) | proof of possession | E | per trustee uint64_be(48) and the sealed share
// | proof that the dealer knows the logarithm of E.
// The dealer's own share is among them, so a trustee keeps nothing but its static key until the
// shares are received.
struct Dealing {
  std::vector<Element> commitments;
  CocktailSignature possession;
  Element ephemeral_key;
  std::vector<ShareCipher::SealedShare> shares;
  CocktailSignature ephemeral_possession;

  [[nodiscard]] Bytes encode() const;
  // Strict: exact length, so exactly t commitments and n shares; canonical encodings; no identity.
  [[nodiscard]] static Result<Dealing> decode(const Ceremony& ceremony, TrusteeIndex dealer,
                                              ByteView bytes);

  // The bytes under the proof of possession: context || C || E.
  [[nodiscard]] Bytes possession_message(const Ceremony& ceremony) const;
  // The bytes under the proof for E: domain || context || uint32_be(dealer) || all that is before
  // it.
  [[nodiscard]] Bytes ephemeral_message(const Ceremony& ceremony, TrusteeIndex dealer) const;

  friend bool operator==(const Dealing&, const Dealing&) = default;
};

// Fresh in every ceremony and every attempt: a used polynomial is never dealt again.
struct DealingSecrets {
  SecretPolynomial<Ristretto255> polynomial;
  SecretScalar ephemeral;

  [[nodiscard]] static DealingSecrets random(const Ceremony& ceremony);
};

[[nodiscard]] Dealing deal(const Ceremony& ceremony, TrusteeIndex dealer,
                           const SecretScalar& static_secret, const DealingSecrets& secrets);

// What everybody can check of a decoded dealing: that the dealer knows the secrets it contributes.
// That of C_0 against a rogue key, which is computed from the others' so that they cancel. That of
// E because a complaint about this dealing publishes d E, with d the accuser's static secret: of an
// E that was copied, that would be what seals a share in another ceremony.
[[nodiscard]] Result<Done> check_possession(const Ceremony& ceremony, TrusteeIndex dealer,
                                            const Dealing& dealing);

}  // namespace tabella::crypto
