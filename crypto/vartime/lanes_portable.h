// The one-lane model of the field, in 64-bit arithmetic with 128-bit products.
#pragma once

#include "crypto/vartime/lanes.h"
#include "crypto/vartime/lanes_narrow.h"

namespace tabella::crypto::vartime {

// One field element as it is, in one lane.
struct LanesPortable {
  using Value = FieldElement;
  using Mask = std::uint64_t;
  static constexpr std::size_t kLanes = 1;

  static Value broadcast(const FieldElement& a) { return a; }

  // Reads N field elements from each lane's row.
  template <std::size_t N>
  static std::array<Value, N> load(const std::array<const FieldElement*, kLanes>& rows) {
    std::array<Value, N> out;
    for (std::size_t i = 0; i < N; ++i) out[i] = rows[0][i];
    return out;
  }
  template <std::size_t N>
  static void store(const std::array<FieldElement*, kLanes>& rows,
                    const std::array<Value, N>& values) {
    for (std::size_t i = 0; i < N; ++i) rows[0][i] = values[i];
  }

  static Mask mask(const std::array<bool, kLanes>& lanes) { return 0 - std::uint64_t{lanes[0]}; }
  static std::array<bool, kLanes> lanes(Mask mask) { return {mask != 0}; }
  static Mask either(Mask a, Mask b) { return a | b; }
  static Mask both_not(Mask a, Mask b) { return a & ~b; }
  static Value select(Mask mask, const Value& if_set, const Value& if_clear) {
    return mask != 0 ? if_set : if_clear;
  }

  static Value add(const Value& a, const Value& b) {
    Value r;
    for (std::size_t i = 0; i < 5; ++i) r.limb[i] = a.limb[i] + b.limb[i];
    return carry(r);
  }

  static Value sub(const Value& a, const Value& b) {
    // a + 4 p - b; the limbs of 4 p exceed every limb of b.
    Value r;
    r.limb[0] = a.limb[0] + 4 * (FieldElement::kMask - 18) - b.limb[0];
    for (std::size_t i = 1; i < 5; ++i) r.limb[i] = a.limb[i] + 4 * FieldElement::kMask - b.limb[i];
    return carry(r);
  }

  static Value mul(const Value& a, const Value& b) {
    if constexpr (!kHasWideProducts) return from_narrow(LanesNarrow::mul(narrow(a), narrow(b)));
    Wide z[5];
    const auto& x = a.limb;
    const auto& y = b.limb;
    for (std::size_t i = 0; i < 5; ++i) {
      z[i] = 0;
      for (std::size_t j = 0; j < 5; ++j) {
        // 2^255 = 19: products beyond the fifth limb come back with factor 19.
        z[i] += j <= i ? Wide{x[j]} * y[i - j] : Wide{x[j]} * (19 * y[5 + i - j]);
      }
    }
    return carry_wide(z);
  }

  static Value square(const Value& a) {
    if constexpr (!kHasWideProducts) return from_narrow(LanesNarrow::square(narrow(a)));
    const auto& x = a.limb;
    const std::uint64_t x0_2 = 2 * x[0];
    const std::uint64_t x1_2 = 2 * x[1];
    const std::uint64_t x3_19 = 19 * x[3];
    const std::uint64_t x4_19 = 19 * x[4];
    Wide z[5];
    z[0] = Wide{x[0]} * x[0] + Wide{x1_2} * x4_19 + Wide{2 * x[2]} * x3_19;
    z[1] = Wide{x0_2} * x[1] + Wide{2 * x[2]} * x4_19 + Wide{x[3]} * x3_19;
    z[2] = Wide{x0_2} * x[2] + Wide{x[1]} * x[1] + Wide{2 * x[3]} * x4_19;
    z[3] = Wide{x0_2} * x[3] + Wide{x1_2} * x[2] + Wide{x[4]} * x4_19;
    z[4] = Wide{x0_2} * x[4] + Wide{x1_2} * x[3] + Wide{x[2]} * x[2];
    return carry_wide(z);
  }

  // The representative below p, limbs below 2^51.
  static Value canonical(const Value& a) {
    Value r = a;
    for (int pass = 0; pass < 2; ++pass) r = carry_in_order(r);
    // q = 1 iff r >= p: the carry out of r + 19.
    std::uint64_t q = (r.limb[0] + 19) >> 51;
    for (std::size_t i = 1; i < 5; ++i) q = (r.limb[i] + q) >> 51;
    r.limb[0] += 19 * q;
    r = carry_in_order_dropping_top(r);
    return r;
  }

  static Mask is_zero(const Value& a) {
    const Value c = canonical(a);
    const std::uint64_t any = c.limb[0] | c.limb[1] | c.limb[2] | c.limb[3] | c.limb[4];
    return any == 0 ? ~std::uint64_t{0} : 0;
  }
  static Mask is_negative(const Value& a) { return 0 - (canonical(a).limb[0] & 1); }

 private:
  __extension__ using Wide = unsigned __int128;
  // Where they are calls of a function, ten narrow limbs are faster even there and back.
  static constexpr bool kHasWideProducts = sizeof(void*) == 8;

  static LanesNarrow::Value narrow(const Value& a) { return LanesNarrow::load<1>({&a})[0]; }
  static Value from_narrow(const LanesNarrow::Value& a) {
    Value r;
    LanesNarrow::store<1>({&r}, {a});
    return r;
  }

  // One pass in parallel: enough for limbs below 2^60.
  static Value carry(const Value& a) {
    Value r;
    for (std::size_t i = 1; i < 5; ++i) {
      r.limb[i] = (a.limb[i] & FieldElement::kMask) + (a.limb[i - 1] >> 51);
    }
    r.limb[0] = (a.limb[0] & FieldElement::kMask) + 19 * (a.limb[4] >> 51);
    return r;
  }

  static Value carry_wide(Wide (&z)[5]) {
    Value r;
    for (std::size_t i = 0; i < 4; ++i) {
      r.limb[i] = static_cast<std::uint64_t>(z[i]) & FieldElement::kMask;
      z[i + 1] += static_cast<std::uint64_t>(z[i] >> 51);
    }
    r.limb[4] = static_cast<std::uint64_t>(z[4]) & FieldElement::kMask;
    // The top carry is below 2^60, 19 times it below 2^64.
    const std::uint64_t first = r.limb[0] + 19 * static_cast<std::uint64_t>(z[4] >> 51);
    r.limb[0] = first & FieldElement::kMask;
    r.limb[1] += first >> 51;
    return r;
  }

  static Value carry_in_order(const Value& a) {
    Value r = a;
    for (std::size_t i = 0; i < 4; ++i) {
      r.limb[i + 1] += r.limb[i] >> 51;
      r.limb[i] &= FieldElement::kMask;
    }
    r.limb[0] += 19 * (r.limb[4] >> 51);
    r.limb[4] &= FieldElement::kMask;
    return r;
  }

  static Value carry_in_order_dropping_top(const Value& a) {
    Value r = a;
    for (std::size_t i = 0; i < 4; ++i) {
      r.limb[i + 1] += r.limb[i] >> 51;
      r.limb[i] &= FieldElement::kMask;
    }
    r.limb[4] &= FieldElement::kMask;
    return r;
  }
};

}  // namespace tabella::crypto::vartime
