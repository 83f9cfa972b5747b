// The one-lane model of the field for machines without a product of 64-bit integers: WebAssembly,
// where lanes_portable.h takes four times as long.
#pragma once

#include "crypto/vartime/lanes_ten_limbs.h"

namespace tabella::crypto::vartime {

struct WordsNarrow {
  using Vector = std::uint64_t;
  using Limb = std::uint32_t;
  static constexpr std::size_t kLanes = 1;
  using Lanes = std::array<std::uint64_t, kLanes>;

  static Vector widen(Limb a) { return a; }
  static Limb narrow(Vector a) { return static_cast<Limb>(a); }
  static Vector constant(std::uint64_t a) { return a; }
  struct Columns {
    Vector column[kLanes];
  };
  static Columns read(const std::array<const std::uint64_t*, kLanes>& rows) { return {{*rows[0]}}; }
  static void write(const Columns& words, const std::array<std::uint64_t*, kLanes>& rows) {
    *rows[0] = words.column[0];
  }
  static Vector gather(const Lanes& lanes) { return lanes[0]; }
  static Lanes scatter(Vector a) { return {a}; }
  static Vector plus(Vector a, Vector b) { return a + b; }
  static Vector minus(Vector a, Vector b) { return a - b; }
  // Both are below 2^32.
  static Vector product(Vector a, Vector b) { return a * b; }
  static Vector left(Vector a, int bits) { return a << bits; }
  static Vector right(Vector a, int bits) { return a >> bits; }
  static Vector both(Vector a, Vector b) { return a & b; }
  static Vector both_not(Vector a, Vector b) { return a & ~b; }
  static Vector either(Vector a, Vector b) { return a | b; }
  static Vector equal(Vector a, Vector b) { return a == b ? ~Vector{0} : 0; }
  static Limb select(Vector mask, Limb if_set, Limb if_clear) {
    return mask != 0 ? if_set : if_clear;
  }
};

using LanesNarrow = LanesTenLimbs<WordsNarrow>;

}  // namespace tabella::crypto::vartime
