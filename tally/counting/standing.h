// What a counting method makes of totals: the options from the best to the worst.
// docs/protocol.md, "Counting".
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "crypto/expects.h"

namespace tabella::tally {

// Options that the method leaves equal, in the order of the tie rule.
using Tier = std::vector<std::uint32_t>;

// How the options are ranked by one method, with what they are judged by.
struct Standing {
  // From the best; every option is in one.
  std::vector<Tier> tiers;
  // What each option is judged by, by its index; the unit is the method's: votes (plurality,
  // approval), points (score, greedy budget), half points (Borda), votes for minus votes against
  // (quadratic), the index of the median grade (majority judgment), options beaten one to one
  // (Condorcet).
  std::vector<std::int64_t> figures;
  // Options of different tiers that the tie rule has put in this order: where equal victories
  // exclude each other it says which of them count (condorcet_ranked_pairs).
  std::vector<Tier> separated_by_tie_rule = {};

  // All options in one order.
  [[nodiscard]] std::vector<std::uint32_t> order() const {
    std::vector<std::uint32_t> all;
    for (const Tier& tier : tiers) all.insert(all.end(), tier.begin(), tier.end());
    return all;
  }
  friend bool operator==(const Standing&, const Standing&) = default;
};

// The tiers of a strict weak order: better(a, b) says that a is above b.
template <class Better>
[[nodiscard]] std::vector<Tier> tiers_by(std::vector<std::uint32_t> tie_order, Better better) {
  std::stable_sort(tie_order.begin(), tie_order.end(), better);
  std::vector<Tier> tiers;
  for (const std::uint32_t option : tie_order) {
    if (tiers.empty() || better(tiers.back().back(), option)) tiers.emplace_back();
    tiers.back().push_back(option);
  }
  return tiers;
}

// The tiers of a relation without cycles: first the options that none beats, then those that none
// of the rest beats, and so on.
template <class Beats>
[[nodiscard]] std::vector<Tier> tiers_unbeaten(std::vector<std::uint32_t> tie_order, Beats beats) {
  std::vector<Tier> tiers;
  while (!tie_order.empty()) {
    const auto unbeaten = [&](std::uint32_t option) {
      return std::ranges::none_of(tie_order,
                                  [&](std::uint32_t other) { return beats(other, option); });
    };
    Tier tier;
    Tier rest;
    for (const std::uint32_t option : tie_order) (unbeaten(option) ? tier : rest).push_back(option);
    EXPECTS(!tier.empty());
    tiers.push_back(std::move(tier));
    tie_order = std::move(rest);
  }
  return tiers;
}

// Falling figures.
[[nodiscard]] inline Standing stand_by_figures(std::vector<std::int64_t> figures,
                                               std::vector<std::uint32_t> tie_order) {
  auto tiers = tiers_by(std::move(tie_order),
                        [&](std::uint32_t a, std::uint32_t b) { return figures[a] > figures[b]; });
  return {.tiers = std::move(tiers), .figures = std::move(figures)};
}

}  // namespace tabella::tally
