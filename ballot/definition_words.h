// The words of the definition's JSON for its enumerations, in the order of the enumerators.
#pragma once

#include <string>
#include <vector>

namespace tabella::ballot {

using Words = std::vector<std::string>;

inline const Words kBlankWords = {"not_offered", "counted"};
inline const Words kLimitWords = {"exactly", "at_most"};
inline const Words kTiesWords = {"refused", "allowed"};
inline const Words kReportWords = {"joint", "margins"};
inline const Words kTieRuleWords = {"order", "lot"};
inline const Words kMajorityOfWords = {"votes", "ballots", "roll"};
inline const Words kRevotingWords = {"refused", "last_counts"};
inline const Words kMethodWords = {"none",
                                   "plurality",
                                   "approval",
                                   "score",
                                   "majority_judgment",
                                   "borda",
                                   "condorcet_schulze",
                                   "condorcet_ranked_pairs",
                                   "quadratic",
                                   "greedy_budget"};
// In the order of the alternatives of Kind.
inline const Words kKindWords = {"choose", "score",   "cumulative", "grades", "quadratic",
                                 "budget", "ranking", "places",     "table"};

template <class Enum>
[[nodiscard]] const std::string& word(const Words& words, Enum value) {
  return words[static_cast<std::size_t>(value)];
}

}  // namespace tabella::ballot
