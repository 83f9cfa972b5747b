// HTTP/1.1 in front of a request handler: framing, limits, deadlines. Every phase of a connection
// has its deadline, every request its limits, and there is a bound on connections.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "web/server/request_handler.h"

namespace tabella::server {

struct HttpOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  unsigned threads = 1;
  std::size_t max_connections = 4096;
  unsigned head_seconds = 15;
  unsigned body_seconds = 15;
  unsigned write_seconds = 30;
};

class HttpServer {
 public:
  // Listens when it returns. Throws std::runtime_error if it cannot.
  HttpServer(HttpOptions options, RequestHandler& handler);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  // Takes no more connections and closes those that are open.
  ~HttpServer();

  [[nodiscard]] std::uint16_t port() const;

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

}  // namespace tabella::server
