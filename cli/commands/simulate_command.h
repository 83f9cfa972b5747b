// tabella simulate FILE.pb
#pragma once

#include "cli/command.h"

namespace tabella::cli {

[[nodiscard]] Command simulate_command();

}  // namespace tabella::cli
