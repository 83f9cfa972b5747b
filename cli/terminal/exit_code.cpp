#include "cli/terminal/exit_code.h"

#include <cstdio>

namespace tabella::cli {

int refuse(const std::string& reason) {
  std::fprintf(stderr, "tabella: %s\n", reason.c_str());
  return kExitCannot;
}

}  // namespace tabella::cli
