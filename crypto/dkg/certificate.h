// The round "certify": every trustee signs one transcript of the ceremony, so that nobody was
// shown other dealings than the rest, and who of them is disqualified. cocktail-dkg, "Round 3".
// There is no key before all who are qualified have signed.
#pragma once

#include <cstdint>
#include <span>

#include "crypto/bytes.h"
#include "crypto/dkg/ceremony.h"
#include "crypto/dkg/dealing.h"
#include "crypto/dkg/signature.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"

namespace tabella::crypto {

// T: suite, context, n, t, static keys, commitments, proofs of possession, ephemeral keys,
// extension.
[[nodiscard]] Bytes certificate_transcript(const Ceremony& ceremony,
                                           std::span<const Dealing> dealings, ByteView extension);

// What Tabella puts into the extension: the hash of all dealings as posted, and of who is
// disqualified. The specification's transcript leaves the sealed shares out; a complaint needs them
// beyond dispute.
[[nodiscard]] Bytes dealings_extension(const Ceremony& ceremony, std::span<const Dealing> dealings);

[[nodiscard]] CocktailSignature certify(const Ceremony& ceremony, std::span<const Dealing> dealings,
                                        const SecretScalar& static_secret);

// One of each qualified trustee, in the order of their numbers.
[[nodiscard]] Result<Done> check_certificate(const Ceremony& ceremony,
                                             std::span<const Dealing> dealings,
                                             std::span<const CocktailSignature> signatures);

}  // namespace tabella::crypto
