// Curve arithmetic written once for any number of lanes. A model F of the field computes kLanes
// field elements side by side: LanesPortable has one, LanesAvx2 four, LanesAvx512 eight. What
// differs between processors is only F: the formulas below are the same code.
//
// F provides: Value, Mask (all ones or zero in each lane), kLanes, broadcast, load<N>, store<N>,
// add, sub, mul, square, canonical-based is_zero and is_negative, select(mask, if_set, if_clear).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "crypto/vartime/field_element.h"

namespace tabella::crypto::vartime {

// a^(2^n).
template <class F>
typename F::Value square_times(typename F::Value a, int n) {
  for (int i = 0; i < n; ++i) a = F::square(a);
  return a;
}

// a^((p - 5) / 8) = a^(2^252 - 3).
template <class F>
typename F::Value pow_p58(const typename F::Value& a) {
  using V = typename F::Value;
  const V a2 = F::square(a);
  const V a9 = F::mul(a, square_times<F>(a2, 2));
  const V a11 = F::mul(a2, a9);
  const V e5 = F::mul(a9, F::square(a11));  // a^(2^5 - 1), and so on
  const V e10 = F::mul(square_times<F>(e5, 5), e5);
  const V e20 = F::mul(square_times<F>(e10, 10), e10);
  const V e40 = F::mul(square_times<F>(e20, 20), e20);
  const V e50 = F::mul(square_times<F>(e40, 10), e10);
  const V e100 = F::mul(square_times<F>(e50, 50), e50);
  const V e200 = F::mul(square_times<F>(e100, 100), e100);
  const V e250 = F::mul(square_times<F>(e200, 50), e50);
  return F::mul(square_times<F>(e250, 2), a);
}

template <class F>
typename F::Value absolute(const typename F::Value& a) {
  return F::select(F::is_negative(a), F::sub(F::broadcast(FieldElement()), a), a);
}

// The root is 1 / sqrt(v), or sqrt(sqrt(-1) / v) where v is not a square.
template <class F>
struct InverseSquareRoot {
  typename F::Mask was_square;
  typename F::Value root;
};

// SQRT_RATIO_M1(1, v) of RFC 9496, 4.2.
template <class F>
InverseSquareRoot<F> inverse_square_root(const typename F::Value& v) {
  using V = typename F::Value;
  const V v3 = F::mul(F::square(v), v);
  const V v7 = F::mul(F::square(v3), v);
  V r = F::mul(v3, pow_p58<F>(v7));
  const V check = F::mul(v, F::square(r));
  const V one = F::broadcast(FieldElement::small(1));
  const V sqrt_m1 = F::broadcast(kSqrtM1);
  const auto correct = F::is_zero(F::sub(check, one));
  const auto flipped = F::is_zero(F::add(check, one));
  const auto flipped_i = F::is_zero(F::add(check, sqrt_m1));
  r = F::select(F::either(flipped, flipped_i), F::mul(r, sqrt_m1), r);
  return {F::either(correct, flipped), absolute<F>(r)};
}

// Extended coordinates: x = X/Z, y = Y/Z, T = XY/Z.
template <class F>
struct PointLanes {
  typename F::Value x, y, z, t;
};

// An affine point in the form that additions want: y + x, y - x, 2 d x y.
template <class F>
struct AffineLanes {
  typename F::Value y_plus_x, y_minus_x, xy2d;
};

// A point in every lane; what it is in a lane that is not valid means nothing.
template <class F>
struct DecodedLanes {
  typename F::Mask valid;
  AffineLanes<F> point;
};

// Decode of RFC 9496, 4.3.1, steps 3 on; s is canonical and non-negative.
template <class F>
DecodedLanes<F> decode(const typename F::Value& s) {
  using V = typename F::Value;
  const V one = F::broadcast(FieldElement::small(1));
  const V ss = F::square(s);
  const V u1 = F::sub(one, ss);
  const V u2 = F::add(one, ss);
  const V u2_squared = F::square(u2);
  const V zero = F::broadcast(FieldElement());
  // v = -(D u1^2) - u2^2
  const V v = F::sub(F::sub(zero, F::mul(F::broadcast(kD), F::square(u1))), u2_squared);
  const auto inverse = inverse_square_root<F>(F::mul(v, u2_squared));
  const V den_x = F::mul(inverse.root, u2);
  const V den_y = F::mul(F::mul(inverse.root, den_x), v);
  const V x = absolute<F>(F::mul(F::add(s, s), den_x));
  const V y = F::mul(u1, den_y);
  const V t = F::mul(x, y);
  const auto refused = F::either(F::is_negative(t), F::is_zero(y));
  return {F::both_not(inverse.was_square, refused),
          {F::add(y, x), F::sub(y, x), F::mul(F::broadcast(k2D), t)}};
}

// The last step of every addition: (E, F, G, H) of Hisil, Wong, Carter, Dawson 2008, section 3.1.
template <class F>
PointLanes<F> complete(const typename F::Value& e, const typename F::Value& f,
                       const typename F::Value& g, const typename F::Value& h) {
  return {F::mul(e, f), F::mul(g, h), F::mul(f, g), F::mul(e, h)};
}

// p + q, complete: any two points of the curve.
template <class F>
PointLanes<F> add_affine(const PointLanes<F>& p, const AffineLanes<F>& q) {
  const auto a = F::mul(F::sub(p.y, p.x), q.y_minus_x);
  const auto b = F::mul(F::add(p.y, p.x), q.y_plus_x);
  const auto c = F::mul(p.t, q.xy2d);
  const auto d = F::add(p.z, p.z);
  return complete<F>(F::sub(b, a), F::sub(d, c), F::add(d, c), F::add(b, a));
}

template <class F>
PointLanes<F> add(const PointLanes<F>& p, const PointLanes<F>& q) {
  const auto a = F::mul(F::sub(p.y, p.x), F::sub(q.y, q.x));
  const auto b = F::mul(F::add(p.y, p.x), F::add(q.y, q.x));
  const auto c = F::mul(F::mul(p.t, F::broadcast(k2D)), q.t);
  const auto zz = F::mul(p.z, q.z);
  const auto d = F::add(zz, zz);
  return complete<F>(F::sub(b, a), F::sub(d, c), F::add(d, c), F::add(b, a));
}

// 2 p.
template <class F>
PointLanes<F> twice(const PointLanes<F>& p) {
  const auto a = F::square(p.x);
  const auto b = F::square(p.y);
  const auto zz = F::square(p.z);
  const auto h = F::add(a, b);
  const auto e = F::sub(h, F::square(F::add(p.x, p.y)));
  const auto g = F::sub(a, b);
  return complete<F>(e, F::add(F::add(zz, zz), g), g, h);
}

template <class F>
AffineLanes<F> negate_if(const typename F::Mask& mask, const AffineLanes<F>& q) {
  const auto zero = F::broadcast(FieldElement());
  return {F::select(mask, q.y_minus_x, q.y_plus_x), F::select(mask, q.y_plus_x, q.y_minus_x),
          F::select(mask, F::sub(zero, q.xy2d), q.xy2d)};
}

template <class F>
PointLanes<F> identity() {
  const auto zero = F::broadcast(FieldElement());
  const auto one = F::broadcast(FieldElement::small(1));
  return {zero, one, one, zero};
}

}  // namespace tabella::crypto::vartime
