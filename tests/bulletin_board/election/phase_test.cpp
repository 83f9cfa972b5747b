#include "bulletin_board/election/phase.h"

#include <string>

#include "tests/catch.h"

namespace tabella::bulletin_board::test {

TEST_CASE("what holds in each phase of an election") {
  struct Row {
    Phase phase;
    const char* name;
    // awaits_roll, is_preparing, is_open, voting_has_ended, is_over.
    const char* holds;
  };
  constexpr Row kRows[] = {
      {Phase::join, "join", "11000"},         {Phase::commit, "commit", "11000"},
      {Phase::deal, "deal", "11000"},         {Phase::certify, "certify", "11000"},
      {Phase::roll, "roll", "11000"},         {Phase::ready, "ready", "01000"},
      {Phase::open, "open", "00100"},         {Phase::closed, "closed", "00010"},
      {Phase::finished, "finished", "00011"}, {Phase::cancelled, "cancelled", "00011"},
      {Phase::archived, "archived", "00011"},
  };
  std::size_t number = 0;
  for (const auto& [phase, phase_name, holds] : kRows) {
    INFO(phase_name);
    // The number is part of an election's digest.
    CHECK(static_cast<std::size_t>(phase) == number++);
    CHECK(name(phase) == phase_name);
    std::string found;
    for (const bool each : {awaits_roll(phase), is_preparing(phase), is_open(phase),
                            voting_has_ended(phase), is_over(phase)}) {
      found += each ? '1' : '0';
    }
    CHECK(found == holds);
  }
}

}  // namespace tabella::bulletin_board::test
