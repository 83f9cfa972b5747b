// Elections of published examples: how many voters rank the options in which order.
#pragma once

#include <string>
#include <vector>

#include "tally/counting/pairwise.h"

namespace tabella::tally::test {

// "ACBED" ranks A first. Options are letters from A.
struct RankedVotes {
  std::uint64_t voters;
  std::string order;
};

inline PairwiseTotals pairwise(std::size_t options, const std::vector<RankedVotes>& ballots) {
  PairwiseTotals pairs(options, std::vector<std::uint64_t>(options, 0));
  for (const RankedVotes& ballot : ballots) {
    for (std::size_t a = 0; a < ballot.order.size(); ++a) {
      for (std::size_t b = a + 1; b < ballot.order.size(); ++b) {
        pairs[static_cast<std::size_t>(ballot.order[a] - 'A')]
             [static_cast<std::size_t>(ballot.order[b] - 'A')] += ballot.voters;
      }
    }
  }
  return pairs;
}

// "E A C", with equals in brackets: "E (AC)".
inline std::string letters(const Standing& standing) {
  std::string text;
  for (const Tier& tier : standing.tiers) {
    if (!text.empty()) text += ' ';
    std::string tied;
    for (const std::uint32_t option : tier) tied += static_cast<char>('A' + option);
    text += tier.size() == 1 ? tied : "(" + tied + ")";
  }
  return text;
}

inline std::vector<std::uint32_t> in_order(std::uint32_t options) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < options; ++i) order.push_back(i);
  return order;
}

}  // namespace tabella::tally::test
