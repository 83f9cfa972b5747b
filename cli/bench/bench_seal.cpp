#include "cli/bench/bench.h"
#include "cli/bench/bench_election.h"
#include "cli/bench/stopwatch.h"

namespace tabella::cli {
namespace {

constexpr int kRuns = 5;

// The products of one ballot, and nothing else: alpha_i, T_alpha, the masked sum of T_beta and K
// with the base point; r_i Y, a_j H_j, a_j^2 H_j, four times H_0 and rho Y with other elements.
void multiply(const crypto::Style& style, const crypto::Element& key,
              const crypto::SecretScalar& scalar) {
  const std::size_t counters = style.counters.size();
  for (std::size_t i = 0; i < counters + 3; ++i) (void)crypto::mul_base(scalar).publish();
  for (std::size_t i = 0; i < counters + 2 * style.bits + 5; ++i) (void)(scalar * key).publish();
}

}  // namespace

Result<BenchReport> bench_seal(const BenchOptions& options) {
  auto made = BenchElection::make(options);
  if (!made) return made.error();
  const BenchElection& election = **made;
  const std::uint64_t count = options.ballots;

  const Elapsed sealing = median_time(kRuns, [&] {
    for (std::uint64_t i = 0; i < count; ++i) (void)election.seal(i);
  });
  const auto scalar = crypto::SecretScalar::random();
  const Elapsed products = median_time(kRuns, [&] {
    for (std::uint64_t i = 0; i < count; ++i) multiply(election.style(), election.key(), scalar);
  });

  const double seal_ms = 1e3 * sealing.cpu_seconds / static_cast<double>(count);
  const double products_ms = 1e3 * products.cpu_seconds / static_cast<double>(count);
  BenchReport report{"seal", election.shape()};
  report.figures.insert(
      report.figures.end(),
      {{"ballots", count, "sealed and cast, in each of 5 runs"},
       {"ms_per_ballot", seal_ms, "processor time of one thread, middle run"},
       {"reference_ms_per_ballot", products_ms, "its products with libsodium alone"},
       {"ratio", seal_ms / products_ms, "times the reference"}});
  return report;
}

}  // namespace tabella::cli
