#include "crypto/vartime/multiscalar.h"

#include <algorithm>

#include "crypto/expects.h"
#include "crypto/vartime/backend.h"

namespace tabella::crypto::vartime {

namespace {

constexpr std::size_t kScalarBits = 253;

using Limbs = std::array<std::uint64_t, 4>;

// `count` <= 16 bits of the value from bit `position` on.
std::uint32_t bits_at(const Limbs& value, std::size_t position, std::size_t count) {
  const std::size_t word = position / 64;
  const std::size_t shift = position % 64;
  if (word >= 4) return 0;
  std::uint64_t bits = value[word] >> shift;
  if (shift + count > 64 && word + 1 < 4) bits |= value[word + 1] << (64 - shift);
  return static_cast<std::uint32_t>(bits & ((std::uint64_t{1} << count) - 1));
}

// ---- Straus ----

// Width-w non-adjacent form: digits odd, |digit| < 2^(w - 1), sum_i naf[i] 2^i = value.
using Naf = std::array<std::int8_t, 256>;

Naf non_adjacent_form(const Limbs& value, std::size_t width) {
  const std::int32_t range = std::int32_t{1} << width;
  Naf naf{};
  std::uint32_t carry = 0;
  for (std::size_t position = 0; position < naf.size();) {
    const auto window = static_cast<std::int32_t>(bits_at(value, position, width) + carry);
    if ((window & 1) == 0) {
      // Even: the carry, if any, stays for the next position.
      ++position;
      continue;
    }
    carry = window >= range / 2 ? 1 : 0;
    naf[position] = static_cast<std::int8_t>(carry != 0 ? window - range : window);
    position += width;
  }
  return naf;
}

// 1, 3, 5, ... times a point: as many as the width of its scalar's form asks for.
constexpr std::size_t kWidth = 5;
constexpr std::size_t kFixedWidth = 8;
using FewMultiples = std::array<Point, std::size_t{1} << (kWidth - 2)>;
static_assert(FixedBases::OddMultiples().size() == std::size_t{1} << (kFixedWidth - 2));

void fill_odd_multiples(const AffinePoint& point, std::span<Point> odd) {
  odd[0] = Point::from_affine(point);
  const Point doubled = twice(odd[0]);
  for (std::size_t k = 1; k < odd.size(); ++k) odd[k] = odd[k - 1] + doubled;
}

// A scalar in its form and the multiples that its digits name.
struct StrausTerm {
  Naf naf;
  std::span<const Point> odd_multiples;
};

Point straus(std::span<const StrausTerm> terms) {
  Point sum = Point::identity();
  for (std::size_t position = Naf().size(); position-- > 0;) {
    sum = twice(sum);
    for (const StrausTerm& term : terms) {
      const int digit = term.naf[position];
      if (digit > 0) sum = sum + term.odd_multiples[static_cast<std::size_t>(digit) / 2];
      if (digit < 0) sum = sum - term.odd_multiples[static_cast<std::size_t>(-digit) / 2];
    }
  }
  return sum;
}

Point straus(std::span<const PublicScalar> fixed_scalars,
             std::span<const FixedBases::OddMultiples> fixed, std::span<const PublicScalar> scalars,
             std::span<const AffinePoint> points) {
  std::vector<StrausTerm> terms;
  terms.reserve(fixed.size() + points.size());
  for (std::size_t i = 0; i < fixed.size(); ++i) {
    terms.push_back({non_adjacent_form(fixed_scalars[i].value(), kFixedWidth), fixed[i]});
  }
  std::vector<FewMultiples> multiples(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    fill_odd_multiples(points[i], multiples[i]);
    terms.push_back({non_adjacent_form(scalars[i].value(), kWidth), multiples[i]});
  }
  return straus(terms);
}

// ---- Buckets ----

std::size_t window_count(std::size_t width) { return (kScalarBits + width) / width; }

// The width that needs the fewest additions: one for each point and window, two for each bucket.
std::size_t best_width(std::size_t point_count, std::size_t lanes) {
  std::size_t best = 4;
  std::size_t best_cost = SIZE_MAX;
  for (std::size_t width = 4; width <= 13; ++width) {
    const std::size_t groups = (window_count(width) + lanes - 1) / lanes;
    const std::size_t cost = groups * (point_count + 3 * (std::size_t{1} << (width - 1)));
    if (cost < best_cost) {
      best = width;
      best_cost = cost;
    }
  }
  return best;
}

BucketDigits bucket_digits(std::span<const PublicScalar> scalars, std::size_t lanes) {
  BucketDigits digits;
  digits.width = best_width(scalars.size(), lanes);
  digits.lanes = lanes;
  const std::size_t groups = (window_count(digits.width) + lanes - 1) / lanes;
  digits.groups.assign(groups, std::vector<std::int16_t>(scalars.size() * lanes));
  digits.members.resize(groups);
  const auto half = std::int32_t{1} << (digits.width - 1);
  for (std::size_t i = 0; i < scalars.size(); ++i) {
    const Limbs value = scalars[i].value();
    std::int32_t carry = 0;
    for (std::size_t group = 0; group < groups; ++group) {
      bool any = false;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::size_t position = (group * lanes + lane) * digits.width;
        std::int32_t digit =
            static_cast<std::int32_t>(bits_at(value, position, digits.width)) + carry;
        carry = digit > half ? 1 : 0;
        digit -= carry * 2 * half;
        digits.groups[group][i * lanes + lane] = static_cast<std::int16_t>(digit);
        any = any || digit != 0;
      }
      if (any) digits.members[group].push_back(static_cast<std::uint32_t>(i));
    }
    EXPECTS(carry == 0);
  }
  return digits;
}

Point pippenger(std::span<const PublicScalar> scalars, std::span<const AffinePoint> points) {
  const Backend& chosen = backend();
  const BucketDigits digits = bucket_digits(scalars, chosen.lanes);
  std::vector<Point> window_sums(chosen.lanes);
  Point sum = Point::identity();
  for (std::size_t group = digits.groups.size(); group-- > 0;) {
    chosen.bucket_sums(digits, group, points, window_sums);
    for (std::size_t lane = chosen.lanes; lane-- > 0;) {
      for (std::size_t i = 0; i < digits.width; ++i) sum = twice(sum);
      sum = sum + window_sums[lane];
    }
  }
  return sum;
}

// Below this many terms buckets do not pay.
constexpr std::size_t kBucketsFrom = 128;

}  // namespace

