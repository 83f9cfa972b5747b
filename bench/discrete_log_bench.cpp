// Discrete logarithms of opened counters, by the bits of the bound.
#include <benchmark/benchmark.h>

#include "crypto/discrete_log.h"

namespace {

using namespace tabella::crypto;

void build(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(DiscreteLog(std::uint64_t{1} << state.range(0)));
  }
}
BENCHMARK(build)->DenseRange(20, 44, 8)->Unit(benchmark::kMillisecond);

// A number beyond the bound: the longest search.
void miss(benchmark::State& state) {
  const std::uint64_t bound = std::uint64_t{1} << state.range(0);
  const DiscreteLog log(bound);
  const Element beyond = mul_base(SecretScalar::from_u64(bound)).publish();
  for (auto _ : state) {
    if (log.find_vartime(beyond)) state.SkipWithError("found a number beyond the bound");
  }
}
BENCHMARK(miss)->DenseRange(20, 44, 8)->Unit(benchmark::kMillisecond);

}  // namespace
