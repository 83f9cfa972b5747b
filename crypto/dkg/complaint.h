// A trustee who got a wrong share opens how it was sealed, with a proof, and everybody sees who
// is wrong: the dealer or the one who complains. docs/protocol.md, "Complaints". Opening gives away
// nothing that the dealer could not compute, since its keys came with proofs that it knows their
// logarithms: docs/security-argument.md, 10.
#pragma once

#include <cstdint>
#include <optional>

#include "crypto/bytes.h"
#include "crypto/dkg/ceremony.h"
#include "crypto/dkg/dealing.h"
#include "crypto/equality_proof.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/trustee.h"

namespace tabella::crypto {

// The two Diffie-Hellman products of the route, each proved equal in logarithm to the accuser's
// static key: d G = P_accuser, d E = ephemeral, d P_dealer = fixed.
struct Complaint {
  static constexpr std::size_t kSize = 2 * Element::kSize + 2 * EqualityProof<Ristretto255>::kSize;

  TrusteeIndex accuser;
  TrusteeIndex dealer;
  Element ephemeral;
  Element fixed;
  EqualityProof<Ristretto255> ephemeral_proof;
  EqualityProof<Ristretto255> fixed_proof;

  [[nodiscard]] Bytes encode() const;
  // Refuses also who takes no part, and who accuses itself.
  [[nodiscard]] static std::optional<Complaint> decode(const Ceremony& ceremony,
                                                       TrusteeIndex accuser, TrusteeIndex dealer,
                                                       ByteView bytes);
};

[[nodiscard]] Complaint complain(const Ceremony& ceremony, TrusteeIndex accuser,
                                 TrusteeIndex dealer, const Dealing& dealing,
                                 const SecretScalar& static_secret);

// The trustee at fault. Everybody who has the dealing reaches the same verdict: an unproved
// opening or a good share is the accuser's fault, anything else the dealer's.
[[nodiscard]] TrusteeIndex adjudicate_vartime(const Ceremony& ceremony, const Dealing& dealing,
                                              const Complaint& complaint);

}  // namespace tabella::crypto
