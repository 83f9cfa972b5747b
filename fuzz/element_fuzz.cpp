// Element::decode accepts one encoding of each element (RFC 9496, 4.3.1) and nothing else.
#include <sodium.h>

#include <algorithm>

#include "crypto/expects.h"
#include "crypto/ristretto255.h"

using tabella::crypto::Element;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto element = Element::decode({data, size});
  if (size != Element::kSize) {
    EXPECTS(!element);
    return 0;
  }
  const bool has_bit_255 = (data[31] & 0x80) != 0;
  const bool is_valid = !has_bit_255 && crypto_core_ristretto255_is_valid_point(data) == 1;
  EXPECTS(element.has_value() == is_valid);
  if (element) {
    EXPECTS(std::ranges::equal(element->encode(), tabella::ByteView(data, size)));
    // The group agrees that these bytes are one of its elements.
    EXPECTS(*element + Element::generator() - Element::generator() == *element);
  }
  return 0;
}
