// Methods over pairwise totals: Borda, Condorcet with Schulze's beat paths, and with Tideman's
// ranked pairs. docs/protocol.md, "Counting".
#pragma once

#include <cstdint>
#include <vector>

#include "tally/counting/standing.h"

namespace tabella::tally {

// pairs[i][j] ballots rank option i above option j.
using PairwiseTotals = std::vector<std::vector<std::uint64_t>>;

// Points in halves: two for each option that a ballot ranks below this one, one for each that it
// ranks equal. `votes` ballots ranked all options.
[[nodiscard]] Standing borda(const PairwiseTotals& pairs, std::uint64_t votes,
                             std::vector<std::uint32_t> tie_order);

// A path is as strong as its weakest victory, a victory as strong as the ballots for it (winning
// votes). Option i is above j if its strongest path to j is stronger than j's to it.
[[nodiscard]] Standing condorcet_schulze(const PairwiseTotals& pairs,
                                         std::vector<std::uint32_t> tie_order);

// Victories are locked from the strongest (most ballots for it, then fewest against it, then the
// tie order of the winner, then the reverse tie order of the loser), but for those that close a
// circle.
[[nodiscard]] Standing condorcet_ranked_pairs(const PairwiseTotals& pairs,
                                              std::vector<std::uint32_t> tie_order);

}  // namespace tabella::tally
