// The processor's vector units: the loops where nearly all time of a verification goes, compiled
// once for each kind of processor and chosen when the program starts.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/vartime/point.h"

namespace tabella::crypto::vartime {

// Signed digits of many scalars in radix 2^width, laid out for the bucket method: windows come in
// groups of `lanes`, and group g holds digit[g][i * lanes + lane] of scalar i.
struct BucketDigits {
  std::size_t width = 0;
  std::size_t lanes = 0;
  // |digit| <= 2^(width - 1).
  std::vector<std::vector<std::int16_t>> groups;
  // Scalars whose digits in the group are not all zero, ascending.
  std::vector<std::vector<std::uint32_t>> members;
};

// The loops as one kind of processor runs them. Constants of the program, read by every thread.
struct Backend {
  const char* name;
  std::size_t lanes;
  void (*decode)(std::span<const std::array<std::uint8_t, 32>> encodings, AffinePoint* points,
                 std::uint8_t* valid);
  void (*add_rows)(std::span<Point> sums, std::span<const AffinePoint> rows);
  // The sums sum_i digit[group][i][lane] points[i], one for each lane.
  void (*bucket_sums)(const BucketDigits& digits, std::size_t group,
                      std::span<const AffinePoint> points, std::span<Point> sums);
};

// All that this processor can run, the fastest first; never empty.
[[nodiscard]] std::span<const Backend* const> backends();
// The one in use: the fastest, or what use_backend set.
[[nodiscard]] const Backend& backend();
// For benchmarks and tests that compare backends; not while another thread computes.
void use_backend(const Backend& chosen);

[[nodiscard]] const Backend& portable_backend();
// For WebAssembly; elsewhere for tests.
[[nodiscard]] const Backend& simd128_backend();
#ifdef TABELLA_X86_BACKENDS
[[nodiscard]] const Backend& avx2_backend();
[[nodiscard]] const Backend& avx512_backend();
#endif

}  // namespace tabella::crypto::vartime
