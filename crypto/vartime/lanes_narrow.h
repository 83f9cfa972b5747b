// The one-lane model of the field for machines without a product of 64-bit integers, where
// lanes_portable.h takes four times as long.
#pragma once

#include "crypto/vartime/lanes_ten_limbs.h"

namespace tabella::crypto::vartime {

// Words of one lane: plain integers.
struct WordsNarrow {
  static constexpr std::size_t kLanes = 1;
  using Vector = std::uint64_t;
  using Limb = std::uint32_t;
  using Mask = std::uint32_t;
  struct Columns {
    Vector column[kLanes];
  };

  static Vector widen(Limb a) { return a; }
  static Limb narrow(Vector a) { return static_cast<Limb>(a); }
  static Vector constant(std::uint64_t a) { return a; }
  static Limb limb(std::uint32_t a) { return a; }
  static Columns read(const std::array<const std::uint64_t*, kLanes>& rows) { return {{*rows[0]}}; }
  static void write(const Columns& words, const std::array<std::uint64_t*, kLanes>& rows) {
    *rows[0] = words.column[0];
  }
  static Mask mask(const std::array<bool, kLanes>& lanes) { return 0 - Mask{lanes[0]}; }
  static std::array<bool, kLanes> lanes(Mask mask) { return {mask != 0}; }

  static Vector plus(Vector a, Vector b) { return a + b; }
  static Limb plus(Limb a, Limb b) { return a + b; }
  static Limb minus(Limb a, Limb b) { return a - b; }
  static Limb twice(Limb a) { return 2 * a; }
  static Limb times19(Limb a) { return 19 * a; }
  static Vector product(Limb a, Limb b) { return Vector{a} * b; }
  static Vector left(Vector a, int bits) { return a << bits; }
  static Vector right(Vector a, int bits) { return a >> bits; }
  static Limb right(Limb a, int bits) { return a >> bits; }
  static Vector both(Vector a, Vector b) { return a & b; }
  static Limb both(Limb a, Limb b) { return a & b; }
  static Mask both_not(Mask a, Mask b) { return a & ~b; }
  static Mask either(Mask a, Mask b) { return a | b; }
  static Mask equal(Limb a, Limb b) { return a == b ? ~Mask{0} : 0; }
  static Limb select(Mask mask, Limb if_set, Limb if_clear) {
    return mask != 0 ? if_set : if_clear;
  }
};

using LanesNarrow = LanesTenLimbs<WordsNarrow>;

}  // namespace tabella::crypto::vartime
