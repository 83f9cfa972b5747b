// Elements and scalars of the Belenios group: one encoding each, and only members of the subgroup.
#include <algorithm>

#include "crypto/expects.h"
#include "crypto/modp_group.h"

using namespace tabella::crypto;
using G = Belenios2048;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const tabella::ByteView bytes(data, size);
  if (const auto element = G::Element::decode(bytes)) {
    EXPECTS(std::ranges::equal(element->encode(), bytes));
    EXPECTS(*element + G::Element::generator() - G::Element::generator() == *element);
    // q - 1 and 1 more times is the identity.
    const std::array scalars = {G::Scalar::from_i64(-1)};
    const std::array elements = {*element};
    EXPECTS((G::multiscalar_mul_vartime(scalars, elements) + *element).is_identity());
  }
  if (const auto scalar = G::Scalar::decode(bytes)) {
    EXPECTS(std::ranges::equal(scalar->encode(), bytes));
    EXPECTS(*scalar - *scalar == G::Scalar());
  }
  return 0;
}
