// The four-lane model of the field for processors with AVX2, which multiplies 32-bit integers.
// Included by backend_avx2.cpp alone.
#pragma once

#include <immintrin.h>

#include "crypto/vartime/lanes_ten_limbs.h"

namespace tabella::crypto::vartime {

// Words of 64 bits in four lanes; a limb takes the lower half of one.
struct WordsAvx2 {
  static constexpr std::size_t kLanes = 4;
  struct Vector {
    __m256i lanes;
  };
  using Limb = Vector;
  using Mask = Vector;
  // Word k of every row.
  struct Columns {
    Vector column[kLanes];
  };

  static Vector widen(Limb a) { return a; }
  static Limb narrow(Vector a) { return a; }
  static Vector constant(std::uint64_t a) {
    return {_mm256_set1_epi64x(static_cast<long long>(a))};
  }
  static Limb limb(std::uint32_t a) { return constant(a); }
  static Columns read(const std::array<const std::uint64_t*, kLanes>& rows) {
    Columns r;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      r.column[lane] = {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows[lane]))};
    }
    return transpose(r);
  }
  static void write(const Columns& columns, const std::array<std::uint64_t*, kLanes>& rows) {
    const Columns r = transpose(columns);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(rows[lane]), r.column[lane].lanes);
    }
  }
  static Mask mask(const std::array<bool, kLanes>& lanes) {
    return {_mm256_set_epi64x(-int{lanes[3]}, -int{lanes[2]}, -int{lanes[1]}, -int{lanes[0]})};
  }
  static std::array<bool, kLanes> lanes(Mask mask) {
    const int bits = _mm256_movemask_pd(_mm256_castsi256_pd(mask.lanes));
    return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
  }

  static Vector plus(Vector a, Vector b) { return {_mm256_add_epi64(a.lanes, b.lanes)}; }
  static Limb minus(Limb a, Limb b) { return {_mm256_sub_epi64(a.lanes, b.lanes)}; }
  static Limb twice(Limb a) { return plus(a, a); }
  static Limb times19(Limb a) { return product(a, limb(19)); }
  static Vector product(Limb a, Limb b) { return {_mm256_mul_epu32(a.lanes, b.lanes)}; }
  static Vector left(Vector a, int bits) { return {_mm256_slli_epi64(a.lanes, bits)}; }
  static Vector right(Vector a, int bits) { return {_mm256_srli_epi64(a.lanes, bits)}; }
  static Vector both(Vector a, Vector b) { return {_mm256_and_si256(a.lanes, b.lanes)}; }
  static Mask both_not(Mask a, Mask b) { return {_mm256_andnot_si256(b.lanes, a.lanes)}; }
  static Mask either(Mask a, Mask b) { return {_mm256_or_si256(a.lanes, b.lanes)}; }
  static Mask equal(Limb a, Limb b) { return {_mm256_cmpeq_epi64(a.lanes, b.lanes)}; }
  static Limb select(Mask mask, Limb if_set, Limb if_clear) {
    return {_mm256_blendv_epi8(if_clear.lanes, if_set.lanes, mask.lanes)};
  }

 private:
  static Columns transpose(const Columns& r) {
    const __m256i a = _mm256_unpacklo_epi64(r.column[0].lanes, r.column[1].lanes);
    const __m256i b = _mm256_unpackhi_epi64(r.column[0].lanes, r.column[1].lanes);
    const __m256i c = _mm256_unpacklo_epi64(r.column[2].lanes, r.column[3].lanes);
    const __m256i d = _mm256_unpackhi_epi64(r.column[2].lanes, r.column[3].lanes);
    return {{{_mm256_permute2x128_si256(a, c, 0x20)},
             {_mm256_permute2x128_si256(b, d, 0x20)},
             {_mm256_permute2x128_si256(a, c, 0x31)},
             {_mm256_permute2x128_si256(b, d, 0x31)}}};
  }
};

using LanesAvx2 = LanesTenLimbs<WordsAvx2>;

}  // namespace tabella::crypto::vartime
