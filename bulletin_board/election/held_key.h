// A trustee's proof, after the ceremony, that its share of the election key is still at hand, made
// for everybody to check. docs/protocol.md, "Held keys".
#pragma once

#include "crypto/bytes.h"
#include "crypto/dkg.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/schnorr.h"

namespace tabella::bulletin_board {

using HeldKeyProof = crypto::SchnorrProof<crypto::Ristretto255>;

// The election fingerprint is fixed with the roll, after the shares were dealt: a proof is newer.
[[nodiscard]] HeldKeyProof prove_held_key(const crypto::Fingerprint& election,
                                          const crypto::TrusteeShare& share);
// Code key_held.proof.
[[nodiscard]] Result<Done> verify_held_key(const crypto::Fingerprint& election,
                                           const crypto::Element& share_key, ByteView proof);

}  // namespace tabella::bulletin_board
