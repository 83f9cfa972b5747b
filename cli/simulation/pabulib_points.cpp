#include "cli/simulation/pabulib_points.h"

#include <algorithm>

#include "cli/files/separated_rows.h"

namespace tabella::cli {
namespace {

// The first place gives `first` points, the next one less.
std::vector<std::int64_t> falling(std::size_t first, std::size_t count) {
  std::vector<std::int64_t> points;
  for (std::size_t i = 0; i < count; ++i) points.push_back(static_cast<std::int64_t>(first - i));
  return points;
}

Result<std::size_t> longest_ballot(const PabulibFile& file) {
  const auto stated = file.meta_decimal("max_length");
  if (!stated) return stated.error();
  std::size_t longest = 1;
  if (*stated) {
    const auto length = (*stated)->scaled(0);
    if (length && *length > 0) longest = static_cast<std::size_t>(*length);
  }
  longest = std::min(longest, file.projects.size());
  for (const PabulibVote& vote : file.votes) longest = std::max(longest, vote.projects.size());
  return longest;
}

bool explains_scores(const BallotPoints& points, const PabulibFile& file) {
  const std::vector<std::int64_t> totals = points.totals(file);
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const auto& stated = file.projects[i].score;
    if (!stated || stated->scaled(points.places) != totals[i]) return false;
  }
  return true;
}

Result<BallotPoints> points_by_rank(const PabulibFile& file) {
  const auto longest = longest_ballot(file);
  if (!longest) return longest.error();
  BallotPoints by_place, from_end;
  for (const PabulibVote& vote : file.votes) {
    by_place.points.push_back(falling(*longest, vote.projects.size()));
    from_end.points.push_back(falling(vote.projects.size(), vote.projects.size()));
  }
  return explains_scores(from_end, file) ? from_end : by_place;
}

}  // namespace

std::optional<std::vector<std::int64_t>> BallotPoints::by_place() const {
  std::vector<std::int64_t> ladder;
  for (const auto& ballot : points) {
    for (std::size_t i = 0; i < ballot.size(); ++i) {
      if (i == ladder.size()) ladder.push_back(ballot[i]);
      if (ladder[i] != ballot[i] || ballot[i] <= 0) return std::nullopt;
    }
  }
  if (ladder.empty()) return std::nullopt;
  return ladder;
}

std::vector<std::int64_t> BallotPoints::totals(const PabulibFile& file) const {
  std::vector<std::int64_t> totals(file.projects.size(), 0);
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = 0; j < points[i].size(); ++j) {
      totals[file.votes[i].projects[j]] += points[i][j];
    }
  }
  return totals;
}

Result<BallotPoints> points_of(const PabulibFile& file) {
  const bool stated = std::any_of(file.votes.begin(), file.votes.end(),
                                  [](const PabulibVote& vote) { return !vote.points.empty(); });
  if (file.vote_type == VoteType::ordinal && !stated) return points_by_rank(file);

  BallotPoints result;
  for (const PabulibVote& vote : file.votes) {
    for (const Decimal& points : vote.points) {
      result.places = std::max(result.places, points.places);
    }
  }
  for (const PabulibVote& vote : file.votes) {
    if (vote.points.size() != vote.projects.size()) {
      return Error{"pabulib.points", line_text(vote.line),
                   "this ballot has no points, others of the file have"};
    }
    std::vector<std::int64_t>& ballot = result.points.emplace_back();
    for (const Decimal& points : vote.points) {
      const auto units = points.scaled(result.places);
      if (!units || std::abs(*units) > INT32_MAX) {
        return Error{"pabulib.points", line_text(vote.line), "more points than can be counted"};
      }
      if (*units < 0 && file.vote_type != VoteType::scoring) {
        return Error{"pabulib.points", line_text(vote.line), "negative points"};
      }
      ballot.push_back(*units);
    }
  }
  return result;
}

}  // namespace tabella::cli
