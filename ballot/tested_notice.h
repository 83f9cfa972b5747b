// A voter's notice that a ballot was tested: it says which, so that everybody sees that tests are
// made, and the rules never accept that ballot. Only the credential's holder can make one.
// docs/protocol.md, "Tested ballots".
#pragma once

#include <string>
#include <string_view>

#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/ballot_proof/credential_base.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/schnorr.h"

namespace tabella::ballot {

// In one line without spaces, all values in base64url:
// {"type":"tested","election":"b2BcTWF8..","credential":"Bh_q1sra..","ballot":"98QkojqR..",
// "proof":"7DiC4VGO.."}
struct TestedNotice {
  crypto::Fingerprint election{};  // the election fingerprint
  crypto::Element credential;
  crypto::BallotId ballot{};
  crypto::SchnorrProof<crypto::Ristretto255> proof;
  friend bool operator==(const TestedNotice&, const TestedNotice&) = default;
};

[[nodiscard]] TestedNotice make_tested_notice(const crypto::Fingerprint& election,
                                              const crypto::BallotId& ballot,
                                              const crypto::SecretScalar& credential_key,
                                              const crypto::CredentialBase& base = {});
// Whether the holder of the credential, which is under this base, made it. Code tested.proof.
[[nodiscard]] Result<Done> verify(const TestedNotice& notice,
                                  const crypto::CredentialBase& base = {});

// Without a newline.
[[nodiscard]] std::string encode(const TestedNotice& notice);
// Code tested.encoding; encode(decode(line)) == line.
[[nodiscard]] Result<TestedNotice> decode_tested_notice(std::string_view line);

}  // namespace tabella::ballot
