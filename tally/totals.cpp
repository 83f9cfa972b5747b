#include "tally/totals.h"

#include <algorithm>
#include <string>

#include "crypto/expects.h"

namespace tabella::tally {

namespace {

// The largest value of each counter, of ballots of this weight in all.
std::vector<std::uint64_t> largest_values(const PoolLayout& pool, std::uint64_t weight_sum) {
  EXPECTS(weight_sum <= pool.max_weight_sum);
  std::vector<std::uint64_t> largest(pool.counter_count, 0);
  for (const ballot::Total& total : pool.totals) {
    largest[total.counter - pool.first_counter] += weight_sum * total.max_value << total.shift;
  }
  return largest;
}

// Where each question could be opened, of each style that reports it by itself.
std::vector<PoolLayout> largest_pools(const ballot::Definition& definition,
                                      std::span<const ballot::CompiledStyle> styles) {
  std::vector<PoolLayout> pools;
  std::vector<bool> is_known(definition.questions.size(), false);
  for (const ballot::CompiledStyle& style : styles) {
    for (const ballot::CompiledQuestion& part : style.questions) {
      const bool by_style = definition.questions[part.question].report == ballot::Report::by_style;
      if (is_known[part.question] && !by_style) continue;
      is_known[part.question] = true;
      if (part.asked_bit) {
        pools.push_back(layout_of({part.question, PoolPart::asked, {}}, style));
      }
      pools.push_back(layout_of({part.question, PoolPart::totals, {}}, style));
    }
  }
  return pools;
}

}  // namespace

std::uint64_t counter_bound(const PoolLayout& pool, std::uint64_t weight_sum) {
  const auto largest = largest_values(pool, weight_sum);
  return (largest.empty() ? 0 : std::ranges::max(largest)) + 1;
}

std::uint64_t opening_steps(const ballot::Definition& definition,
                            std::span<const ballot::CompiledStyle> styles) {
  const auto pools = largest_pools(definition, styles);
  std::uint64_t bound = 1;
  for (const PoolLayout& pool : pools) {
    bound = std::max(bound, counter_bound(pool, pool.max_weight_sum));
  }
  std::uint64_t steps = crypto::DiscreteLog::table_steps(bound);
  for (const PoolLayout& pool : pools) {
    for (const std::uint64_t largest : largest_values(pool, pool.max_weight_sum)) {
      steps += crypto::DiscreteLog::search_steps(bound, largest);
    }
  }
  return steps;
}

Result<std::vector<std::uint64_t>> open_totals(const PoolLayout& pool,
                                               std::span<const crypto::Element> opened,
                                               std::uint64_t weight_sum,
                                               const crypto::DiscreteLog& log) {
  EXPECTS(log.bound() >= counter_bound(pool, weight_sum));
  std::vector<std::optional<std::uint64_t>> logarithms;
  logarithms.reserve(opened.size());
  for (const crypto::Element& counter : opened) logarithms.push_back(log.find_vartime(counter));
  return unpack_totals(pool, logarithms, weight_sum);
}

Result<std::vector<std::uint64_t>> unpack_totals(
    const PoolLayout& pool, std::span<const std::optional<std::uint64_t>> logarithms,
    std::uint64_t weight_sum) {
  EXPECTS(logarithms.size() == pool.counter_count);
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
  totals.reserve(pool.totals.size());
  for (std::size_t t = 0; t < pool.totals.size(); ++t) {
    const ballot::Total& total = pool.totals[t];
    std::uint64_t& counter = counters[total.counter - pool.first_counter];
    const std::uint64_t value = ballot::unpack(total, counter);
    if (value > weight_sum * total.max_value) {
      return Error{"totals.maximum", "total " + std::to_string(t + 1),
                   std::to_string(value) + " from ballots of weight " + std::to_string(weight_sum)};
    }
    totals.push_back(value);
    counter -= value << total.shift;
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
