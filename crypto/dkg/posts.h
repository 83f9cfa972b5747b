// From what was posted to one list per round. Each dealing is posted as a hash first and revealed
// when all hashes are in, so that nobody can choose a contribution after seeing the others'.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/dkg/ceremony.h"
#include "crypto/dkg/dealing.h"
#include "crypto/dkg/signature.h"
#include "crypto/result.h"

namespace tabella::crypto {

// A round's post, as received: neither number nor bytes have been looked at.
struct CeremonyPost {
  std::uint32_t trustee;
  Bytes message;
};

// The message of the round "commit".
[[nodiscard]] Bytes commit_to(const Ceremony& ceremony, TrusteeIndex dealer,
                              ByteView dealing_bytes);

// Each of the following asks for exactly one post of every qualified trustee, in any order, and
// names the trustee who is missing, repeated or wrong.

// Decoded dealings that match their hashes, with possession checked.
[[nodiscard]] Result<std::vector<Dealing>> open_dealings(const Ceremony& ceremony,
                                                         std::span<const CeremonyPost> commits,
                                                         std::span<const CeremonyPost> deals);

// Decoded certificates, checked against the dealings.
[[nodiscard]] Result<std::vector<CocktailSignature>> open_certificates(
    const Ceremony& ceremony, std::span<const Dealing> dealings,
    std::span<const CeremonyPost> certificates);

}  // namespace tabella::crypto
