// Every random scalar of a ballot but kappa, from one seed: so a second device that is given seed,
// answers and K recomputes the ballot byte for byte. docs/protocol.md, "Where randomness comes
// from".
#pragma once

#include <cstdint>
#include <string_view>

#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/group.h"
#include "crypto/secret.h"
#include "crypto/transcript.h"

namespace tabella::crypto {

// The seed serves one ballot. Other answers or another K change every nonce: with equal nonces the
// quotient (f_j - f'_j) / (x - x') would be the bit.
template <SecretGroup G>
class BallotNonces {
 public:
  BallotNonces(const Seed& seed, const BallotStatement<G>& statement, const SecretBits& bits)
      : transcript_("tabella/v1/nonces") {
    transcript_.absorb("seed", seed.expose_for_storage());
    transcript_.absorb("election", statement.election);
    statement.base.absorb_into(transcript_);
    transcript_.absorb_one("credential", statement.credential);
    transcript_.absorb_u64("sequence", statement.sequence);
    transcript_.begin("bits", bits.size() * G::SecretScalar::kSize);
    for (std::size_t j = 0; j < bits.size(); ++j) {
      transcript_.part(G::SecretScalar::from_u64(bits[j]).expose_for_storage());
    }
  }

  // Before this: r, s_B. After this: a, s_A, s_C, s_D, rho.
  void bind(const typename G::Scalar& y, const typename G::Element& K) {
    transcript_.absorb_one("y", y);
    transcript_.absorb_one("K", K);
  }

  [[nodiscard]] typename G::SecretScalar operator()(std::string_view name,
                                                    std::uint32_t i = 0) const {
    Bytes label(name.begin(), name.end());
    for (const std::uint8_t byte : uint32_be(i)) label.push_back(byte);
    auto wide = transcript_.peek(label);
    auto nonce = G::SecretScalar::reduce_wide(wide);
    wipe(wide.data(), sizeof(wide));
    return nonce;
  }

 private:
  Transcript transcript_;
};

}  // namespace tabella::crypto
