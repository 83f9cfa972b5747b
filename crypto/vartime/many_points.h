// Many points at once, on the processor's vector units: decoding elements and adding rows of them.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "crypto/vartime/point.h"

namespace tabella::crypto::vartime {

// Decodes many elements at once: points[i] and valid[i] (1 or 0) from encodings[i]. A refused
// encoding leaves the identity. Which bytes are refused is as for AffinePoint::decode_vartime.
void decode_many_vartime(std::span<const std::array<std::uint8_t, 32>> encodings,
                         std::span<AffinePoint> points, std::span<std::uint8_t> valid);

// sums[c] += rows[r * sums.size() + c] for every row r: the running totals of many ballots.
void add_rows_vartime(std::span<Point> sums, std::span<const AffinePoint> rows);

}  // namespace tabella::crypto::vartime
