#include "crypto/ballot_proof/batch_weights.h"

#include <sodium.h>

#include <algorithm>
#include <span>

#include "crypto/bytes.h"

namespace tabella::crypto {

using vartime::PublicScalar;

BatchWeights::BatchWeights() {
  static_assert(sizeof(seed_) == crypto_stream_chacha20_KEYBYTES);
  randombytes_buf(seed_.data(), seed_.size());
}

std::array<PublicScalar, 5> BatchWeights::of_ballot(std::uint64_t i) const {
  std::array<std::uint8_t, 5 * 16> bytes;
  std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> nonce{};
  const auto number = uint64_be(i);
  std::copy(number.begin(), number.end(), nonce.begin());
  crypto_stream_chacha20(bytes.data(), bytes.size(), nonce.data(), seed_.data());
  std::array<PublicScalar, 5> weights;
  for (std::size_t w = 0; w < 5; ++w) {
    weights[w] =
        PublicScalar::from_u128_bytes(std::span(bytes).subspan(16 * w).template first<16>());
  }
  return weights;
}

}  // namespace tabella::crypto
