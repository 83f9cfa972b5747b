// A Pabulib file as an election of ours: the definition that its META describes, the answers that
// its rows say, and the counting rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ballot/answers.h"
#include "ballot/definition.h"
#include "cli/simulation/greedy_rule.h"
#include "cli/simulation/pabulib.h"
#include "crypto/result.h"

namespace tabella::cli {

struct PabulibElection {
  ballot::Definition definition;  // one question, one style
  GreedyRule rule;
  // Money is counted in units of 10^-money_places, points in units of 10^-point_places.
  unsigned money_places = 0;
  unsigned point_places = 0;
  // Sealed scores start at 0: what a sealed 0 means (scoring with negative points).
  std::int64_t lowest_score = 0;
  // What a ballot gives to a project that it does not name.
  std::int64_t default_score = 0;
  // Effective points of each ballot, in its projects' order; empty where ballots are sets.
  std::vector<std::vector<std::int64_t>> points;
  // Where the sealed ballot's rules differ from META, and why.
  std::vector<std::string> notes;
};

// Errors have the code pabulib.* and the line: rules that need more than totals, limits that no
// definition can express.
[[nodiscard]] Result<PabulibElection> make_election(const PabulibFile& file);

// The answers of one row. `vote` is an index into file.votes.
[[nodiscard]] ballot::Answers answers_of(const PabulibFile& file, const PabulibElection& election,
                                         std::size_t vote);

}  // namespace tabella::cli
