// The oracle of the tests: what the totals must be, counted without any cryptography.
#pragma once

#include <cstdint>
#include <vector>

#include "ballot/answers.h"
#include "ballot/compile.h"
#include "cli/simulation/pabulib_election.h"
#include "tests/catch.h"

namespace tabella::cli {

// Every ballot's answers as bits, every total as the sum of its counter's slot.
inline std::vector<std::uint64_t> count_in_plain(const PabulibFile& file,
                                                 const PabulibElection& election) {
  const auto style = ballot::compile(election.definition, election.definition.styles[0]);
  if (!style) FAIL(style.error().message());
  std::vector<std::uint64_t> totals(style->totals.size(), 0);
  for (std::size_t i = 0; i < file.votes.size(); ++i) {
    const auto bits = ballot::to_bits(election.definition, *style, answers_of(file, election, i));
    if (!bits) FAIL(bits.error().message());
    for (std::size_t t = 0; t < totals.size(); ++t) {
      std::uint64_t value = 0;
      for (const crypto::Term& term : style->style.counters[style->totals[t].counter]) {
        value += (*bits)[term.bit] * static_cast<std::uint64_t>(term.coefficient);
      }
      totals[t] += ballot::unpack(style->totals[t], value);
    }
  }
  return totals;
}

}  // namespace tabella::cli
