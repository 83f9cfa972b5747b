// Serves a request handler until the process is told to stop.
#pragma once

#include <functional>

#include "cli/arguments.h"
#include "web/server/request_handler.h"

namespace tabella::cli {

// The options that every server has: --address, --port, --ready, --threads.
[[nodiscard]] std::vector<Option> http_options();

// Listens as the options say, writes its URL to the file of --ready, and returns the exit status
// after SIGINT or SIGTERM. what: "the board". stop is called before the server goes.
[[nodiscard]] int serve_http(const Arguments& arguments, const std::string& what,
                             server::RequestHandler& handler, const std::function<void()>& stop);

}  // namespace tabella::cli
