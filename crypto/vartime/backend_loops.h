// The loops of a Backend, written once over the lanes of lanes.h. Each backend's source file
// instantiates them with a field model in its own unnamed namespace, so that code compiled for one
// processor never gets linked into the path of another.
#pragma once

#include <algorithm>

#include "crypto/vartime/backend.h"
#include "crypto/vartime/lanes.h"

namespace tabella::crypto::vartime {

// A bucket: a point, padded to three cache lines.
struct alignas(64) Bucket {
  FieldElement coordinates[4];
  std::uint64_t padding[4];
};

// A Backend's functions over the lanes of F.
template <class F>
struct BackendLoops {
  static constexpr std::size_t kLanes = F::kLanes;
  using Rows = std::array<FieldElement*, kLanes>;
  using ConstRows = std::array<const FieldElement*, kLanes>;

  static void decode_batch(std::span<const std::array<std::uint8_t, 32>> encodings,
                           AffinePoint* points, std::uint8_t* valid) {
    for (std::size_t begin = 0; begin < encodings.size(); begin += kLanes) {
      const std::size_t count = std::min(kLanes, encodings.size() - begin);
      // The last lanes of an incomplete block decode zero, which costs nothing.
      std::array<FieldElement, kLanes> s{};
      ConstRows s_rows;
      std::array<AffinePoint, kLanes> out;
      Rows out_rows;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        if (lane < count) s[lane] = FieldElement::reduce_bytes(encodings[begin + lane]);
        s_rows[lane] = &s[lane];
        out_rows[lane] = &out[lane].y_plus_x;
      }
      const auto decoded = decode<F>(F::template load<1>(s_rows)[0]);
      F::template store<3>(out_rows,
                           {decoded.point.y_plus_x, decoded.point.y_minus_x, decoded.point.xy2d});
      const auto good = F::lanes(decoded.valid);
      for (std::size_t lane = 0; lane < count; ++lane) {
        const bool ok = good[lane] && encodes_non_negative(encodings[begin + lane]);
        points[begin + lane] = ok ? out[lane] : AffinePoint();
        valid[begin + lane] = ok ? 1 : 0;
      }
    }
  }

  static PointLanes<F> load_points(const ConstRows& rows) {
    const auto c = F::template load<4>(rows);
    return {c[0], c[1], c[2], c[3]};
  }
  static void store_points(const Rows& rows, const PointLanes<F>& p) {
    F::template store<4>(rows, {p.x, p.y, p.z, p.t});
  }
  static AffineLanes<F> load_affine(const ConstRows& rows) {
    const auto c = F::template load<3>(rows);
    return {c[0], c[1], c[2]};
  }

  static void add_rows(std::span<Point> sums, std::span<const AffinePoint> rows) {
    const AffinePoint none;
    Point spare;
    for (std::size_t begin = 0; begin < sums.size(); begin += kLanes) {
      const std::size_t count = std::min(kLanes, sums.size() - begin);
      Rows out;
      ConstRows in;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        out[lane] = lane < count ? &sums[begin + lane].x : &spare.x;
        in[lane] = out[lane];
      }
      PointLanes<F> sum = load_points(in);
      for (std::size_t row = begin; row < rows.size(); row += sums.size()) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          in[lane] = lane < count ? &rows[row + lane].y_plus_x : &none.y_plus_x;
        }
        sum = add_affine<F>(sum, load_affine(in));
      }
      store_points(out, sum);
    }
  }

  // Each lane is one window with its own buckets: additions of one point to all windows of a group
  // never meet in a bucket.
  static void bucket_sums(const BucketDigits& digits, std::size_t group,
                          std::span<const AffinePoint> points, std::span<Point> sums) {
    const std::size_t bucket_count = (std::size_t{1} << (digits.width - 1)) + 1;
    const PointLanes<F> zero = identity<F>();
    std::vector<Bucket> buckets(bucket_count * kLanes);
    const auto rows_of = [&](std::size_t b) {
      Rows rows;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        rows[lane] = buckets[lane * bucket_count + b].coordinates;
      }
      return rows;
    };
    for (std::size_t b = 0; b < bucket_count; ++b) store_points(rows_of(b), zero);
    scatter(digits, group, points, buckets, bucket_count);

    // sum_b b bucket_b as a sum of running sums, from the largest b down.
    PointLanes<F> running = zero;
    PointLanes<F> sum = zero;
    for (std::size_t b = bucket_count - 1; b > 0; --b) {
      running = add<F>(running, load_points(as_const(rows_of(b))));
      sum = add<F>(sum, running);
    }
    Rows out;
    for (std::size_t lane = 0; lane < kLanes; ++lane) out[lane] = &sums[lane].x;
    store_points(out, sum);
  }

 private:
  static ConstRows as_const(const Rows& rows) {
    ConstRows out;
    std::copy(rows.begin(), rows.end(), out.begin());
    return out;
  }

  static void scatter(const BucketDigits& digits, std::size_t group,
                      std::span<const AffinePoint> points, std::vector<Bucket>& buckets,
                      std::size_t bucket_count) {
    constexpr std::size_t kAhead = 4;
    const std::vector<std::int16_t>& digit = digits.groups[group];
    const std::vector<std::uint32_t>& members = digits.members[group];
    const auto bucket_of = [&](std::size_t i, std::size_t lane) -> FieldElement* {
      const int d = digit[i * kLanes + lane];
      return buckets[lane * bucket_count + static_cast<std::size_t>(d < 0 ? -d : d)].coordinates;
    };
    for (std::size_t m = 0; m < members.size(); ++m) {
      if (m + kAhead < members.size()) {
        const std::size_t next = members[m + kAhead];
        __builtin_prefetch(&points[next]);
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          const auto* bucket = reinterpret_cast<const std::uint8_t*>(bucket_of(next, lane));
          __builtin_prefetch(bucket, 1);
          __builtin_prefetch(bucket + 64, 1);
          __builtin_prefetch(bucket + 128, 1);
        }
      }
      const std::size_t i = members[m];
      Rows rows;
      std::array<bool, kLanes> negative;
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        rows[lane] = bucket_of(i, lane);
        negative[lane] = digit[i * kLanes + lane] < 0;
      }
      const AffinePoint& p = points[i];
      const AffineLanes<F> q =
          negate_if<F>(F::mask(negative),
                       {F::broadcast(p.y_plus_x), F::broadcast(p.y_minus_x), F::broadcast(p.xy2d)});
      // Bucket 0 takes the zero digits and is never read.
      store_points(rows, add_affine<F>(load_points(as_const(rows)), q));
    }
  }
};

template <class F>
Backend make_backend(const char* name) {
  return {name, F::kLanes, &BackendLoops<F>::decode_batch, &BackendLoops<F>::add_rows,
          &BackendLoops<F>::bucket_sums};
}

}  // namespace tabella::crypto::vartime
