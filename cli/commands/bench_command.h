// tabella bench JOB
#pragma once

#include "cli/commands/command.h"

namespace tabella::cli {

[[nodiscard]] Command bench_command();

}  // namespace tabella::cli
