// tabella vectors FILE.json
#pragma once

#include "cli/command.h"

namespace tabella::cli {

[[nodiscard]] Command vectors_command();

}  // namespace tabella::cli
