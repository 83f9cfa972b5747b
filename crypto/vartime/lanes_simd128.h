// The four-lane model of the field for vectors of 128 bits: WebAssembly's. Written with the
// compilers' own vectors, so that every machine can test it. Included by backend_simd128.cpp alone.
#pragma once

#include "crypto/vartime/lanes_ten_limbs.h"

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace tabella::crypto::vartime {

// Limbs of 32 bits in four lanes; sums and products of 64 bits in two vectors of two.
struct WordsSimd128 {
  static constexpr std::size_t kLanes = 4;
  using Limb = std::uint32_t __attribute__((vector_size(16)));
  using Half = std::uint64_t __attribute__((vector_size(16)));
  using Mask = Limb;
  // Lanes 0 and 1, lanes 2 and 3.
  struct Vector {
    Half low, high;
  };
  struct Columns {
    Vector column[kLanes];
  };

  static Vector widen(Limb a) { return {Half{a[0], a[1]}, Half{a[2], a[3]}}; }
  static Limb narrow(Vector a) {
    return __builtin_shufflevector(reinterpret_cast<Limb>(a.low), reinterpret_cast<Limb>(a.high), 0,
                                   2, 4, 6);
  }
  static Vector constant(std::uint64_t a) { return {Half{a, a}, Half{a, a}}; }
  static Limb limb(std::uint32_t a) { return Limb{a, a, a, a}; }
  static Columns read(const std::array<const std::uint64_t*, kLanes>& rows) {
    Columns r;
    for (std::size_t k = 0; k < kLanes; ++k) {
      r.column[k] = {Half{rows[0][k], rows[1][k]}, Half{rows[2][k], rows[3][k]}};
    }
    return r;
  }
  static void write(const Columns& words, const std::array<std::uint64_t*, kLanes>& rows) {
    for (std::size_t k = 0; k < kLanes; ++k) {
      const Vector& word = words.column[k];
      rows[0][k] = word.low[0];
      rows[1][k] = word.low[1];
      rows[2][k] = word.high[0];
      rows[3][k] = word.high[1];
    }
  }
  static Mask mask(const std::array<bool, kLanes>& lanes) {
    return limb(0) - Limb{lanes[0], lanes[1], lanes[2], lanes[3]};
  }
  static std::array<bool, kLanes> lanes(Mask mask) {
    return {mask[0] != 0, mask[1] != 0, mask[2] != 0, mask[3] != 0};
  }

  static Vector plus(Vector a, Vector b) { return {a.low + b.low, a.high + b.high}; }
  static Limb plus(Limb a, Limb b) { return a + b; }
  static Limb minus(Limb a, Limb b) { return a - b; }
  static Limb twice(Limb a) { return a + a; }
  static Limb times19(Limb a) { return a * limb(19); }
  static Vector product(Limb a, Limb b) {
#ifdef __wasm_simd128__
    const auto x = reinterpret_cast<v128_t>(a);
    const auto y = reinterpret_cast<v128_t>(b);
    return {reinterpret_cast<Half>(wasm_u64x2_extmul_low_u32x4(x, y)),
            reinterpret_cast<Half>(wasm_u64x2_extmul_high_u32x4(x, y))};
#else
    const Vector x = widen(a);
    const Vector y = widen(b);
    return {x.low * y.low, x.high * y.high};
#endif
  }
  static Vector left(Vector a, int bits) { return {a.low << bits, a.high << bits}; }
  static Vector right(Vector a, int bits) { return {a.low >> bits, a.high >> bits}; }
  static Limb right(Limb a, int bits) { return a >> bits; }
  static Vector both(Vector a, Vector b) { return {a.low & b.low, a.high & b.high}; }
  static Limb both(Limb a, Limb b) { return a & b; }
  static Mask both_not(Mask a, Mask b) { return a & ~b; }
  static Mask either(Mask a, Mask b) { return a | b; }
  static Mask equal(Limb a, Limb b) { return reinterpret_cast<Mask>(a == b); }
  static Limb select(Mask mask, Limb if_set, Limb if_clear) {
    return (mask & if_set) | (~mask & if_clear);
  }
};

using LanesSimd128 = LanesTenLimbs<WordsSimd128>;

}  // namespace tabella::crypto::vartime
