// A load on a server: posts sent over many connections at once, each waiting for its answer before
// it sends the next. For benchmarks.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "crypto/bytes.h"

namespace tabella::server {

struct LoadAnswers {
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::vector<double> seconds;  // from sending to the whole answer, of each post
};

// To 127.0.0.1:port. posts_per_second limits the rate; 0 sends as fast as answers come.
[[nodiscard]] LoadAnswers send_load(std::uint16_t port, std::span<const Bytes> posts,
                                    unsigned connections, double posts_per_second);

}  // namespace tabella::server
