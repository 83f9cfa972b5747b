// tabella vectors FILE.json
#pragma once

#include "cli/commands/command.h"

namespace tabella::cli {

[[nodiscard]] Command vectors_command();

}  // namespace tabella::cli
