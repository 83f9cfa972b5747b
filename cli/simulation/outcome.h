// Which projects the totals select, and what the file says officially.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/simulation/pabulib.h"
#include "cli/simulation/pabulib_election.h"
#include "crypto/result.h"

namespace tabella::cli {

struct OutcomeRow {
  std::uint32_t project = 0;
  std::int64_t total = 0;  // votes, or points in units of 10^-point_places
  // What the file states for it, in the same units.
  std::optional<std::int64_t> stated;
  bool selected = false;
  bool official = false;
};

struct Outcome {
  std::vector<OutcomeRow> rows;  // in the order in which projects are considered
  std::uint64_t budget = 0;
  std::uint64_t spent = 0;
  std::vector<std::string> notes;

  // Official, but not selected by the totals; and the other way round.
  [[nodiscard]] std::vector<std::uint32_t> missing() const;
  [[nodiscard]] std::vector<std::uint32_t> added() const;
  [[nodiscard]] bool equals_official() const { return missing().empty() && added().empty(); }
  // Projects whose total is not the one that the file states.
  [[nodiscard]] std::size_t unlike_stated() const;
};

// Code pabulib.selected with the line: without a complete column there is nothing to compare with.
[[nodiscard]] Result<Done> check_official(const PabulibFile& file);

// `sealed_totals` are the decrypted totals, one for each project.
[[nodiscard]] Outcome count_outcome(const PabulibFile& file, const PabulibElection& election,
                                    const std::vector<std::uint64_t>& sealed_totals);

}  // namespace tabella::cli
