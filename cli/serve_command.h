// tabella serve DIR
#pragma once

#include "cli/command.h"

namespace tabella::cli {

[[nodiscard]] Command serve_command();

}  // namespace tabella::cli
