#include "cli/commands/serve_http.h"

#include <csignal>
#include <cstdio>
#include <optional>

#include "cli/commands/command.h"
#include "cli/files/write_file.h"
#include "crypto/parallel.h"
#include "web/server/http/http_server.h"

namespace tabella::cli {

using server::Level;

std::vector<OptionSpec> http_options() {
  return {{"address"},
          {"port"},
          {"ready"},
          {"threads"},
          {"tls-certificate"},
          {"tls-key"},
          {"connections-per-address"},
          {"requests-per-second"},
          {"posts-per-second"},
          {"event-streams"},
          {"log-level"}};
}

std::unique_ptr<server::Journal> make_journal(const Arguments& arguments) {
  const auto level = server::level_named(arguments.text("log-level").value_or("info"));
  if (!level) return nullptr;
  return std::make_unique<server::Journal>(
      *level, [](const std::string& line) { std::fputs(line.c_str(), stderr); });
}

int serve_http(const Arguments& arguments, const Serving& serving) {
  const auto port = arguments.number("port", 8080, 0, 65'535);
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  // A proxy in front is one address: on loopback its own limits hold.
  const std::string address = arguments.text("address").value_or("127.0.0.1");
  const bool is_loopback = address.starts_with("127.") || address == "::1";
  const auto connections =
      arguments.number("connections-per-address", is_loopback ? 0 : 64, 0, 65'535);
  const auto requests = arguments.number("requests-per-second", is_loopback ? 0 : 50, 0, 1'000'000);
  const auto posts = arguments.number("posts-per-second", is_loopback ? 0 : 5, 0, 1'000'000);
  const auto streams = arguments.number("event-streams", 1024, 0, 65'535);
  for (const auto* value : {&port, &threads, &connections, &requests, &posts, &streams}) {
    if (!*value) return refuse(value->error().detail);
  }
  const auto certificate = arguments.text("tls-certificate");
  const auto key = arguments.text("tls-key");
  if (certificate.has_value() != key.has_value()) {
    return refuse("--tls-certificate and --tls-key go together");
  }
  server::Journal& journal = serving.journal;
  // Blocked before the server's threads start, which inherit it: one thread waits for signals.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::optional<server::HttpServer> http;
  try {
    http.emplace(server::HttpOptions{.address = address,
                                     .port = static_cast<std::uint16_t>(*port),
                                     .threads = static_cast<unsigned>(*threads),
                                     .tls_certificate = certificate.value_or(""),
                                     .tls_key = key.value_or(""),
                                     .max_connections_per_address = *connections,
                                     .requests_per_second = static_cast<unsigned>(*requests),
                                     .posts_per_second = static_cast<unsigned>(*posts),
                                     .max_streams = *streams,
                                     .traffic = serving.traffic,
                                     .journal = &journal},
                 serving.handler);
  } catch (const std::exception& error) {
    return refuse(error.what());
  }
  const std::string url =
      (certificate ? "https://" : "http://") + address + ":" + std::to_string(http->port());
  journal.say(Level::info, "serving", {{"what", serving.what}, {"url", url}});
  serving.began();
  if (const auto ready = arguments.text("ready")) {
    if (const auto written = write_file(*ready, url + "\n"); !written) {
      return refuse(written.error().message());
    }
  }
  int signal = 0;
  sigwait(&signals, &signal);
  journal.say(Level::info, "stopping");
  serving.stop();
  http.reset();
  journal.say(Level::info, "stopped");
  return kExitDone;
}

}  // namespace tabella::cli
