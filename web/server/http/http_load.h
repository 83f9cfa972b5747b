// A load on a server: posts sent over many connections at once, each waiting for its answer before
// it sends the next. For benchmarks.
#pragma once

#include <cstdint>
#include <functional>

#include "crypto/bytes.h"
#include "web/server/http/latencies.h"

namespace tabella::server {

struct LoadResponses {
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  Latencies latencies;  // from sending to the whole answer
};

// The next post to send; only as many as are asked for are ever in memory.
using NextPost = std::function<Bytes()>;

// So many posts to 127.0.0.1:port. posts_per_second limits the rate; 0 sends as fast as answers
// come.
[[nodiscard]] LoadResponses send_load(std::uint16_t port, std::uint64_t posts, const NextPost& next,
                                      unsigned connections, double posts_per_second);

}  // namespace tabella::server
