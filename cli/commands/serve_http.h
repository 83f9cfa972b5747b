// Serves a request handler until the process is told to stop.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal/arguments.h"
#include "web/server/http/journal.h"
#include "web/server/http/request_handler.h"
#include "web/server/http/traffic.h"

namespace tabella::cli {

struct Serving {
  std::string what;  // "the board"
  server::RequestHandler& handler;
  server::Journal& journal;
  // Called once it listens.
  std::function<void()> began = [] {};
  // Called before the server goes: answers are sent through it.
  std::function<void()> stop;
  // Counts the answers; may be null.
  server::Traffic* traffic = nullptr;
};

// Listens as the options --address, --port, --ready and --threads say, and returns the exit status
// after SIGINT or SIGTERM.
[[nodiscard]] int serve_http(const Arguments& arguments, const Serving& serving);

// As --log-level says, on standard error; null if it is of another form.
inline constexpr std::string_view kLogLevelForm = "--log-level is error, warning, info or debug";
[[nodiscard]] std::unique_ptr<server::Journal> make_journal(const Arguments& arguments);

// What the two take from the command line.
[[nodiscard]] std::vector<OptionSpec> http_options();

}  // namespace tabella::cli
