// How far an election is. docs/log.md, "Rules".
#pragma once

#include <string_view>

namespace tabella::bulletin_board {

enum class Phase {
  join,       // trustees post the keys that they have made for this election
  commit,     // and the hashes of their dealings
  deal,       // and reveal them
  certify,    // and sign what they saw; or complain
  roll,       // the registrar posts the roll
  ready,      // everything is fixed; voting has not begun
  open,       // ballots are accepted
  closed,     // trustees open the totals
  finished,   // there is a result
  cancelled,  // by officials, or because the ceremony failed
  archived,   // over, and nothing more will come
};
[[nodiscard]] std::string_view name(Phase phase);

// The roll is not complete, and may still become so.
[[nodiscard]] bool awaits_roll(Phase phase);
// Voting may still begin.
[[nodiscard]] bool is_preparing(Phase phase);
[[nodiscard]] bool is_open(Phase phase);
// No ballot is accepted any more, whether one ever was or not.
[[nodiscard]] bool voting_has_ended(Phase phase);
// There is a result, or there will be none.
[[nodiscard]] bool is_over(Phase phase);

}  // namespace tabella::bulletin_board
