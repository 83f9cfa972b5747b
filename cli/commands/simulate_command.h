// tabella simulate FILE.pb
#pragma once

#include "cli/commands/command.h"

namespace tabella::cli {

[[nodiscard]] Command simulate_command();

}  // namespace tabella::cli
