#include "cli/serve_http.h"

#include <csignal>
#include <cstdio>

#include "bulletin_board/node/parallel.h"
#include "cli/command.h"
#include "cli/write_file.h"
#include "web/server/http_server.h"

namespace tabella::cli {

int serve_http(const Arguments& arguments, const std::string& what, server::RequestHandler& handler,
               const std::function<void()>& stop) {
  const auto port = arguments.number("port", 8080, 0, 65'535);
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  for (const auto* value : {&port, &threads}) {
    if (!*value) return refuse(value->error().detail);
  }
  const std::string address = arguments.text("address").value_or("127.0.0.1");
  // Blocked before the server's threads start, which inherit it: one thread waits for signals.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const server::HttpServer http({.address = address,
                                 .port = static_cast<std::uint16_t>(*port),
                                 .threads = static_cast<unsigned>(*threads)},
                                handler);
  const std::string url = "http://" + address + ":" + std::to_string(http.port());
  std::fprintf(stderr, "%s is served at %s\n", what.c_str(), url.c_str());
  if (const auto ready = arguments.text("ready")) {
    if (const auto written = write_file(*ready, url + "\n"); !written) {
      return refuse(written.error().message());
    }
  }
  int signal = 0;
  sigwait(&signals, &signal);
  std::fprintf(stderr, "stopping\n");
  stop();
  return kExitDone;
}

}  // namespace tabella::cli
