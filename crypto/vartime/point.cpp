#include "crypto/vartime/point.h"

#include "crypto/expects.h"
#include "crypto/vartime/field.h"
#include "crypto/vartime/lanes_portable.h"

namespace tabella::crypto::vartime {

namespace {

using F = LanesPortable;

PointLanes<F> lanes_of(const Point& p) { return {p.x, p.y, p.z, p.t}; }
AffineLanes<F> lanes_of(const AffinePoint& p) { return {p.y_plus_x, p.y_minus_x, p.xy2d}; }
Point point_of(const PointLanes<F>& p) { return {p.x, p.y, p.z, p.t}; }

}  // namespace

std::optional<AffinePoint> AffinePoint::decode_vartime(ByteView bytes) {
  if (bytes.size() != Element::kSize) return std::nullopt;
  const auto encoding = bytes.first<Element::kSize>();
  if (!encodes_non_negative(encoding)) return std::nullopt;
  const auto [valid, point] = decode<F>(FieldElement::reduce_bytes(encoding));
  if (valid == 0) return std::nullopt;
  return AffinePoint{point.y_plus_x, point.y_minus_x, point.xy2d};
}

AffinePoint AffinePoint::from_element(const Element& element) {
  const auto point = decode_vartime(element.bytes());
  EXPECTS(point.has_value());
  return *point;
}

Point Point::from_affine(const AffinePoint& p) {
  // (y + x) - (y - x) = 2 x and (y + x) + (y - x) = 2 y: the point over Z = 2.
  const FieldElement x = p.y_plus_x - p.y_minus_x;
  const FieldElement y = p.y_plus_x + p.y_minus_x;
  const FieldElement two = FieldElement::small(2);
  // T = X Y / Z, here kept as X Y over Z^2 = 4: scale everything by Z.
  return {x * two, y * two, FieldElement::small(4), x * y};
}

Point Point::from_element(const Element& element) {
  return from_affine(AffinePoint::from_element(element));
}

bool Point::is_identity() const { return is_zero(x) || is_zero(y); }

bool operator==(const Point& a, const Point& b) {
  return is_zero(a.x * b.y - a.y * b.x) || is_zero(a.y * b.y - a.x * b.x);
}

Element Point::encode() const {
  const FieldElement u1 = (z + y) * (z - y);
  const FieldElement u2 = x * y;
  const FieldElement root = inverse_square_root<F>(u1 * square(u2)).root;
  const FieldElement den1 = root * u1;
  const FieldElement den2 = root * u2;
  const FieldElement z_inverse = den1 * den2 * t;
  const bool rotate = is_negative(t * z_inverse);
  const FieldElement rotated_x = rotate ? y * kSqrtM1 : x;
  FieldElement rotated_y = rotate ? x * kSqrtM1 : y;
  const FieldElement den_inverse = rotate ? den1 * kInvSqrtAMinusD : den2;
  if (is_negative(rotated_x * z_inverse)) rotated_y = -rotated_y;
  const FieldElement s = absolute<F>(den_inverse * (z - rotated_y));
  return Element::hazmat_from_canonical(vartime::encode(s));
}

AffinePoint Point::to_affine() const {
  const FieldElement z_inverse = invert(z);
  const FieldElement affine_x = x * z_inverse;
  const FieldElement affine_y = y * z_inverse;
  return {affine_y + affine_x, affine_y - affine_x, affine_x * affine_y * k2D};
}

Point operator+(const Point& a, const Point& b) {
  return point_of(add<F>(lanes_of(a), lanes_of(b)));
}

Point operator+(const Point& a, const AffinePoint& b) {
  return point_of(add_affine<F>(lanes_of(a), lanes_of(b)));
}

Point operator-(const Point& a) { return {-a.x, a.y, a.z, -a.t}; }

Point operator-(const Point& a, const Point& b) { return a + (-b); }

AffinePoint operator-(const AffinePoint& a) { return {a.y_minus_x, a.y_plus_x, -a.xy2d}; }

Point twice(const Point& a) { return point_of(twice<F>(lanes_of(a))); }

}  // namespace tabella::crypto::vartime
