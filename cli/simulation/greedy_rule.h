// How a Pabulib file's projects were selected, as far as totals alone decide it.
#pragma once

#include <cstdint>

#include "cli/simulation/pabulib.h"
#include "crypto/result.h"
#include "tally/counting/greedy_budget.h"

namespace tabella::cli {

struct GreedyRule {
  // Rule greedy skips, rule greedy-no-skip stops.
  tally::TooExpensive too_expensive = tally::TooExpensive::skip;
  // Projects with a smaller total are not considered (min_project_score_threshold).
  Decimal threshold;
};

// Code pabulib.rule with the line: rules that need whole ballots or more than the file tells.
[[nodiscard]] Result<GreedyRule> read_rule(const PabulibFile& file);

}  // namespace tabella::cli
