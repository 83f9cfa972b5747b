// Where a server listens, and its limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "web/server/http/journal.h"
#include "web/server/http/traffic.h"

namespace tabella::server {

struct HttpOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  unsigned threads = 1;
  // Files; both or none. With them the server speaks TLS alone.
  std::string tls_certificate = {};
  std::string tls_key = {};
  std::size_t max_connections = 4096;
  // Of one address (of IPv6, one /64); 0: no limit.
  std::size_t max_connections_per_address = 0;
  unsigned requests_per_second = 0;
  unsigned posts_per_second = 0;
  std::size_t max_streams = 1024;  // of events
  unsigned handshake_seconds = 10;
  unsigned head_seconds = 15;
  unsigned body_seconds = 15;
  unsigned write_seconds = 30;
  // Between two lines of a stream in which nothing happens.
  unsigned heartbeat_seconds = 15;
  // For the answers that are under way when the server stops.
  unsigned drain_seconds = 5;
  // Both live longer than the server, and may be null.
  Traffic* traffic = nullptr;
  Journal* journal = nullptr;
};

}  // namespace tabella::server
