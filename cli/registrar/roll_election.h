// The election whose roll a registrar works on, from a board that was verified.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "bulletin_board/board.h"
#include "cli/party/board_reader.h"
#include "cli/terminal/arguments.h"

namespace tabella::cli {

struct RollElection {
  BoardReader board;
  std::shared_ptr<bulletin_board::Board> state;  // holds the election
  const bulletin_board::Election& election;
};

// From --board and --policy. Where there is none, says why on standard error.
[[nodiscard]] std::optional<RollElection> roll_election(const Arguments& arguments,
                                                        const std::string& id);

}  // namespace tabella::cli
