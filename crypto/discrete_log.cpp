#include "crypto/discrete_log.h"

#include <algorithm>
#include <array>
#include <bit>

#include "crypto/expects.h"
#include "crypto/vartime/field.h"
#include "crypto/vartime/multiscalar.h"
#include "crypto/vartime/point.h"

namespace tabella::crypto {

namespace {

using vartime::FieldElement;
using vartime::Point;

constexpr std::uint64_t kIndexBits = 24;
constexpr std::uint64_t kIndexMask = (std::uint64_t{1} << kIndexBits) - 1;
// Neighbours on each side that share one inversion.
constexpr std::uint64_t kReach = 512;

// Representatives of one element differ by points of order 1, 2 or 4: four times each is one point.
Point four_times(const Point& p) { return vartime::twice(vartime::twice(p)); }

// x times the base of the search, 4 G.
Point mul_base4(std::uint64_t x) {
  static const auto kBase = vartime::AffinePoint::from_element(Element::generator());
  return four_times(
      vartime::mul_vartime(vartime::PublicScalar::from_scalar(Scalar::from_u64(x)), kBase));
}

// A point of the curve as its two coordinates.
struct AffineXY {
  FieldElement x, y;
};

AffineXY affine(const Point& p) {
  const FieldElement inverse = vartime::invert(p.z);
  return {p.x * inverse, p.y * inverse};
}

// The first 64 bits of a canonical y-coordinate.
std::uint64_t key_of(const FieldElement& y) {
  const auto bytes = vartime::encode(y);
  std::uint64_t key = 0;
  for (std::size_t i = 8; i-- > 0;) key = key << 8 | bytes[i];
  return key;
}

// The y-coordinates of center + j step for -reach <= j <= reach.
class Neighbors {
 public:
  Neighbors(const Point& step, std::uint64_t reach) {
    Point multiple = step;
    for (std::uint64_t j = 1; j <= reach; ++j) {
      const auto [x, y] = affine(multiple);
      multiples_.push_back({x, y, vartime::kD * x * y});
      multiple = multiple + step;
    }
    const auto count = static_cast<std::size_t>(2 * reach + 1);
    numerators_.resize(count);
    denominators_.resize(count);
    products_.resize(count);
  }

  // Of the sum (x, y) of two points only y = (y1 y2 + x1 x2) / (1 - d x1 x2 y1 y2); a difference
  // has the same products. The denominators are never 0 (the addition law is complete).
  // use(j + reach, first 64 bits of y); stops when that is true.
  template <class Use>
  bool each(const Point& center, Use use) {
    const auto [x, y] = affine(center);
    const FieldElement xy = x * y;
    const FieldElement one = FieldElement::small(1);
    const std::size_t reach = multiples_.size();
    numerators_[reach] = y;
    denominators_[reach] = one;
    for (std::size_t j = 1; j <= reach; ++j) {
      const Multiple& m = multiples_[j - 1];
      const FieldElement xx = x * m.x;
      const FieldElement yy = y * m.y;
      const FieldElement dxyxy = xy * m.dxy;
      numerators_[reach + j] = yy + xx;
      denominators_[reach + j] = one - dxyxy;
      numerators_[reach - j] = yy - xx;
      denominators_[reach - j] = one + dxyxy;
    }
    // Montgomery's trick: products_[i] = denominators_[0] ... denominators_[i].
    FieldElement product = one;
    for (std::size_t i = 0; i < denominators_.size(); ++i) {
      product = product * denominators_[i];
      products_[i] = product;
    }
    FieldElement inverse = vartime::invert(product);
    for (std::size_t i = denominators_.size(); i-- > 0;) {
      const FieldElement inverse_i = i == 0 ? inverse : inverse * products_[i - 1];
      if (use(i, key_of(numerators_[i] * inverse_i))) return true;
      inverse = inverse * denominators_[i];
    }
    return false;
  }

