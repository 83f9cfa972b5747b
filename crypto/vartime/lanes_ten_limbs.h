// The field in ten limbs of 26 and 25 bits in turn, limb i of weight 2^ceil(25.5 i): for processors
// whose widest product is of two 32-bit integers. Written once over the words W of such a
// processor.
//
// W provides kLanes; Limb, which holds at least 32 bits for each lane, and Vector, which holds 64
// (they may be one type); Mask, all ones or zero in each lane of a Limb. Of Limb and Vector: plus,
// right, both (bits). Of Limb: limb (a constant), minus, twice, times19, product (a Vector), equal,
// select. Of Vector: constant, left, narrow (from less than 2^32), and Columns with read and write:
// kLanes words of each lane's row. Of Mask: mask, lanes, either, both_not. widen makes a Vector of
// a Limb.
//
// Bounds: every result has limbs below 2^26 + 2^15 (even) and 2^25 + 2^15 (odd).
#pragma once

#include <algorithm>
#include <type_traits>
#include <utility>

#include "crypto/vartime/lanes.h"

namespace tabella::crypto::vartime {

// The model of the field over W.
template <class W>
struct LanesTenLimbs {
  using Vector = typename W::Vector;
  using Limb = typename W::Limb;
  // Ten limbs, before or after carries.
  template <class T>
  struct Ten {
    T limb[10];
  };
  using Value = Ten<Limb>;
  using Mask = typename W::Mask;
  static constexpr std::size_t kLanes = W::kLanes;

  static Value broadcast(const FieldElement& a) { return split(constants(a)); }

