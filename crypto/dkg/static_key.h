// A trustee's static key: made for one election and one log, with a proof that the trustee knows
// its logarithm. docs/protocol.md, "Static keys".
//
// Fresh, because a complaint publishes what the static secret makes of the dealer's keys; proved,
// because of a key that was copied nobody may be led to publish that.
#pragma once

#include <array>

#include "crypto/dkg/signature.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/secret.h"
#include "crypto/trustee.h"

namespace tabella::crypto {

// 32 random bytes that a trustee keeps; the static secrets of all its elections come from them.
using CeremonySecret = SecretArray<32>;

// d = the transcript of announcement and secret, mod l: the same whenever the trustee asks, so that
// a backup from before the election still opens it; another for another announcement.
[[nodiscard]] SecretScalar static_secret_for(const Fingerprint& announcement,
                                             const CeremonySecret& secret);

// P = d G of trustee j, with the proof of "tabella/v1/join" || announcement || uint32_be(j).
struct StaticKey {
  static constexpr std::size_t kSize = Element::kSize + CocktailSignature::kSize;

  Element key;
  CocktailSignature possession;

  [[nodiscard]] static StaticKey make(const Fingerprint& announcement, TrusteeIndex trustee,
                                      const SecretScalar& static_secret);
};

// Codes ceremony.identity, ceremony.possession.
[[nodiscard]] Result<Done> check_static_key(const Fingerprint& announcement, TrusteeIndex trustee,
                                            const StaticKey& static_key);

}  // namespace tabella::crypto
