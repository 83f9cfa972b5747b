// The words of the definition's JSON for its enumerations, in the order of the enumerators.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace tabella::ballot {

using Words = std::span<const std::string_view>;

inline constexpr auto kBlankWords = std::to_array<std::string_view>({"not_offered", "counted"});
inline constexpr auto kLimitWords = std::to_array<std::string_view>({"exactly", "at_most"});
inline constexpr auto kTiesWords = std::to_array<std::string_view>({"refused", "allowed"});
inline constexpr auto kTableReportWords = std::to_array<std::string_view>({"joint", "margins"});
inline constexpr auto kQuestionReportWords =
    std::to_array<std::string_view>({"together", "by_style"});
inline constexpr auto kTieRuleWords = std::to_array<std::string_view>({"order", "lot"});
inline constexpr auto kMajorityOfWords =
    std::to_array<std::string_view>({"votes", "ballots", "roll"});
inline constexpr auto kRevotingWords = std::to_array<std::string_view>({"refused", "last_counts"});
inline constexpr auto kMethodWords = std::to_array<std::string_view>(
    {"none", "plurality", "approval", "score", "majority_judgment", "borda", "condorcet_schulze",
     "condorcet_ranked_pairs", "quadratic", "greedy_budget"});
// In the order of the alternatives of Kind.
inline constexpr auto kKindWords =
    std::to_array<std::string_view>({"choose", "score", "cumulative", "grades", "quadratic",
                                     "budget", "ranking", "places", "table"});

template <class Enum>
[[nodiscard]] constexpr std::string_view word(Words words, Enum value) {
  return words[static_cast<std::size_t>(value)];
}

}  // namespace tabella::ballot
