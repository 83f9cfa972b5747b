// Our own decoding of many elements, in the lanes of every backend, and libsodium's of one accept
// the same bytes as the same elements.
#include <algorithm>
#include <array>
#include <vector>

#include "crypto/expects.h"
#include "crypto/ristretto255.h"
#include "crypto/vartime/backend.h"
#include "crypto/vartime/point.h"

namespace {

using namespace tabella::crypto;
using Encoding = std::array<std::uint8_t, Element::kSize>;

// The input in pieces of 32 bytes; what is left over is tried as an encoding that is too short.
std::vector<Encoding> pieces(tabella::ByteView bytes) {
  std::vector<Encoding> made(bytes.size() / Element::kSize);
  for (Encoding& piece : made) {
    std::ranges::copy(bytes.first(Element::kSize), piece.begin());
    bytes = bytes.subspan(Element::kSize);
  }
  EXPECTS(!vartime::AffinePoint::decode_vartime(bytes));
  return made;
}

void expect_same(const Encoding& bytes, const vartime::AffinePoint& point, bool accepted) {
  const auto element = Element::decode(bytes);
  EXPECTS(element.has_value() == accepted);
  EXPECTS(vartime::Point::from_affine(point).encode() == element.value_or(Element::identity()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto encodings = pieces({data, size});
  for (const vartime::Backend* backend : vartime::backends()) {
    std::vector<vartime::AffinePoint> points(encodings.size());
    std::vector<std::uint8_t> valid(encodings.size());
    backend->decode(encodings, points.data(), valid.data());
    for (std::size_t i = 0; i < encodings.size(); ++i) {
      expect_same(encodings[i], points[i], valid[i] == 1);
      const auto single = vartime::AffinePoint::decode_vartime(encodings[i]);
      EXPECTS(single.has_value() == (valid[i] == 1));
    }
  }
  return 0;
}
