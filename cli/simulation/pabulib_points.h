// The points that each ballot of a Pabulib file gives: the file's own, or those of its ranks.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cli/simulation/pabulib.h"
#include "crypto/result.h"

namespace tabella::cli {

struct BallotPoints {
  // Points are counted in units of 10^-places.
  unsigned places = 0;
  // For each ballot, in its projects' order.
  std::vector<std::vector<std::int64_t>> points;

  // The points of the first, second ... place, if every ballot gives the same to a place.
  [[nodiscard]] std::optional<std::vector<std::int64_t>> by_place() const;
  [[nodiscard]] std::vector<std::int64_t> totals(const PabulibFile& file) const;
};

// Of the vote types cumulative, ordinal and scoring. An ordinal file without points gives the last
// place of the longest ballot 1 point, each place above it one more; unless its column score is
// only explained by counting from the end of each ballot.
[[nodiscard]] Result<BallotPoints> points_of(const PabulibFile& file);

}  // namespace tabella::cli