 private:
  // j step, and d x y of it.
  struct Multiple {
    FieldElement x, y, dxy;
  };
  std::vector<Multiple> multiples_;
  std::vector<FieldElement> numerators_, denominators_, products_;
};

// Smallest s with 2 s^2 >= bound: as many giant steps as baby steps.
std::uint64_t balanced_reach(std::uint64_t bound) {
  std::uint64_t s = 1;
  for (std::uint64_t bit = std::uint64_t{1} << 22; bit > 0; bit /= 2) {
    if (2 * (s + bit) * (s + bit) <= bound) s += bit;
  }
  return s + 1;
}

}  // namespace

std::uint64_t DiscreteLog::table_steps(std::uint64_t bound) { return balanced_reach(bound) + 1; }

std::uint64_t DiscreteLog::search_steps(std::uint64_t bound, std::uint64_t largest) {
  EXPECTS(largest < bound);
  // Points come in batches, and the first is computed whatever is looked for.
  const std::uint64_t batch = 2 * kReach + 1;
  return (largest / (2 * balanced_reach(bound) + 1) / batch + 1) * batch;
}

DiscreteLog::DiscreteLog(std::uint64_t bound) : bound_(bound) {
  EXPECTS(bound >= 1 && bound <= kMaxBound);
  table_reach_ = balanced_reach(bound);
  slots_.resize(static_cast<std::size_t>(std::bit_ceil(table_reach_ + table_reach_ / 4 + 2)));
  const std::uint64_t reach = std::min(kReach, table_reach_);
  Neighbors neighbors(mul_base4(1), reach);
  const Point stride = mul_base4(2 * reach + 1);
  Point center = mul_base4(reach);
  for (std::uint64_t first = 0; first <= table_reach_; first += 2 * reach + 1) {
    (void)neighbors.each(center, [&](std::size_t offset, std::uint64_t y) {
      if (first + offset <= table_reach_) insert(y, first + offset);
      return false;
    });
    center = center + stride;
  }
}

void DiscreteLog::insert(std::uint64_t y, std::uint64_t i) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = y & mask;
  while (slots_[slot] != 0) slot = (slot + 1) & mask;
  slots_[slot] = (y & ~kIndexMask) | (i + 1);
}

template <class Candidate>
bool DiscreteLog::look_up(std::uint64_t y, Candidate candidate) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = y & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    if (((slots_[slot] ^ y) & ~kIndexMask) == 0 && candidate((slots_[slot] & kIndexMask) - 1)) {
      return true;
    }
  }
  return false;
}

std::optional<std::uint64_t> DiscreteLog::find_vartime(const Element& element) const {
  const std::uint64_t step = 2 * table_reach_ + 1;
  const std::uint64_t steps = (bound_ + step - 1) / step;
  const std::uint64_t reach = std::min(kReach, steps);
  const std::uint64_t batch = 2 * reach + 1;
  const auto is_logarithm = [&](std::uint64_t x) {
    return x < bound_ &&
           mul_base(SecretScalar::from_public(Scalar::from_u64(x))).publish() == element;
  };

  // Giant step k is at element - (S + k step) G; the logarithm is within S of S + k step.
  Neighbors neighbors(mul_base4(step), reach);
  const Point stride = mul_base4(batch * step);
  Point center = four_times(Point::from_element(element)) - mul_base4(table_reach_ + reach * step);
  std::optional<std::uint64_t> found;
  for (std::uint64_t first = 0; first < steps && !found; first += batch) {
    (void)neighbors.each(center, [&](std::size_t offset, std::uint64_t y) {
      // offset - reach giant steps were added back, so step number first + 2 reach - offset.
      const std::uint64_t middle = table_reach_ + (first + 2 * reach - offset) * step;
      return look_up(y, [&](std::uint64_t i) {
        for (const std::uint64_t x : {middle - i, middle + i}) {
          if (is_logarithm(x)) found = x;
        }
        return found.has_value();
      });
    });
    center = center - stride;
  }
  return found;
}

}  // namespace tabella::crypto
