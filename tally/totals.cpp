#include "tally/totals.h"

#include <algorithm>
#include <string>

#include "crypto/expects.h"

namespace tabella::tally {

namespace {

// The largest value of each counter, of ballots of this weight in all.
std::vector<std::uint64_t> largest_values(const ballot::CompiledStyle& style,
                                          std::uint64_t weight_sum) {
  EXPECTS(weight_sum <= style.max_weight_sum);
  std::vector<std::uint64_t> largest(style.style.counters.size(), 0);
  for (const ballot::Total& total : style.totals) {
    largest[total.counter] += weight_sum * total.max_value << total.shift;
  }
  return largest;
}

}  // namespace

std::uint64_t counter_bound(const ballot::CompiledStyle& style, std::uint64_t weight_sum) {
  const auto largest = largest_values(style, weight_sum);
  return (largest.empty() ? 0 : std::ranges::max(largest)) + 1;
}

std::uint64_t opening_steps(std::span<const ballot::CompiledStyle> styles) {
  std::uint64_t bound = 1;
  for (const ballot::CompiledStyle& style : styles) {
    bound = std::max(bound, counter_bound(style, style.max_weight_sum));
  }
  std::uint64_t steps = crypto::DiscreteLog::table_steps(bound);
  for (const ballot::CompiledStyle& style : styles) {
    for (const std::uint64_t largest : largest_values(style, style.max_weight_sum)) {
      steps += crypto::DiscreteLog::search_steps(bound, largest);
    }
  }
  return steps;
}

Result<std::vector<std::uint64_t>> open_totals(const ballot::CompiledStyle& style,
                                               std::span<const crypto::Element> opened,
                                               std::uint64_t weight_sum,
                                               const crypto::DiscreteLog& log) {
  EXPECTS(log.bound() >= counter_bound(style, weight_sum));
  std::vector<std::optional<std::uint64_t>> logarithms;
  logarithms.reserve(opened.size());
  for (const crypto::Element& counter : opened) logarithms.push_back(log.find_vartime(counter));
  return unpack_totals(style, logarithms, weight_sum);
}

Result<std::vector<std::uint64_t>> unpack_totals(
    const ballot::CompiledStyle& style, std::span<const std::optional<std::uint64_t>> logarithms,
    std::uint64_t weight_sum) {
  EXPECTS(logarithms.size() == style.style.counters.size());
  std::vector<std::uint64_t> counters;
  counters.reserve(logarithms.size());
  for (std::size_t c = 0; c < logarithms.size(); ++c) {
    if (!logarithms[c]) {
      return Error{"totals.logarithm", "counter " + std::to_string(c + 1),
                   "no number below the bound"};
    }
    counters.push_back(*logarithms[c]);
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
