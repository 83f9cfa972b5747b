// What a ceremony ends with: the election key and every trustee's share key, which everybody
// computes from the dealings, and each trustee's own secret share.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "crypto/dkg/ceremony.h"
#include "crypto/dkg/dealing.h"
#include "crypto/elgamal.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/trustee.h"

namespace tabella::crypto {

// Y = sum_j C_(j,0) and Y_i = sum_k i^k sum_j C_(j,k), over the qualified dealers j. Invariant:
// none is the identity, and any threshold of the share keys interpolates to the election key.
class CeremonyKeys {
 public:
  // dealings[j] is of the trustee at position j, all of them, decoded and with possession checked.
  [[nodiscard]] static Result<CeremonyKeys> combine_vartime(const Ceremony& ceremony,
                                                            std::span<const Dealing> dealings);

  [[nodiscard]] const ElectionKey& election_key() const { return election_key_; }
  [[nodiscard]] const std::vector<Element>& share_keys() const { return share_keys_; }
  [[nodiscard]] const Element& share_key(TrusteeIndex trustee) const {
    return share_keys_.at(trustee.position());
  }

 private:
  CeremonyKeys(const ElectionKey& election_key, std::vector<Element> share_keys)
      : election_key_(election_key), share_keys_(std::move(share_keys)) {}

  ElectionKey election_key_;
  std::vector<Element> share_keys_;
};

// One trustee's secret part of the election key, x_i = sum_j f_j(i) over the qualified dealers.
class TrusteeShare {
 public:
  TrusteeShare(TrusteeIndex trustee, SecretScalar secret)
      : trustee_(trustee), secret_(std::move(secret)) {}

  [[nodiscard]] TrusteeIndex trustee() const { return trustee_; }
  [[nodiscard]] const SecretScalar& secret() const { return secret_; }

 private:
  TrusteeIndex trustee_;
  SecretScalar secret_;
};

// The share that a dealing has for the receiver, checked against the dealer's commitments:
// "ceremony.share" names a dealer who is to be complained about (crypto/dkg/complaint.h).
[[nodiscard]] Result<SecretScalar> receive_from(const Ceremony& ceremony, TrusteeIndex dealer,
                                                const Dealing& dealing, TrusteeIndex receiver,
                                                const SecretScalar& static_secret);

// Receives from every qualified dealer and adds up.
[[nodiscard]] Result<TrusteeShare> receive(const Ceremony& ceremony,
                                           std::span<const Dealing> dealings, TrusteeIndex receiver,
                                           const SecretScalar& static_secret);

}  // namespace tabella::crypto
