#include "tally/counting/greedy_budget.h"

namespace tabella::tally {

Funding fund_greedily(std::span<const std::uint32_t> order, std::span<const std::uint64_t> costs,
                      std::uint64_t envelope, TooExpensive too_expensive) {
  Funding funding;
  for (const std::uint32_t option : order) {
    if (costs[option] <= envelope - funding.spent) {
      funding.options.push_back(option);
      funding.spent += costs[option];
    } else if (too_expensive == TooExpensive::stop) {
      break;
    }
  }
  return funding;
}

}  // namespace tabella::tally
