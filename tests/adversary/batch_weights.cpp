// crypto/ballot_proof/batch_weights.h as the adversary's programs link it: every weight may be 1.
#include "crypto/ballot_proof/batch_weights.h"

#include <sodium.h>

#include "tests/adversary/switch.h"

namespace tabella::crypto {

using vartime::PublicScalar;

BatchWeights::BatchWeights() { randombytes_buf(seed_.data(), seed_.size()); }

std::array<PublicScalar, 5> BatchWeights::of_ballot(std::uint64_t /*i*/) const {
  std::array<PublicScalar, 5> weights;
  weights.fill(PublicScalar::one());
  if (adversary::is_off("weights")) return weights;
  for (PublicScalar& weight : weights) {
    std::array<std::uint8_t, 16> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    weight = PublicScalar::from_u128_bytes(bytes);
  }
  return weights;
}

}  // namespace tabella::crypto
