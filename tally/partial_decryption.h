// A trustee's part in opening a pool: its partial decryption of every
// counter of the aggregate, with one proof for all. docs/protocol.md, "Partial decryption".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/decryption_proof.h"
#include "crypto/dkg/keys.h"
#include "crypto/elgamal.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/trustee.h"

namespace tabella::tally {

// What one trustee posts for one pool. Public: it opens nothing before t of them are there.
struct PartialDecryption {
  crypto::TrusteeIndex trustee;
  std::vector<crypto::Element> partials;  // D_j = x_i alpha_j, one for each counter
  crypto::DecryptionProof<crypto::Ristretto255> proof;

  // uint32_be(trustee) || D_1 .. D_k || K_1 || K_2 || z.
  [[nodiscard]] Bytes encode() const;
  // Codes share.size, share.trustee, share.encoding; encode(decode(bytes)) == bytes.
  [[nodiscard]] static Result<PartialDecryption> decode(std::size_t counters, ByteView bytes);

  friend bool operator==(const PartialDecryption&, const PartialDecryption&) = default;
};

// What is opened, and by which key holders.
struct TallyStatement {
  crypto::Fingerprint pool;  // ballot::pool_fingerprint
  std::vector<crypto::Ciphertext> aggregate;
};

// A trustee opens each pool of each election once, only one that is due, and only an aggregate that
// it computed itself: see docs/threat-model.md.
[[nodiscard]] PartialDecryption decrypt(const TallyStatement& statement,
                                        const crypto::TrusteeShare& share);

// Codes share.count, share.identity, share.equation; the path names the trustee.
[[nodiscard]] Result<Done> verify(const TallyStatement& statement, const crypto::Element& share_key,
                                  const PartialDecryption& partial);

}  // namespace tabella::tally
