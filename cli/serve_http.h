// Serves a request handler until the process is told to stop.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "web/server/request_handler.h"
#include "web/server/traffic.h"

namespace tabella::cli {

// Listens as the options --address, --port, --ready and --threads say, and returns the exit status
// after SIGINT or SIGTERM. `what` is said to be served: "the board". `stop` is called before the
// server goes: answers are sent through it.
//
// traffic: counts the answers; may be null.
[[nodiscard]] int serve_http(const Arguments& arguments, const std::string& what,
                             server::RequestHandler& handler, const std::function<void()>& stop,
                             server::Traffic* traffic = nullptr);

// What serve_http takes from the command line.
[[nodiscard]] std::vector<OptionSpec> http_options();

}  // namespace tabella::cli
