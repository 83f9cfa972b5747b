// The commands of the program. Each has one file; main only finds and runs it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal/arguments.h"
#include "cli/terminal/exit_code.h"

namespace tabella::cli {

struct Command {
  std::string_view name;
  std::string_view summary;
  // Usage, what it does, options, an example.
  std::string_view help;
  std::vector<Usage> usages;
};

[[nodiscard]] std::span<const Command> commands();

// Runs a whole command line (without the program's name) and returns the exit code.
[[nodiscard]] int run(std::span<const std::string_view> words);

}  // namespace tabella::cli
