// Sums of many products, sum_i s_i P_i, of public data: the whole cost of verification in bulk.
#pragma once

#include <span>

#include "crypto/vartime/point.h"
#include "crypto/vartime/public_scalar.h"

namespace tabella::crypto::vartime {

// Straus with shared doublings for few points, buckets (Pippenger) in the backend's lanes for many.
// Short scalars (128-bit weights) cost half. The spans have equal length; no terms give the
// identity.
[[nodiscard]] Point multiscalar_mul_vartime(std::span<const PublicScalar> scalars,
                                            std::span<const AffinePoint> points);

// s P.
[[nodiscard]] Point mul_vartime(const PublicScalar& scalar, const AffinePoint& point);

}  // namespace tabella::crypto::vartime
