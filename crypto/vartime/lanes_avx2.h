// The four-lane model of the field for processors with AVX2, which multiplies 32-bit integers.
// Included by backend_avx2.cpp alone.
#pragma once

#include <immintrin.h>

#include "crypto/vartime/lanes_ten_limbs.h"

namespace tabella::crypto::vartime {

struct WordsAvx2 {
  using Vector = __m256i;
  using Limb = Vector;
  static constexpr std::size_t kLanes = 4;
  using Lanes = std::array<std::uint64_t, kLanes>;

  static Vector widen(Limb a) { return a; }
  static Limb narrow(Vector a) { return a; }
  static Vector constant(std::uint64_t a) { return _mm256_set1_epi64x(word(a)); }
  static Vector gather(const Lanes& lanes) {
    return _mm256_set_epi64x(word(lanes[3]), word(lanes[2]), word(lanes[1]), word(lanes[0]));
  }
  static Lanes scatter(Vector a) {
    alignas(32) Lanes lanes;
    _mm256_store_si256(reinterpret_cast<Vector*>(lanes.data()), a);
    return lanes;
  }
  static Vector plus(Vector a, Vector b) { return _mm256_add_epi64(a, b); }
  static Vector minus(Vector a, Vector b) { return _mm256_sub_epi64(a, b); }
  static Vector product(Vector a, Vector b) { return _mm256_mul_epu32(a, b); }
  static Vector left(Vector a, int bits) { return _mm256_slli_epi64(a, bits); }
  static Vector right(Vector a, int bits) { return _mm256_srli_epi64(a, bits); }
  static Vector both(Vector a, Vector b) { return _mm256_and_si256(a, b); }
  static Vector both_not(Vector a, Vector b) { return _mm256_andnot_si256(b, a); }
  static Vector either(Vector a, Vector b) { return _mm256_or_si256(a, b); }
  static Vector equal(Vector a, Vector b) { return _mm256_cmpeq_epi64(a, b); }
  static Vector select(Vector mask, Vector if_set, Vector if_clear) {
    return _mm256_blendv_epi8(if_clear, if_set, mask);
  }

 private:
  static long long word(std::uint64_t a) { return static_cast<long long>(a); }
};

using LanesAvx2 = LanesTenLimbs<WordsAvx2>;

}  // namespace tabella::crypto::vartime
