// HTTP/1.1 in front of a request handler: framing, limits, deadlines. Every phase of a connection
// has its deadline, every request its limits, and there is a bound on connections.
#pragma once

#include <cstdint>
#include <memory>

#include "web/server/http/http_options.h"
#include "web/server/http/request_handler.h"

namespace tabella::server {

// Owned by a command (tabella serve, tabella witness serve) or a test, on whose thread it is made
// and destroyed. It runs HttpOptions::threads threads of its own: on these all connections are
// served and the handler is called, several calls at once. The handler outlives it.
class HttpServer {
 public:
  // Listens when it returns. Throws std::runtime_error if it cannot.
  HttpServer(HttpOptions options, RequestHandler& handler);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  // Takes no more connections, gives the answers that are under way their time, and closes all.
  ~HttpServer();

  [[nodiscard]] std::uint16_t port() const;

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

}  // namespace tabella::server