  // Reads N field elements from each lane's row: blocks of kLanes words, transposed. The last block
  // ends with the row and may overlap the one before.
  template <std::size_t N>
  static std::array<Value, N> load(const std::array<const FieldElement*, kLanes>& rows) {
    Wide wide[N];
    for (std::size_t block = 0; block < 5 * N; block += kLanes) {
      const std::size_t begin = std::min(block, 5 * N - kLanes);
      std::array<const std::uint64_t*, kLanes> words;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        words[lane] = rows[lane]->limb.data() + begin;
      }
      const auto columns = W::read(words);
      for (std::size_t k = 0; k < kLanes; ++k) {
        wide[(begin + k) / 5].limb[(begin + k) % 5] = columns.column[k];
      }
    }
    std::array<Value, N> out;
    for (std::size_t i = 0; i < N; ++i) out[i] = split(wide[i]);
    return out;
  }
  template <std::size_t N>
  static void store(const std::array<FieldElement*, kLanes>& rows,
                    const std::array<Value, N>& values) {
    Wide wide[N];
    for (std::size_t i = 0; i < N; ++i) wide[i] = join(values[i]);
    for (std::size_t block = 0; block < 5 * N; block += kLanes) {
      const std::size_t begin = std::min(block, 5 * N - kLanes);
      std::array<std::uint64_t*, kLanes> words;
      typename W::Columns columns;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        words[lane] = rows[lane]->limb.data() + begin;
      }
      for (std::size_t k = 0; k < kLanes; ++k) {
        columns.column[k] = wide[(begin + k) / 5].limb[(begin + k) % 5];
      }
      W::write(columns, words);
    }
  }

  static Mask mask(const std::array<bool, kLanes>& lanes) { return W::mask(lanes); }
  static std::array<bool, kLanes> lanes(Mask mask) { return W::lanes(mask); }
  static Mask either(Mask a, Mask b) { return W::either(a, b); }
  static Mask both_not(Mask a, Mask b) { return W::both_not(a, b); }
  static Value select(Mask mask, const Value& if_set, const Value& if_clear) {
    Value r;
    for (std::size_t i = 0; i < 10; ++i) {
      r.limb[i] = W::select(mask, if_set.limb[i], if_clear.limb[i]);
    }
    return r;
  }

  [[gnu::always_inline]] static Value add(const Value& a, const Value& b) {
    Value r;
    for (std::size_t i = 0; i < 10; ++i) r.limb[i] = W::plus(a.limb[i], b.limb[i]);
    return carry(r);
  }

  [[gnu::always_inline]] static Value sub(const Value& a, const Value& b) {
    // a + 4 p - b; the limbs of 4 p exceed every limb of b.
    Value r;
    for (std::size_t i = 0; i < 10; ++i) {
      const Limb four_p = splat<Limb>(4 * (ones(i) - (i == 0 ? 18 : 0)));
      r.limb[i] = W::minus(W::plus(a.limb[i], four_p), b.limb[i]);
    }
    return carry(r);
  }

  // z_k = sum a_i b_j over i + j = k mod 10; a product of two odd limbs counts twice (25.5 + 25.5 =
  // 51 = 2 * 25.5, but ceil gives 26 + 26), one that wraps counts 19 times (2^255 = 19). Factors of
  // the instruction are below 2^32: 19 b_j < 2^30.3, a_i or 2 a_i < 2^26.1. A term is below
  // 2^56.4, ten of them below 2^59.8.
  static Value mul(const Value& a, const Value& b) {
    Factors left, right;
    for (std::size_t i = 0; i < 10; ++i) {
      left.once[i] = a.limb[i];
      left.twice[i] = i % 2 == 1 ? W::twice(a.limb[i]) : a.limb[i];
      right.once[i] = b.limb[i];
      right.wrapped[i] = W::times19(b.limb[i]);
    }
    return columns<false>(left, right, std::make_index_sequence<10>());
  }

  // a_i a_j and a_j a_i are one product, doubled: left factors are below 2^28.1 then.
  [[gnu::always_inline]] static Value square(const Value& a) {
    Factors factors;
    for (std::size_t i = 0; i < 10; ++i) {
      factors.once[i] = a.limb[i];
      factors.twice[i] = W::twice(a.limb[i]);
      factors.four_times[i] = W::twice(factors.twice[i]);
      factors.wrapped[i] = W::times19(a.limb[i]);
    }
    return columns<true>(factors, factors, std::make_index_sequence<10>());
  }

  static Mask is_zero(const Value& a) {
    const Value c = canonical(a);
    Limb any = c.limb[0];
    for (std::size_t i = 1; i < 10; ++i) any = W::either(any, c.limb[i]);
    return W::equal(any, W::limb(0));
  }
  static Mask is_negative(const Value& a) {
    return W::equal(W::both(canonical(a).limb[0], W::limb(1)), W::limb(1));
  }

 private:
  // FieldElements: five limbs of 51 bits.
  struct Wide {
    Vector limb[5];
  };

  // Limbs and their small multiples, each computed once for all columns.
  struct Factors {
    Limb once[10], twice[10], four_times[10], wrapped[10];
  };

  // The term i, j = k - i mod 10, of column k. Everything that depends on i and k is known to the
  // compiler: a loop that decides while it runs takes three times as long.
  template <bool kSquare, std::size_t k, std::size_t i>
  static Vector term(const Factors& left, const Factors& right) {
    constexpr std::size_t j = (k + 10 - i) % 10;
    constexpr bool kBothOdd = i % 2 == 1 && j % 2 == 1;
    const Limb& b = i + j >= 10 ? right.wrapped[j] : right.once[j];
    if constexpr (kSquare && i != j) {
      return W::product(kBothOdd ? left.four_times[i] : left.twice[i], b);
    } else {
      return W::product(kBothOdd ? left.twice[i] : left.once[i], b);
    }
  }
  template <bool kSquare, std::size_t k, std::size_t... i>
  [[gnu::always_inline]] static Vector column(const Factors& left, const Factors& right,
                                              std::index_sequence<i...>) {
    Vector sum = W::constant(0);
    const auto take = [&]<std::size_t n>(std::integral_constant<std::size_t, n>) {
      // Of a square, each pair once.
      if constexpr (!kSquare || n <= (k + 10 - n) % 10) {
        sum = W::plus(sum, term<kSquare, k, n>(left, right));
      }
    };
    (take(std::integral_constant<std::size_t, i>()), ...);
    return sum;
  }
  // Inlined, so that the factors stay in registers.
  template <bool kSquare, std::size_t... k>
  [[gnu::always_inline]] static Value columns(const Factors& left, const Factors& right,
                                              std::index_sequence<k...> all) {
    const Ten<Vector> sums = carry_products({{column<kSquare, k>(left, right, all)...}});
    Value r;
    for (std::size_t i = 0; i < 10; ++i) r.limb[i] = W::narrow(sums.limb[i]);
    return r;
  }

  static constexpr int width(std::size_t i) { return i % 2 == 0 ? 26 : 25; }
  static constexpr std::uint64_t ones(std::size_t i) { return (std::uint64_t{1} << width(i)) - 1; }
  template <class T>
  static T splat(std::uint64_t a) {
    if constexpr (std::is_same_v<T, Limb>) {
      return W::limb(static_cast<std::uint32_t>(a));
    } else {
      return W::constant(a);
    }
  }
  template <class T>
  static T low(std::size_t i, T a) {
    return W::both(a, splat<T>(ones(i)));
  }
  template <class T>
  static T above(std::size_t i, T a) {
    return W::right(a, width(i));
  }
  // Of any 64-bit integer.
  static Vector wide_times19(Vector a) { return W::plus(W::plus(W::left(a, 4), W::left(a, 1)), a); }

  static Wide constants(const FieldElement& a) {
    Wide out;
    for (std::size_t j = 0; j < 5; ++j) out.limb[j] = W::constant(a.limb[j]);
    return out;
  }
  // Limbs below 2^51 + 2^14 become 26 bits and at most 25 bits and one carry.
  static Value split(const Wide& wide) {
    Value r;
    for (std::size_t j = 0; j < 5; ++j) {
      r.limb[2 * j] = W::narrow(low(0, wide.limb[j]));
      r.limb[2 * j + 1] = W::narrow(W::right(wide.limb[j], 26));
    }
    return carry(r);
  }
  // Limbs below 2^26 + 2^15 + 2^26 (2^25 + 2^15) < 2^52, and one pass of carries: FieldElement's
  // bounds.
  static Wide join(const Value& a) {
    Vector pair[5];
    Wide r;
    for (std::size_t j = 0; j < 5; ++j) {
      pair[j] = W::plus(W::widen(a.limb[2 * j]), W::left(W::widen(a.limb[2 * j + 1]), 26));
      r.limb[j] = W::both(pair[j], W::constant(FieldElement::kMask));
    }
    r.limb[0] = W::plus(r.limb[0], wide_times19(W::right(pair[4], 51)));
    for (std::size_t j = 0; j < 4; ++j) {
      r.limb[j + 1] = W::plus(r.limb[j + 1], W::right(pair[j], 51));
    }
    return r;
  }

  // One pass in parallel. Limbs below 2^30 come within the bounds.
  [[gnu::always_inline]] static Value carry(const Value& a) {
    Value r;
    for (std::size_t i = 1; i < 10; ++i) {
      r.limb[i] = W::plus(low(i, a.limb[i]), above(i - 1, a.limb[i - 1]));
    }
    r.limb[0] = W::plus(low(0, a.limb[0]), W::times19(above(9, a.limb[9])));
    return r;
  }
  // Two chains side by side, 0 to 5 and 5 to 0. Limbs below 2^60 come within the bounds: limb 0
  // is below 2^39.4 before its second carry, limb 5 below 2^35.1.
  [[gnu::always_inline]] static Ten<Vector> carry_products(const Ten<Vector>& a) {
    Ten<Vector> r = a;
    for (std::size_t i = 0; i < 4; ++i) {
      carry_one(r, i);
      carry_one(r, i + 5);
    }
    carry_one(r, 4);
    r.limb[0] = W::plus(r.limb[0], wide_times19(above(9, r.limb[9])));
    r.limb[9] = low(9, r.limb[9]);
    carry_one(r, 5);
    carry_one(r, 0);
    return r;
  }
  template <class T>
  static void carry_one(Ten<T>& r, std::size_t i) {
    r.limb[i + 1] = W::plus(r.limb[i + 1], above(i, r.limb[i]));
    r.limb[i] = low(i, r.limb[i]);
  }

  // The representative below p, limbs of exactly their width.
  static Value canonical(const Value& a) {
    Value r = a;
    for (int pass = 0; pass < 2; ++pass) {
      carry_upward(r);
      r.limb[0] = W::plus(r.limb[0], W::times19(above(9, r.limb[9])));
      r.limb[9] = low(9, r.limb[9]);
    }
    // q = 1 iff r >= p: the carry out of r + 19.
    Limb q = above(0, W::plus(r.limb[0], W::limb(19)));
    for (std::size_t i = 1; i < 10; ++i) q = above(i, W::plus(r.limb[i], q));
    r.limb[0] = W::plus(r.limb[0], W::times19(q));
    carry_upward(r);
    r.limb[9] = low(9, r.limb[9]);
    return r;
  }
  static void carry_upward(Value& r) {
    for (std::size_t i = 0; i < 9; ++i) carry_one(r, i);
  }
};

}  // namespace tabella::crypto::vartime
