#include "cli/registrar/roll_election.h"

#include "cli/terminal/exit_code.h"

namespace tabella::cli {

std::optional<RollElection> roll_election(const Arguments& arguments, const std::string& id) {
  const auto without = [](const std::string& reason) {
    refuse(reason);
    return std::nullopt;
  };
  auto board = BoardReader::from(arguments);
  if (!board) return without("roll: " + board.error().message());
  auto state = board->state();
  if (!state) return without("the board does not verify: " + state.error().message());
  const bulletin_board::Election* election = (*state)->find(id);
  if (election == nullptr) return without("roll: there is no election " + id);
  return RollElection{*std::move(board), *std::move(state), *election};
}

}  // namespace tabella::cli
