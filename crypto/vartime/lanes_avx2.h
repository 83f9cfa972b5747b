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
  // Word k of every row; not a std::array, which would lose the vector's alignment.
  struct Columns {
    Vector column[kLanes];
  };
  static Columns read(const std::array<const std::uint64_t*, kLanes>& rows) {
    Columns r;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      r.column[lane] = _mm256_loadu_si256(reinterpret_cast<const Vector*>(rows[lane]));
    }
    return transpose(r);
  }
  static void write(const Columns& columns, const std::array<std::uint64_t*, kLanes>& rows) {
    const auto r = transpose(columns);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      _mm256_storeu_si256(reinterpret_cast<Vector*>(rows[lane]), r.column[lane]);
    }
  }
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
  static Columns transpose(const Columns& r) {
    const Vector a = _mm256_unpacklo_epi64(r.column[0], r.column[1]);
    const Vector b = _mm256_unpackhi_epi64(r.column[0], r.column[1]);
    const Vector c = _mm256_unpacklo_epi64(r.column[2], r.column[3]);
    const Vector d = _mm256_unpackhi_epi64(r.column[2], r.column[3]);
    return {{_mm256_permute2x128_si256(a, c, 0x20), _mm256_permute2x128_si256(b, d, 0x20),
             _mm256_permute2x128_si256(a, c, 0x31), _mm256_permute2x128_si256(b, d, 0x31)}};
  }
  static long long word(std::uint64_t a) { return static_cast<long long>(a); }
};

using LanesAvx2 = LanesTenLimbs<WordsAvx2>;

}  // namespace tabella::crypto::vartime
