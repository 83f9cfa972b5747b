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

constexpr std::size_t kNafWidth = 5;

// Width-5 non-adjacent form: digits odd, |digit| < 16, sum_i naf[i] 2^i = value.
std::array<std::int8_t, 256> non_adjacent_form(const Limbs& value) {
  constexpr std::int32_t kRange = 1 << kNafWidth;
  std::array<std::int8_t, 256> naf{};
  std::uint32_t carry = 0;
  for (std::size_t position = 0; position < 256;) {
    const auto window = static_cast<std::int32_t>(bits_at(value, position, kNafWidth) + carry);
    if ((window & 1) == 0) {
      // Even: the carry, if any, stays for the next position.
      ++position;
      continue;
    }
    carry = window >= kRange / 2 ? 1 : 0;
    naf[position] = static_cast<std::int8_t>(carry != 0 ? window - kRange : window);
    position += kNafWidth;
  }
  return naf;
}

struct StrausTerm {
  std::array<std::int8_t, 256> naf;
  // 1, 3, 5, ..., 15 times the point.
  std::array<Point, 8> odd_multiples;
};

Point straus(std::span<const PublicScalar> scalars, std::span<const AffinePoint> points) {
  std::vector<StrausTerm> terms(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    terms[i].naf = non_adjacent_form(scalars[i].value());
    auto& odd = terms[i].odd_multiples;
    odd[0] = Point::from_affine(points[i]);
    const Point doubled = twice(odd[0]);
    for (std::size_t k = 1; k < odd.size(); ++k) odd[k] = odd[k - 1] + doubled;
  }
  Point sum = Point::identity();
  for (std::size_t position = 256; position-- > 0;) {
    sum = twice(sum);
    for (const StrausTerm& term : terms) {
      const int digit = term.naf[position];
      if (digit > 0) sum = sum + term.odd_multiples[static_cast<std::size_t>(digit) / 2];
      if (digit < 0) sum = sum - term.odd_multiples[static_cast<std::size_t>(-digit) / 2];
    }
  }
  return sum;
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

}  // namespace

Point multiscalar_mul_vartime(std::span<const PublicScalar> scalars,
                              std::span<const AffinePoint> points) {
  EXPECTS(scalars.size() == points.size());
  constexpr std::size_t kBucketsFrom = 128;
  return points.size() < kBucketsFrom ? straus(scalars, points) : pippenger(scalars, points);
}

Point mul_vartime(const PublicScalar& scalar, const AffinePoint& point) {
  return straus({&scalar, 1}, {&point, 1});
}

}  // namespace tabella::crypto::vartime
