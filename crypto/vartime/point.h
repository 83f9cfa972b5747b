// Points of edwards25519 that represent public ristretto255 elements: decoding, additions,
// encoding. An element has several representatives here (they differ by 4-torsion), so equality is
// ristretto equality, never that of coordinates. RFC 9496, 4.
#pragma once

#include <optional>

#include "crypto/bytes.h"
#include "crypto/ristretto255.h"
#include "crypto/vartime/field_element.h"

namespace tabella::crypto::vartime {

// A decoded element, in the form that additions want (128 bytes). With Z = 1 there is no division.
struct alignas(64) AffinePoint {
  FieldElement y_plus_x = FieldElement::small(1);
  FieldElement y_minus_x = FieldElement::small(1);
  FieldElement xy2d;

  // RFC 9496, 4.3.1: refuses non-canonical bytes (bit 255 included) and what is not an element.
  [[nodiscard]] static std::optional<AffinePoint> decode_vartime(ByteView bytes);
  [[nodiscard]] static AffinePoint from_element(const Element& element);
};

// Extended coordinates: x = X/Z, y = Y/Z, T = XY/Z.
struct Point {
  FieldElement x;
  FieldElement y = FieldElement::small(1);
  FieldElement z = FieldElement::small(1);
  FieldElement t;

  [[nodiscard]] static Point identity() { return {}; }
  [[nodiscard]] static Point from_affine(const AffinePoint& p);
  [[nodiscard]] static Point from_element(const Element& element);

  // As a ristretto255 element: any of the four representatives.
  [[nodiscard]] bool is_identity() const;
  // RFC 9496, 4.3.2.
  [[nodiscard]] Element encode() const;
  // The same element over Z = 1; costs a division.
  [[nodiscard]] AffinePoint to_affine() const;
  // RFC 9496, 4.3.3.
  friend bool operator==(const Point& a, const Point& b);
};

[[nodiscard]] Point operator+(const Point& a, const Point& b);
[[nodiscard]] Point operator+(const Point& a, const AffinePoint& b);
[[nodiscard]] Point operator-(const Point& a, const Point& b);
[[nodiscard]] Point operator-(const Point& a);
[[nodiscard]] AffinePoint operator-(const AffinePoint& a);
[[nodiscard]] Point twice(const Point& a);

}  // namespace tabella::crypto::vartime
