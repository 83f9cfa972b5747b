#include <exception>
#include <string_view>
#include <vector>

#include "cli/commands/command.h"
#include "cli/terminal/core_dump.h"
#include "crypto/initialize.h"

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  try {
    tabella::cli::forbid_core_dumps();
    tabella::crypto::initialize();
    return tabella::cli::run(words);
  } catch (const std::exception& failure) {
    return tabella::cli::refuse(failure.what());
  }
}
