// What a command tells the shell, and the one line in which it says why it cannot.
#pragma once

#include <string>

namespace tabella::cli {

// docs/command-line.md.
enum ExitCode : int {
  kExitDone = 0,       // done, and what was compared is equal
  kExitDifferent = 1,  // a comparison or a check failed
  kExitCannot = 2,     // bad arguments, or an input that cannot be used
};

// One line on standard error: "tabella: ...". Returns kExitCannot.
int refuse(const std::string& reason);

}  // namespace tabella::cli
