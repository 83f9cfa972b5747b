// How a dealer sends a share over a public board: XChaCha20-Poly1305 under a key from two
// Diffie-Hellman products (cocktail-dkg, "Round 1", step 5). The static one binds the sender, the
// ephemeral one keeps past shares secret when the sender's static key leaks later.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "crypto/bytes.h"
#include "crypto/dkg/ceremony.h"
#include "crypto/ristretto255.h"
#include "crypto/secret.h"
#include "crypto/trustee.h"

namespace tabella::crypto {

// Who encrypts to whom under which ephemeral key E.
struct ShareRoute {
  TrusteeIndex sender;
  TrusteeIndex receiver;
  Element ephemeral_key;
};

// S^(e) = e_sender P_receiver = d_receiver E and S^(d) = d_sender P_receiver = d_receiver P_sender.
struct SharedSecrets {
  SecretElement ephemeral;
  SecretElement fixed;
};

[[nodiscard]] SharedSecrets sender_secrets(const Ceremony& ceremony, const ShareRoute& route,
                                           const SecretScalar& ephemeral_secret,
                                           const SecretScalar& static_secret);
[[nodiscard]] SharedSecrets receiver_secrets(const Ceremony& ceremony, const ShareRoute& route,
                                             const SecretScalar& static_secret);

// Key and nonce serve one plaintext: the ephemeral key is fresh in each ceremony. The plaintext is
// the share alone, without the payload that the specification allows in addition.
class ShareCipher {
 public:
  static constexpr std::size_t kTagSize = 16;
  static constexpr std::size_t kSealedShareSize = SecretScalar::kSize + kTagSize;
  using SealedShare = std::array<std::uint8_t, kSealedShareSize>;

  ShareCipher(const Ceremony& ceremony, const ShareRoute& route, const SharedSecrets& secrets);

  [[nodiscard]] SealedShare seal(const SecretScalar& share) const;
  // Nothing if the tag is wrong or the plaintext is not a scalar below l.
  [[nodiscard]] std::optional<SecretScalar> open(const SealedShare& sealed) const;

 private:
  // H6: 32 bytes of key, 24 of nonce, 8 unused.
  SecretArray<64> key_and_nonce_;
};

}  // namespace tabella::crypto
