// The election of a Pabulib file held again on a board, where everybody can look at it: announced,
// voted on and counted by the board's rules, with parties that exist for the occasion.
#pragma once

#include <string>

#include "bulletin_board/node/node.h"
#include "cli/simulation/pabulib.h"
#include "cli/simulation/pabulib_election.h"
#include "cli/simulation/simulation_report.h"
#include "crypto/result.h"

namespace tabella::cli {

// The name of a file without folder and ending, as the identifier of its election. Code
// pabulib.name.
[[nodiscard]] Result<std::string> election_id_of(const std::string& path);

// election.definition has the identifier under which it is announced, and a schedule that is not
// over. Errors are the rules' refusals.
[[nodiscard]] Result<SimulationReport> simulate_on_board(std::string source, PabulibFile file,
                                                         PabulibElection election,
                                                         bulletin_board::Node& node,
                                                         const bulletin_board::Signer& operator_key,
                                                         unsigned threads);

}  // namespace tabella::cli
