// Serves a request handler until the process is told to stop.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "web/server/journal.h"
#include "web/server/request_handler.h"
#include "web/server/traffic.h"

namespace tabella::cli {

struct Serving {
  std::string what;  // "the board"
  server::RequestHandler& handler;
  // Called once it listens.
  std::function<void(server::Journal&)> began = [](server::Journal&) {};
  // Called before the server goes: answers are sent through it.
  std::function<void()> stop;
  // Counts the answers; may be null.
  server::Traffic* traffic = nullptr;
};

// Listens as the options --address, --port, --ready and --threads say, and returns the exit status
// after SIGINT or SIGTERM.
[[nodiscard]] int serve_http(const Arguments& arguments, const Serving& serving);

// What serve_http takes from the command line.
[[nodiscard]] std::vector<OptionSpec> http_options();

}  // namespace tabella::cli
