// Sums of many products, sum_i s_i P_i, of public data: the whole cost of verification in bulk.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "crypto/vartime/point.h"
#include "crypto/vartime/public_scalar.h"

namespace tabella::crypto::vartime {

// Straus with shared doublings for few points, buckets (Pippenger) in the backend's lanes for many.
// Short scalars (128-bit weights) cost half. The spans have equal length; no terms give the
// identity.
[[nodiscard]] Point multiscalar_mul_vartime(std::span<const PublicScalar> scalars,
                                            std::span<const AffinePoint> points);

// Bases that serve many sums, with tables of their multiples: 64 for each, 10 kB. Sums of few terms
// take fewer additions for them, and no table of their own.
class FixedBases {
 public:
  // 1, 3, 5, ..., 127 times a base.
  using OddMultiples = std::array<Point, 64>;

  explicit FixedBases(std::vector<AffinePoint> bases);

  [[nodiscard]] std::size_t size() const { return bases_.size(); }
  [[nodiscard]] const std::vector<AffinePoint>& bases() const { return bases_; }
  [[nodiscard]] const std::vector<OddMultiples>& odd_multiples() const { return odd_multiples_; }

 private:
  std::vector<AffinePoint> bases_;
  std::vector<OddMultiples> odd_multiples_;
};

// sum_i fixed_scalars[i] fixed.bases()[i] + sum_j scalars[j] points[j].
[[nodiscard]] Point multiscalar_mul_vartime(std::span<const PublicScalar> fixed_scalars,
                                            const FixedBases& fixed,
                                            std::span<const PublicScalar> scalars,
                                            std::span<const AffinePoint> points);

// s P.
[[nodiscard]] Point mul_vartime(const PublicScalar& scalar, const AffinePoint& point);

}  // namespace tabella::crypto::vartime
