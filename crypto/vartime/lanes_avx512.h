// The eight-lane model of the field for processors with AVX-512 IFMA, which multiplies 52-bit
// integers. One vector holds one limb of eight field elements; limbs are those of field_element.h,
// 51 bits and below 2^51 + 2^14 in every result. Included by backend_avx512.cpp alone.
#pragma once

#include <immintrin.h>

#include "crypto/vartime/lanes.h"

namespace tabella::crypto::vartime {

// The field over vectors of eight 64-bit words.
struct LanesAvx512 {
  using Vector = __m512i;
  // Limb i of all eight elements in limb[i].
  struct Value {
    Vector limb[5];
  };
  using Mask = __mmask8;
  static constexpr std::size_t kLanes = 8;

  static Value broadcast(const FieldElement& a) {
    Value r;
    for (std::size_t i = 0; i < 5; ++i) r.limb[i] = constant(a.limb[i]);
    return r;
  }

  // Reads N field elements from each lane's row: blocks of eight words, transposed.
  template <std::size_t N>
  static std::array<Value, N> load(const std::array<const FieldElement*, kLanes>& rows) {
    Vector words[kPadded<N>];
    for (std::size_t block = 0; block < 5 * N; block += 8) {
      const Mask present = words_present(5 * N - block);
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        words[block + lane] = _mm512_maskz_loadu_epi64(present, rows[lane]->limb.data() + block);
      }
      transpose(words + block);
    }
    std::array<Value, N> out;
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t j = 0; j < 5; ++j) out[i].limb[j] = words[5 * i + j];
    }
    return out;
  }
  template <std::size_t N>
  static void store(const std::array<FieldElement*, kLanes>& rows,
                    const std::array<Value, N>& values) {
    Vector words[kPadded<N>];
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t j = 0; j < 5; ++j) words[5 * i + j] = values[i].limb[j];
    }
    for (std::size_t i = 5 * N; i < kPadded<N>; ++i) words[i] = _mm512_setzero_si512();
    for (std::size_t block = 0; block < 5 * N; block += 8) {
      const Mask present = words_present(5 * N - block);
      transpose(words + block);
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        _mm512_mask_storeu_epi64(rows[lane]->limb.data() + block, present, words[block + lane]);
      }
    }
  }

  static Mask mask(const std::array<bool, kLanes>& lanes) {
    unsigned bits = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) bits |= unsigned{lanes[lane]} << lane;
    return static_cast<Mask>(bits);
  }
  static std::array<bool, kLanes> lanes(Mask mask) {
    std::array<bool, kLanes> out;
    for (std::size_t lane = 0; lane < kLanes; ++lane) out[lane] = (mask >> lane & 1) != 0;
    return out;
  }
  static Mask either(Mask a, Mask b) { return static_cast<Mask>(a | b); }
  static Mask both_not(Mask a, Mask b) { return static_cast<Mask>(a & ~b); }
  static Value select(Mask mask, const Value& if_set, const Value& if_clear) {
    Value r;
    for (std::size_t i = 0; i < 5; ++i) {
      r.limb[i] = _mm512_mask_blend_epi64(mask, if_clear.limb[i], if_set.limb[i]);
    }
    return r;
  }

  static Value add(const Value& a, const Value& b) {
    Value r;
    for (std::size_t i = 0; i < 5; ++i) r.limb[i] = plus(a.limb[i], b.limb[i]);
    return carry(r);
  }

  static Value sub(const Value& a, const Value& b) {
    // a + 4 p - b; the limbs of 4 p exceed every limb of b.
    Value r;
    for (std::size_t i = 0; i < 5; ++i) {
      const Vector four_p = constant(4 * (FieldElement::kMask - (i == 0 ? 18 : 0)));
      r.limb[i] = _mm512_sub_epi64(plus(a.limb[i], four_p), b.limb[i]);
    }
    return carry(r);
  }

  // A product of limbs is low + 2^52 high, and 2^52 = 2 * 2^51 takes `high` doubled to the next
  // limb. Factors are below 2^52 as the instruction asks; low < 2^52 and high < 2^51, so five of
  // each add up to below 2^54.4 and 2^53.4.
  static Value mul(const Value& a, const Value& b) {
    Vector low[10], high[10];
    for (std::size_t k = 0; k < 10; ++k) low[k] = high[k] = _mm512_setzero_si512();
    for (std::size_t i = 0; i < 5; ++i) {
      for (std::size_t j = 0; j < 5; ++j) {
        low[i + j] = _mm512_madd52lo_epu64(low[i + j], a.limb[i], b.limb[j]);
        high[i + j + 1] = _mm512_madd52hi_epu64(high[i + j + 1], a.limb[i], b.limb[j]);
      }
    }
    Vector z[10];
    for (std::size_t k = 0; k < 10; ++k) z[k] = plus(low[k], twice(high[k]));
    return fold(z);
  }

  // Products of different limbs occur twice; they are added up once and doubled.
  static Value square(const Value& a) {
    Vector low[10], high[10], cross_low[10], cross_high[10];
    for (std::size_t k = 0; k < 10; ++k) {
      low[k] = high[k] = cross_low[k] = cross_high[k] = _mm512_setzero_si512();
    }
    for (std::size_t i = 0; i < 5; ++i) {
      low[2 * i] = _mm512_madd52lo_epu64(low[2 * i], a.limb[i], a.limb[i]);
      high[2 * i + 1] = _mm512_madd52hi_epu64(high[2 * i + 1], a.limb[i], a.limb[i]);
      for (std::size_t j = i + 1; j < 5; ++j) {
        cross_low[i + j] = _mm512_madd52lo_epu64(cross_low[i + j], a.limb[i], a.limb[j]);
        cross_high[i + j + 1] = _mm512_madd52hi_epu64(cross_high[i + j + 1], a.limb[i], a.limb[j]);
      }
    }
    Vector z[10];
    for (std::size_t k = 0; k < 10; ++k) {
      // low + 2 (cross_low + high + 2 cross_high)
      z[k] = plus(low[k], twice(plus(plus(cross_low[k], high[k]), twice(cross_high[k]))));
    }
    return fold(z);
  }

  static Mask is_zero(const Value& a) {
    const Value c = canonical(a);
    Vector any = c.limb[0];
    for (std::size_t i = 1; i < 5; ++i) any = _mm512_or_si512(any, c.limb[i]);
    return _mm512_testn_epi64_mask(any, any);
  }
  static Mask is_negative(const Value& a) {
    return _mm512_test_epi64_mask(canonical(a).limb[0], constant(1));
  }

 private:
  template <std::size_t N>
  static constexpr std::size_t kPadded = (5 * N + 7) / 8 * 8;

  static Vector constant(std::uint64_t a) { return _mm512_set1_epi64(static_cast<long long>(a)); }
  static Vector plus(Vector a, Vector b) { return _mm512_add_epi64(a, b); }
  static Vector twice(Vector a) { return _mm512_add_epi64(a, a); }
  static Vector times19(Vector a) { return plus(plus(_mm512_slli_epi64(a, 4), twice(a)), a); }
  static Vector low51(Vector a) { return _mm512_and_si512(a, constant(FieldElement::kMask)); }
  static Vector above51(Vector a) { return _mm512_srli_epi64(a, 51); }

  static Mask words_present(std::size_t words) {
    return static_cast<Mask>(words >= 8 ? 0xffu : (1u << words) - 1);
  }

  // One pass in parallel: limbs below 2^60 come to below 2^51 + 2^14.
  static Value carry(const Value& a) {
    Value r;
    for (std::size_t i = 1; i < 5; ++i) {
      r.limb[i] = plus(low51(a.limb[i]), above51(a.limb[i - 1]));
    }
    r.limb[0] = plus(low51(a.limb[0]), times19(above51(a.limb[4])));
    return r;
  }

  // 2^255 = 19. With z below 2^55 each sum is below 20 * 2^55 < 2^59.4.
  static Value fold(const Vector (&z)[10]) {
    Value r;
    for (std::size_t k = 0; k < 5; ++k) r.limb[k] = plus(z[k], times19(z[k + 5]));
    return carry(r);
  }

  // The representative below p, limbs below 2^51, as LanesPortable::canonical.
  static Value canonical(const Value& a) {
    Value r = a;
    for (int pass = 0; pass < 2; ++pass) {
      carry_upward(r);
      r.limb[0] = plus(r.limb[0], times19(above51(r.limb[4])));
      r.limb[4] = low51(r.limb[4]);
    }
    // q = 1 iff r >= p: the carry out of r + 19.
    Vector q = above51(plus(r.limb[0], constant(19)));
    for (std::size_t i = 1; i < 5; ++i) q = above51(plus(r.limb[i], q));
    r.limb[0] = plus(r.limb[0], times19(q));
    carry_upward(r);
    r.limb[4] = low51(r.limb[4]);
    return r;
  }
  static void carry_upward(Value& r) {
    for (std::size_t i = 0; i < 4; ++i) {
      r.limb[i + 1] = plus(r.limb[i + 1], above51(r.limb[i]));
      r.limb[i] = low51(r.limb[i]);
    }
  }

  // word[i] of lane[j] becomes word[j] of lane[i]; its own inverse.
  static void transpose(Vector* v) {
    const Vector a0 = _mm512_unpacklo_epi64(v[0], v[1]), a1 = _mm512_unpackhi_epi64(v[0], v[1]);
    const Vector a2 = _mm512_unpacklo_epi64(v[2], v[3]), a3 = _mm512_unpackhi_epi64(v[2], v[3]);
    const Vector a4 = _mm512_unpacklo_epi64(v[4], v[5]), a5 = _mm512_unpackhi_epi64(v[4], v[5]);
    const Vector a6 = _mm512_unpacklo_epi64(v[6], v[7]), a7 = _mm512_unpackhi_epi64(v[6], v[7]);
    gather(a0, a2, a4, a6, v);
    gather(a1, a3, a5, a7, v + 1);
  }
  // v[0], v[2], v[4], v[6]: the first, second, third, fourth 128 bits of a, b, c, d.
  static void gather(Vector a, Vector b, Vector c, Vector d, Vector* v) {
    const Vector ab_even = _mm512_shuffle_i64x2(a, b, 0x88);
    const Vector ab_odd = _mm512_shuffle_i64x2(a, b, 0xdd);
    const Vector cd_even = _mm512_shuffle_i64x2(c, d, 0x88);
    const Vector cd_odd = _mm512_shuffle_i64x2(c, d, 0xdd);
    v[0] = _mm512_shuffle_i64x2(ab_even, cd_even, 0x88);
    v[2] = _mm512_shuffle_i64x2(ab_odd, cd_odd, 0x88);
    v[4] = _mm512_shuffle_i64x2(ab_even, cd_even, 0xdd);
    v[6] = _mm512_shuffle_i64x2(ab_odd, cd_odd, 0xdd);
  }
};

}  // namespace tabella::crypto::vartime
