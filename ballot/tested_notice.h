// A voter's notice that a ballot was tested: it says which, so that everybody sees that tests are
// made, and the rules never accept that ballot. Only the credential's holder can make one, and only
// about a ballot of that credential: the id follows from the notice. docs/protocol.md, "Tested
// ballots".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/ballot_proof/credential_base.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/schnorr.h"

namespace tabella::ballot {

// In one line without spaces, bytes in base64url:
// {"type":"tested","election":"b2BcTWF8..","style":"north","credential":"Bh_q1sra..","sequence":1,
// "sealed":"98QkojqR..","proof":"7DiC4VGO.."}
struct TestedNotice {
  crypto::Fingerprint election{};  // the election fingerprint
  std::string style;
  crypto::Element credential;
  std::uint64_t sequence = 1;
  crypto::SealedHash sealed{};
  crypto::SchnorrProof<crypto::Ristretto255> proof;
  friend bool operator==(const TestedNotice&, const TestedNotice&) = default;
};

// About the ballot that the credential with this key sealed.
[[nodiscard]] TestedNotice make_tested_notice(const crypto::Fingerprint& election,
                                              const std::string& style, std::uint64_t sequence,
                                              ByteView sealed_without_z_K,
                                              const crypto::SecretScalar& credential_key,
                                              const crypto::CredentialBase& base = {});
// The id of the ballot that it is about.
[[nodiscard]] crypto::BallotId id_of(const TestedNotice& notice);
// Whether the holder of the credential, which is under this base, made it. Code tested.proof.
[[nodiscard]] Result<Done> verify(const TestedNotice& notice,
                                  const crypto::CredentialBase& base = {});

// Without a newline. The style is an identifier, the sequence from 1 to kMaxSequence.
[[nodiscard]] std::string encode(const TestedNotice& notice);
// Code tested.encoding; encode(decode(line)) == line.
[[nodiscard]] Result<TestedNotice> decode_tested_notice(std::string_view line);

}  // namespace tabella::ballot
