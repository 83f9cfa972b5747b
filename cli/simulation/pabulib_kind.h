// The question that fits a Pabulib file's ballots: its META, or what its ballots need where they go
// beyond META. The official count took those ballots, so they must be sealable.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ballot/definition.h"
#include "cli/simulation/pabulib.h"
#include "cli/simulation/pabulib_points.h"
#include "crypto/result.h"

namespace tabella::cli {

struct FittedKind {
  ballot::Kind kind;
  // What a sealed score of 0 means, and what a ballot gives to a project it does not name.
  std::int64_t lowest_score = 0;
  std::int64_t default_score = 0;
  std::vector<std::string> notes;
};

// `costs` in units of 10^-money_places; `points` as points_of gives them, empty for sets.
[[nodiscard]] Result<FittedKind> fit_kind(const PabulibFile& file,
                                          const std::vector<std::uint64_t>& costs,
                                          unsigned money_places, const BallotPoints& points);

}  // namespace tabella::cli
