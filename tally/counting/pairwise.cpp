#include "tally/counting/pairwise.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace tabella::tally {

namespace {

using Relation = std::vector<std::vector<bool>>;

// How many options each option beats one to one.
std::vector<std::int64_t> victories(const PairwiseTotals& pairs) {
  std::vector<std::int64_t> won(pairs.size(), 0);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (std::size_t j = 0; j < pairs.size(); ++j) won[i] += pairs[i][j] > pairs[j][i] ? 1 : 0;
  }
  return won;
}

// Floyd and Warshall, with min along a path and max over paths.
PairwiseTotals strongest_paths(const PairwiseTotals& pairs) {
  const std::size_t n = pairs.size();
  PairwiseTotals paths(n, std::vector<std::uint64_t>(n, 0));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (pairs[i][j] > pairs[j][i]) paths[i][j] = pairs[i][j];
    }
  }
  for (std::size_t via = 0; via < n; ++via) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (i == j) continue;
        paths[i][j] = std::max(paths[i][j], std::min(paths[i][via], paths[via][j]));
      }
    }
  }
  return paths;
}

// More ballots rank the winner above the loser than the other way round.
struct Victory {
  std::uint32_t winner = 0;
  std::uint32_t loser = 0;
};

std::vector<Victory> ranked_victories(const PairwiseTotals& pairs,
                                      const std::vector<std::uint32_t>& tie_order) {
  std::vector<std::size_t> place(tie_order.size());
  for (std::size_t p = 0; p < tie_order.size(); ++p) place[tie_order[p]] = p;
  std::vector<Victory> ranked;
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    for (std::uint32_t j = 0; j < pairs.size(); ++j) {
      if (pairs[i][j] > pairs[j][i]) ranked.push_back({i, j});
    }
  }
  // The better of two victories has the smaller key.
  const auto key = [&](const Victory& v) {
    return std::tuple(~pairs[v.winner][v.loser], pairs[v.loser][v.winner], place[v.winner],
                      place.size() - place[v.loser]);
  };
  std::ranges::sort(ranked, {}, key);
  return ranked;
}

// Adds a victory to a transitive relation and keeps it transitive.
void lock(Relation& above, const Victory& victory) {
  const std::size_t n = above.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (i != victory.winner && !above[i][victory.winner]) continue;
    for (std::size_t j = 0; j < n; ++j) {
      if (j == victory.loser || above[victory.loser][j]) above[i][j] = true;
    }
  }
}

bool equally_strong(const PairwiseTotals& pairs, const Victory& a, const Victory& b) {
  return pairs[a.winner][a.loser] == pairs[b.winner][b.loser] &&
         pairs[a.loser][a.winner] == pairs[b.loser][b.winner];
}

// The options of the circle that this victory would close.
Tier circle_of(const Relation& above, const Victory& victory) {
  Tier circle = {victory.winner, victory.loser};
  for (std::uint32_t i = 0; i < above.size(); ++i) {
    if (above[victory.loser][i] && above[i][victory.winner]) circle.push_back(i);
  }
  return circle;
}

// Circles that share an option become one.
void join(std::vector<Tier>& joined, Tier circle) {
  std::erase_if(joined, [&](const Tier& other) {
    const bool shares = std::ranges::any_of(other, [&](std::uint32_t option) {
      return std::ranges::find(circle, option) != circle.end();
    });
    if (shares) circle.insert(circle.end(), other.begin(), other.end());
    return shares;
  });
  joined.push_back(std::move(circle));
}

}  // namespace

Standing borda(const PairwiseTotals& pairs, std::uint64_t votes,
               std::vector<std::uint32_t> tie_order) {
  std::vector<std::int64_t> half_points(pairs.size(), 0);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (std::size_t j = 0; j < pairs.size(); ++j) {
      // 2 above + equal = above + votes - below
      if (i != j) half_points[i] += static_cast<std::int64_t>(pairs[i][j] + votes - pairs[j][i]);
    }
  }
  return stand_by_figures(std::move(half_points), std::move(tie_order));
}

Standing condorcet_schulze(const PairwiseTotals& pairs, std::vector<std::uint32_t> tie_order) {
  const PairwiseTotals paths = strongest_paths(pairs);
  auto tiers = tiers_unbeaten(std::move(tie_order), [&](std::uint32_t i, std::uint32_t j) {
    return paths[i][j] > paths[j][i];
  });
  return {.tiers = std::move(tiers), .figures = victories(pairs)};
}

Standing condorcet_ranked_pairs(const PairwiseTotals& pairs, std::vector<std::uint32_t> tie_order) {
  Relation above(pairs.size(), std::vector<bool>(pairs.size(), false));
  Relation stronger = above;  // by the victories that are stronger than the one at hand
  std::vector<Tier> joined;
  const std::vector<Victory> ranked = ranked_victories(pairs, tie_order);
  for (std::size_t v = 0; v < ranked.size(); ++v) {
    const Victory& victory = ranked[v];
    if (v == 0 || !equally_strong(pairs, ranked[v - 1], victory)) stronger = above;
    if (!above[victory.loser][victory.winner]) {
      lock(above, victory);
    } else if (!stronger[victory.loser][victory.winner]) {
      join(joined, circle_of(above, victory));
    }
  }
  Standing standing{.tiers = tiers_unbeaten(std::move(tie_order),
                                            [&](std::uint32_t i, std::uint32_t j) {
                                              return static_cast<bool>(above[i][j]);
                                            }),
                    .figures = victories(pairs)};
  const std::vector<std::uint32_t> order = standing.order();
  for (const Tier& options : joined) {
    Tier in_order;
    std::ranges::copy_if(order, std::back_inserter(in_order), [&](std::uint32_t option) {
      return std::ranges::find(options, option) != options.end();
    });
    standing.separated_by_tie_rule.push_back(std::move(in_order));
  }
  return standing;
}

}  // namespace tabella::tally
