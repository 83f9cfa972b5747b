#include "tally/totals.h"

#include <algorithm>
#include <string>

#include "crypto/expects.h"

namespace tabella::tally {

std::uint64_t counter_bound(const ballot::CompiledStyle& style, std::uint64_t weight_sum) {
  EXPECTS(weight_sum <= style.max_weight_sum);
  std::vector<std::uint64_t> largest(style.style.counters.size(), 0);
  for (const ballot::Total& total : style.totals) {
    largest[total.counter] += weight_sum * total.max_value << total.shift;
  }
  return (largest.empty() ? 0 : std::ranges::max(largest)) + 1;
}

Result<std::vector<std::uint64_t>> open_totals(const ballot::CompiledStyle& style,
                                               std::span<const crypto::Element> opened,
                                               std::uint64_t weight_sum,
                                               const crypto::DiscreteLog& log) {
  EXPECTS(opened.size() == style.style.counters.size());
  EXPECTS(log.bound() >= counter_bound(style, weight_sum));
  std::vector<std::uint64_t> counters;
  counters.reserve(opened.size());
  for (std::size_t c = 0; c < opened.size(); ++c) {
    const auto value = log.find_vartime(opened[c]);
    if (!value) {
      return Error{"totals.logarithm", "counter " + std::to_string(c + 1),
                   "no number below " + std::to_string(log.bound())};
    }
    counters.push_back(*value);
  }
  std::vector<std::uint64_t> totals;
  totals.reserve(style.totals.size());
  for (std::size_t t = 0; t < style.totals.size(); ++t) {
    const ballot::Total& total = style.totals[t];
    const std::uint64_t value = ballot::unpack(total, counters[total.counter]);
    if (value > weight_sum * total.max_value) {
      return Error{"totals.maximum", "total " + std::to_string(t + 1),
                   std::to_string(value) + " from ballots of weight " + std::to_string(weight_sum)};
    }
    totals.push_back(value);
    counters[total.counter] -= value << total.shift;
  }
  // Nothing is outside the slots.
  for (std::size_t c = 0; c < counters.size(); ++c) {
    if (counters[c] != 0) {
      return Error{"totals.maximum", "counter " + std::to_string(c + 1),
                   "holds more than its totals"};
    }
  }
  return totals;
}

}  // namespace tabella::tally
