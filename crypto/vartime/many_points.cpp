#include "crypto/vartime/many_points.h"

#include "crypto/expects.h"
#include "crypto/vartime/backend.h"

namespace tabella::crypto::vartime {

void decode_many_vartime(std::span<const std::array<std::uint8_t, 32>> encodings,
                         std::span<AffinePoint> points, std::span<std::uint8_t> valid) {
  EXPECTS(points.size() == encodings.size() && valid.size() == encodings.size());
  backend().decode(encodings, points.data(), valid.data());
}

void add_rows_vartime(std::span<Point> sums, std::span<const AffinePoint> rows) {
  EXPECTS(!sums.empty() && rows.size() % sums.size() == 0);
  backend().add_rows(sums, rows);
}

}  // namespace tabella::crypto::vartime