FixedBases::FixedBases(std::vector<AffinePoint> bases)
    : bases_(std::move(bases)), odd_multiples_(bases_.size()) {
  for (std::size_t i = 0; i < bases_.size(); ++i) fill_odd_multiples(bases_[i], odd_multiples_[i]);
}

Point multiscalar_mul_vartime(std::span<const PublicScalar> scalars,
                              std::span<const AffinePoint> points) {
  EXPECTS(scalars.size() == points.size());
  return points.size() < kBucketsFrom ? straus({}, {}, scalars, points)
                                      : pippenger(scalars, points);
}

Point multiscalar_mul_vartime(std::span<const PublicScalar> fixed_scalars, const FixedBases& fixed,
                              std::span<const PublicScalar> scalars,
                              std::span<const AffinePoint> points) {
  EXPECTS(fixed_scalars.size() == fixed.size() && scalars.size() == points.size());
  if (fixed.size() + points.size() < kBucketsFrom) {
    return straus(fixed_scalars, fixed.odd_multiples(), scalars, points);
  }
  std::vector<PublicScalar> all_scalars(fixed_scalars.begin(), fixed_scalars.end());
  all_scalars.insert(all_scalars.end(), scalars.begin(), scalars.end());
  std::vector<AffinePoint> all_points = fixed.bases();
  all_points.insert(all_points.end(), points.begin(), points.end());
  return pippenger(all_scalars, all_points);
}

Point mul_vartime(const PublicScalar& scalar, const AffinePoint& point) {
  return straus({}, {}, {&scalar, 1}, {&point, 1});
}

}  // namespace tabella::crypto::vartime
