// A ballot as it was received: its challenges, drawn from its bytes without decoding an element,
// and its checks one by one. bulk_verifier.h verifies many at once. Public data only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/ballot_proof/check.h"
#include "crypto/ballot_proof/credential_base.h"
#include "crypto/ballot_proof/style.h"
#include "crypto/bytes.h"
#include "crypto/fingerprint.h"
#include "crypto/ristretto255.h"
#include "crypto/vartime/public_scalar.h"

namespace tabella::crypto {

// A ballot style and what the proofs of its ballots are bound to.
struct VerifierStyle {
  Fingerprint election;
  Style style;
  CredentialBase base = {};  // of the credentials whose ballots these are
};

// A ballot as received. The bytes outlive the call.
struct ReceivedBallot {
  std::size_t style = 0;  // index in the verifier's styles
  std::span<const std::uint8_t, Element::kSize> credential;
  std::uint64_t sequence = 0;
  ByteView sealed;
};

struct ReceivedChallenges {
  vartime::PublicScalar y;
  vartime::PublicScalar x;
};

// The challenges that ballot_challenges (ballot_proof.h) draws for the same ballot decoded: the
// same messages in the same order, which tests/crypto/ballot_proof/received_ballot_test.cpp holds
// together. Decoding and encoding every element again would cost more than all the rest. `sealed`
// has the style's size.
[[nodiscard]] ReceivedChallenges challenges_of(const ReceivedBallot& ballot,
                                               const VerifierStyle& style, const Element& key);

// Every equation on its own, to name all that fail; an undecodable credential fails
// Check::encoding. `generators` are enough for the style.
[[nodiscard]] FailedChecks verify_alone(const ReceivedBallot& ballot, const VerifierStyle& style,
                                        const Element& key,
                                        const Generators<Ristretto255>& generators);

}  // namespace tabella::crypto
