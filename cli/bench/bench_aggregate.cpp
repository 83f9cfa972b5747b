#include <algorithm>

#include "cli/bench/bench.h"
#include "cli/bench/bench_election.h"
#include "cli/bench/stopwatch.h"
#include "crypto/parallel.h"
#include "crypto/vartime/backend.h"
#include "crypto/vartime/point.h"
#include "tally/aggregate.h"

namespace tabella::cli {
namespace {

using crypto::Element;
using crypto::vartime::AffinePoint;

// Ballots that are added in one call.
constexpr std::uint64_t kPiece = 1024;
constexpr int kReferenceAdditions = 20'000;

Element random_element() { return crypto::mul_base(crypto::SecretScalar::random()).publish(); }

double libsodium_addition_seconds() {
  Element sum = random_element();
  const Element other = random_element();
  const Elapsed time = median_time(3, [&] {
    for (int i = 0; i < kReferenceAdditions; ++i) sum = sum + other;
  });
  return time.cpu_seconds / kReferenceAdditions;
}

}  // namespace

Result<BenchReport> bench_aggregate(const BenchOptions& options) {
  auto made = BenchElection::make(options);
  if (!made) return made.error();
  const BenchElection& election = **made;
  const std::size_t counters = election.style().counters.size();
  const std::size_t width = 2 * counters;

  // What a ballot says makes no difference to its addition, so random elements take its place.
  const std::uint64_t distinct = std::max(kPiece, options.distinct / kPiece * kPiece);
  std::vector<AffinePoint> elements;
  elements.reserve(distinct * width);
  for (std::uint64_t i = 0; i < distinct * width; ++i) {
    elements.push_back(AffinePoint::from_element(random_element()));
  }

  std::uint64_t added = 0;
  const Elapsed time = median_time(3, [&] {
    std::vector<tally::Aggregate> parts(options.threads, tally::Aggregate(counters));
    in_parallel(
        (options.ballots + kPiece - 1) / kPiece, options.threads,
        [&](std::size_t piece, unsigned thread) {
          const std::uint64_t count = std::min(kPiece, options.ballots - piece * kPiece);
          const std::uint64_t first = piece * kPiece % distinct;
          parts[thread].add_vartime(std::span(elements).subspan(first * width, count * width));
        });
    tally::Aggregate sum(counters);
    for (const tally::Aggregate& part : parts) sum.merge_vartime(part);
    (void)sum.ciphertexts_vartime();
    added = sum.ballots();
  });
  const double additions = static_cast<double>(added) * static_cast<double>(width);
  const double ours_ns = 1e9 * time.cpu_seconds / additions;
  const double libsodium_ns = 1e9 * libsodium_addition_seconds();

  BenchReport report{"aggregate", election.shape()};
  report.figures.insert(
      report.figures.end(),
      {{"ballots", added, "added, as decoded elements"},
       {"distinct_ballots", distinct, "that the others repeat"},
       {"threads", std::uint64_t{options.threads}, ""},
       {"backend", std::string(crypto::vartime::backend().name), "vector units in use"},
       {"seconds", time.wall_seconds, "wall time, middle of 3 runs"},
       {"ns_per_addition", ours_ns, "processor time"},
       {"reference_ns_per_addition", libsodium_ns, "libsodium, from and to 32 bytes"},
       {"ratio", libsodium_ns / ours_ns, "times less than the reference"}});
  return report;
}

}  // namespace tabella::cli
