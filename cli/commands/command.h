// The commands of the program. Each has one file; main only finds and runs it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal/arguments.h"

namespace tabella::cli {

// What the shell is told: docs/command-line.md.
enum ExitCode : int {
  kExitDone = 0,       // done, and what was compared is equal
  kExitDifferent = 1,  // a comparison or a check failed
  kExitCannot = 2,     // bad arguments, or an input that cannot be used
};

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

// One line on standard error: "tabella: ...". Returns kExitCannot.
int refuse(const std::string& reason);

}  // namespace tabella::cli
