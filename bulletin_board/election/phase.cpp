#include "bulletin_board/election/phase.h"

#include <array>
#include <cstddef>

namespace tabella::bulletin_board {

namespace {

// The steps of an election, of which each phase is in one.
enum class Step { before_roll, before_voting, voting, tally, over };

Step step_of(Phase phase) {
  switch (phase) {
    case Phase::join:
    case Phase::commit:
    case Phase::deal:
    case Phase::certify:
    case Phase::roll:
      return Step::before_roll;
    case Phase::ready:
      return Step::before_voting;
    case Phase::open:
      return Step::voting;
    case Phase::closed:
      return Step::tally;
    case Phase::finished:
    case Phase::cancelled:
    case Phase::archived:
      break;
  }
  return Step::over;
}

constexpr std::array<std::string_view, 11> kNames = {"join",     "commit",    "deal",    "certify",
                                                     "roll",     "ready",     "open",    "closed",
                                                     "finished", "cancelled", "archived"};

}  // namespace

std::string_view name(Phase phase) { return kNames[static_cast<std::size_t>(phase)]; }

bool awaits_roll(Phase phase) { return step_of(phase) == Step::before_roll; }

bool is_preparing(Phase phase) {
  return awaits_roll(phase) || step_of(phase) == Step::before_voting;
}

bool is_open(Phase phase) { return step_of(phase) == Step::voting; }

bool voting_has_ended(Phase phase) {
  return step_of(phase) == Step::tally || step_of(phase) == Step::over;
}

bool is_over(Phase phase) { return step_of(phase) == Step::over; }

}  // namespace tabella::bulletin_board
