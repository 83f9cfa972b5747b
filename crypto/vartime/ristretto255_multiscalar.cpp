// The public products of ristretto255 (crypto/ristretto255.h) by our own arithmetic.
#include <vector>

#include "crypto/expects.h"
#include "crypto/ristretto255.h"
#include "crypto/vartime/multiscalar.h"

namespace tabella::crypto {

Element Ristretto255::multiscalar_mul_vartime(std::span<const Scalar> scalars,
                                              std::span<const Element> elements) {
  EXPECTS(scalars.size() == elements.size());
  std::vector<vartime::PublicScalar> public_scalars;
  std::vector<vartime::AffinePoint> points;
  public_scalars.reserve(scalars.size());
  points.reserve(elements.size());
  for (const Scalar& s : scalars) public_scalars.push_back(vartime::PublicScalar::from_scalar(s));
  for (const Element& e : elements) points.push_back(vartime::AffinePoint::from_element(e));
  return vartime::multiscalar_mul_vartime(public_scalars, points).encode();
}

}  // namespace tabella::crypto
