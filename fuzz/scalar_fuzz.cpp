// Scalar::decode accepts one encoding of each integer mod l and nothing else.
#include <algorithm>

#include "crypto/expects.h"
#include "crypto/ristretto255.h"

namespace {

using tabella::crypto::Scalar;

// The same bytes through the reduction that cannot fail; equal to the input when it is < l.
Scalar reduced(tabella::ByteView bytes) {
  std::array<std::uint8_t, 64> wide{};
  std::copy(bytes.begin(), bytes.end(), wide.begin());
  return Scalar::reduce_wide(wide);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const tabella::ByteView bytes(data, size);
  const auto scalar = Scalar::decode(bytes);
  if (size != Scalar::kSize) {
    EXPECTS(!scalar);
    return 0;
  }
  const bool is_reduced = std::ranges::equal(reduced(bytes).bytes(), bytes);
  EXPECTS(scalar.has_value() == is_reduced);
  if (scalar) EXPECTS(*scalar == reduced(bytes));
  return 0;
}
