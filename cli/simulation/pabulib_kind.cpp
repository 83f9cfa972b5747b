#include "cli/simulation/pabulib_kind.h"

#include <algorithm>
#include <numeric>

#include "cli/files/separated_rows.h"

namespace tabella::cli {
namespace {

Error bad_limit(const PabulibFile& file, std::string_view key, std::string reason) {
  return {"pabulib." + std::string(key), line_text(file.find_meta(key)->line), std::move(reason)};
}

// A whole number of META that is not negative, in units of 10^-places.
Result<std::optional<std::uint64_t>> limit(const PabulibFile& file, std::string_view key,
                                           unsigned places = 0) {
  const auto stated = file.meta_decimal(key);
  if (!stated) return stated.error();
  if (!*stated) return std::optional<std::uint64_t>();
  const auto units = (*stated)->scaled(places);
  if (!units || *units < 0) {
    return bad_limit(file, key, file.meta_text(key) + " is not a possible " + std::string(key));
  }
  return std::optional(static_cast<std::uint64_t>(*units));
}

// A measure of each ballot: its length, its cost, its points.
struct Range {
  std::uint64_t least = UINT64_MAX;
  std::uint64_t most = 0;
  std::size_t above = 0;  // ballots beyond a limit, and the line of the first
  std::size_t below = 0;
  std::size_t first_line = 0;
};

template <class Measure>
Range range_of(const PabulibFile& file, std::uint64_t minimum, std::uint64_t maximum,
               Measure measure) {
  Range range;
  for (std::size_t i = 0; i < file.votes.size(); ++i) {
    const std::uint64_t value = measure(i);
    range.least = std::min(range.least, value);
    range.most = std::max(range.most, value);
    range.above += value > maximum;
    range.below += value < minimum;
    if (range.first_line == 0 && (value > maximum || value < minimum)) {
      range.first_line = file.votes[i].line;
    }
  }
  if (file.votes.empty()) range.least = minimum;
  return range;
}

std::string widened(const std::string& key, std::uint64_t stated, std::size_t ballots,
                    std::size_t line, std::uint64_t used) {
  return std::to_string(ballots) + (ballots == 1 ? " ballot breaks " : " ballots break ") + key +
         " " + std::to_string(stated) + " (first: " + line_text(line) +
         "); they are part of the official count, so " + std::to_string(used) + " is allowed";
}

struct Lengths {
  std::uint32_t minimum = 0;
  std::uint32_t maximum = 1;
};

// min_length and max_length, widened to what the ballots have. `default_maximum` where META has no
// max_length.
Result<Lengths> fit_lengths(const PabulibFile& file, std::uint64_t default_maximum,
                            std::vector<std::string>& notes) {
  const std::uint64_t n = file.projects.size();
  const auto least = limit(file, "min_length");
  if (!least) return least.error();
  const auto most = limit(file, "max_length");
  if (!most) return most.error();
  const std::uint64_t maximum = std::min(most->value_or(default_maximum), n);
  const std::uint64_t minimum = std::min(least->value_or(1), maximum);
  const Range range = range_of(file, minimum, maximum,
                               [&](std::size_t i) { return file.votes[i].projects.size(); });
  const Lengths lengths{
      static_cast<std::uint32_t>(std::min(minimum, range.least)),
      static_cast<std::uint32_t>(std::max({maximum, range.most, std::uint64_t{1}}))};
  if (range.above > 0) {
    notes.push_back(widened("max_length", maximum, range.above, range.first_line, lengths.maximum));
  }
  if (range.below > 0) {
    notes.push_back(widened("min_length", minimum, range.below, range.first_line, lengths.minimum));
  }
  return lengths;
}

// Ballots limited by what their projects cost together. Nothing if the file has no such limit, or
// if a kind of its own cannot say it.
Result<std::optional<ballot::Budget>> fit_cost_limit(const PabulibFile& file,
                                                     const std::vector<std::uint64_t>& costs,
                                                     unsigned money_places,
                                                     std::vector<std::string>& notes) {
  const auto most = limit(file, "max_sum_cost", money_places);
  if (!most) return most.error();
  if (!*most || file.find_meta("max_length") != nullptr) return std::optional<ballot::Budget>();
  const Range range = range_of(file, 0, **most, [&](std::size_t i) {
    const auto& chosen = file.votes[i].projects;
    return std::accumulate(chosen.begin(), chosen.end(), std::uint64_t{0},
                           [&](std::uint64_t sum, std::uint32_t p) { return sum + costs[p]; });
  });
  const bool payable = std::all_of(costs.begin(), costs.end(),
                                   [&](std::uint64_t cost) { return cost > 0 && cost <= **most; });
  if (range.above > 0) {
    notes.push_back(std::to_string(range.above) +
                    " ballots break max_sum_cost (first: " + line_text(range.first_line) +
                    "); they are part of the official count, so the limit is left out");
  } else if (!payable) {
    notes.push_back("max_sum_cost is left out: a project costs nothing, or more than it");
  }
  if (range.above > 0 || !payable) return std::optional<ballot::Budget>();
  return std::optional(ballot::Budget{.envelope = **most});
}

Result<FittedKind> fit_set(const PabulibFile& file, const std::vector<std::uint64_t>& costs,
                           unsigned money_places) {
  FittedKind fitted;
  const auto budget = fit_cost_limit(file, costs, money_places, fitted.notes);
  if (!budget) return budget.error();
  if (*budget) {
    fitted.kind = **budget;
    return fitted;
  }
  const bool one = file.vote_type == VoteType::choose_one;
  if (one) {
    for (const PabulibVote& vote : file.votes) {
      if (vote.projects.size() > 1) {
        return Error{"pabulib.vote", line_text(vote.line),
                     std::to_string(vote.projects.size()) + " projects in a choose-1 ballot"};
      }
    }
  }
  const auto lengths = fit_lengths(file, one ? 1 : file.projects.size(), fitted.notes);
  if (!lengths) return lengths.error();
  fitted.kind = ballot::Choose{.minimum = lengths->minimum,
                               .maximum = lengths->maximum,
                               .blank = ballot::Blank::not_offered};
  return fitted;
}

std::uint64_t sum_of(const std::vector<std::int64_t>& points) {
  return static_cast<std::uint64_t>(std::accumulate(points.begin(), points.end(), std::int64_t{0}));
}

std::uint64_t largest_of(const std::vector<std::int64_t>& points) {
  return points.empty()
             ? 0
             : static_cast<std::uint64_t>(*std::max_element(points.begin(), points.end()));
}

// Points spread over projects. Without max_sum_points or max_points, the most that a ballot gives.
Result<FittedKind> fit_spread(const PabulibFile& file, const BallotPoints& points,
                              std::vector<std::string> notes) {
  const auto least = limit(file, "min_sum_points", points.places);
  const auto most = limit(file, "max_sum_points", points.places);
  const auto each = limit(file, "max_points", points.places);
  for (const auto* read : {&least, &most, &each}) {
    if (!*read) return read->error();
  }
  const std::uint64_t minimum = least->value_or(0);
  const Range sums = range_of(file, minimum, most->value_or(UINT64_MAX),
                              [&](std::size_t i) { return sum_of(points.points[i]); });
  const std::uint64_t all = std::max({most->value_or(0), sums.most, std::uint64_t{1}});
  const Range tops = range_of(file, 0, each->value_or(UINT64_MAX),
                              [&](std::size_t i) { return largest_of(points.points[i]); });
  const std::uint64_t top =
      std::min(all, std::max({each->value_or(most->value_or(0)), tops.most, std::uint64_t{1}}));
  if (all > UINT32_MAX) {
    return bad_limit(file, "max_sum_points", "more points than can be counted");
  }
  if (sums.above > 0) {
    notes.push_back(widened("max_sum_points", **most, sums.above, sums.first_line, all));
  }
  if (tops.above > 0) {
    notes.push_back(widened("max_points", **each, tops.above, tops.first_line, top));
  }
  const bool exactly = minimum == all && sums.least == all;
  FittedKind fitted;
  fitted.kind =
      ballot::Cumulative{.points = static_cast<std::uint32_t>(all),
                         .limit = exactly ? ballot::Limit::exactly : ballot::Limit::at_most,
                         .option_maximum = static_cast<std::uint32_t>(top)};
  fitted.notes = std::move(notes);
  return fitted;
}

Result<FittedKind> fit_places(const PabulibFile& file, const BallotPoints& points) {
  auto places = points.by_place();
  if (!places) {
    return fit_spread(file, points,
                      {"equal places do not give equal points in this file, so its ballots are "
                       "sealed as points spread over projects"});
  }
  FittedKind fitted;
  const auto lengths = fit_lengths(file, places->size(), fitted.notes);
  if (!lengths) return lengths.error();
  ballot::Places kind;
  for (const std::int64_t place : *places) kind.points.push_back(static_cast<std::uint32_t>(place));
  kind.minimum = std::min(lengths->minimum, static_cast<std::uint32_t>(places->size()));
  fitted.kind = std::move(kind);
  return fitted;
}

Result<FittedKind> fit_scores(const PabulibFile& file, const BallotPoints& points) {
  const auto by_default = file.meta_decimal("default_score");
  if (!by_default) return by_default.error();
  FittedKind fitted;
  if (*by_default) {
    const auto units = (*by_default)->scaled(points.places);
    if (!units) return bad_limit(file, "default_score", "finer than the points of the ballots");
    fitted.default_score = *units;
  }
  std::int64_t highest = fitted.default_score;
  fitted.lowest_score = fitted.default_score;
  for (const auto& ballot : points.points) {
    for (const std::int64_t score : ballot) {
      highest = std::max(highest, score);
      fitted.lowest_score = std::min(fitted.lowest_score, score);
    }
  }
  const std::int64_t width = std::max(highest - fitted.lowest_score, std::int64_t{1});
  if (width > INT32_MAX) return Error{"pabulib.points", "VOTES", "more points than can be counted"};
  fitted.kind = ballot::Score{.maximum = static_cast<std::uint32_t>(width)};
  return fitted;
}

}  // namespace

Result<FittedKind> fit_kind(const PabulibFile& file, const std::vector<std::uint64_t>& costs,
                            unsigned money_places, const BallotPoints& points) {
  switch (file.vote_type) {
    case VoteType::approval:
    case VoteType::choose_one:
      return fit_set(file, costs, money_places);
    case VoteType::cumulative:
      return fit_spread(file, points, {});
    case VoteType::ordinal:
      return fit_places(file, points);
    case VoteType::scoring:
      return fit_scores(file, points);
  }
  return fit_set(file, costs, money_places);
}

}  // namespace tabella::cli
