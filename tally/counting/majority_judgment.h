// Majority judgment (Balinski and Laraki): the better median grade wins; equal medians are removed
// one by one from both until they differ. docs/protocol.md, "Counting".
#pragma once

#include <cstdint>
#include <vector>

#include "tally/counting/standing.h"

namespace tabella::tally {

// grades[option][g] ballots gave the option grade g, the best grade first; all rows have the same
// sum. The median of an even number is the worse of the two in the middle.
[[nodiscard]] Standing majority_judgment(const std::vector<std::vector<std::uint64_t>>& grades,
                                         std::vector<std::uint32_t> tie_order);

}  // namespace tabella::tally
