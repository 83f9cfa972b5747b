#include <algorithm>
#include <array>
#include <cmath>

#include "cli/bench/bench.h"
#include "cli/bench/stopwatch.h"
#include "cli/terminal/memory.h"
#include "cli/terminal/progress.h"
#include "crypto/discrete_log.h"
#include "crypto/ristretto255.h"

namespace tabella::cli {

Result<BenchReport> bench_log(const BenchOptions& options) {
  using crypto::Element;
  const std::uint64_t bound = std::uint64_t{1} << options.log_bits;
  // The ends, the middle, and a number that is not there at all: the longest search.
  const std::array<std::uint64_t, 4> numbers = {0, bound / 2, bound - 1, bound};

  Progress progress("search", "numbers", numbers.size());
  const Stopwatch building;
  const crypto::DiscreteLog log(bound);
  const Elapsed build = building.elapsed();
  double longest = 0;
  for (const std::uint64_t number : numbers) {
    const Element element = crypto::mul_base(crypto::SecretScalar::from_u64(number + 1)).publish() -
                            Element::generator();
    const Stopwatch searching;
    const auto found = log.find_vartime(element);
    longest = std::max(longest, searching.elapsed().cpu_seconds);
    if (found.has_value() != (number < bound) || (found && *found != number)) {
      return Error{"bench.log", "", "the logarithm of " + std::to_string(number) + " G is wrong"};
    }
    progress.advance();
  }
  progress.finish();

  constexpr int kAdditions = 20'000;
  Element sum = crypto::mul_base(crypto::SecretScalar::random()).publish();
  const Elapsed reference = median_time(3, [&] {
    for (int i = 0; i < kAdditions; ++i) sum = sum + Element::generator();
  });
  // Baby steps to sqrt(bound / 2), as many giant steps.
  const double steps = 2 * std::sqrt(static_cast<double>(bound) / 2);
  const double libsodium_seconds = steps * reference.cpu_seconds / kAdditions;
  const double ours = build.cpu_seconds + longest;
  return BenchReport{
      "log",
      {{"bits", std::uint64_t{options.log_bits}, "of the largest total"},
       {"build_seconds", build.cpu_seconds, "for the table, once for all counters"},
       {"longest_search_seconds", longest, "of 0, the middle, the largest and one beyond"},
       {"table_mib", static_cast<double>(log.table_bytes()) / (1 << 20), ""},
       {"peak_memory_mib", static_cast<double>(peak_memory_bytes()) / (1 << 20), "of the process"},
       {"reference_seconds", libsodium_seconds, "as many steps with libsodium's addition"},
       {"ratio", libsodium_seconds / ours, "times less than the reference"}}};
}

}  // namespace tabella::cli
