// How a Pabulib file's projects were selected, as far as totals alone decide it.
#pragma once

#include <cstdint>

#include "cli/pabulib.h"
#include "crypto/result.h"

namespace tabella::cli {

// What happens after a project that the rest of the budget does not pay for: the next one is tried
// (rule greedy), or the selection ends (rule greedy-no-skip).
enum class TooExpensive { skip, stop };

struct GreedyRule {
  TooExpensive too_expensive = TooExpensive::skip;
  // Projects with a smaller total are not considered (min_project_score_threshold).
  Decimal threshold;
};

// Code pabulib.rule with the line: rules that need whole ballots or more than the file tells.
[[nodiscard]] Result<GreedyRule> read_rule(const PabulibFile& file);

}  // namespace tabella::cli
