// How often each address may ask and post.
#pragma once

#include <optional>
#include <string>

#include "web/server/http/http_options.h"
#include "web/server/http/rate_limit.h"
#include "web/server/http/request_handler.h"

namespace tabella::server {

// Owned by the listener; called from the threads of all sessions.
class HttpLimits {
 public:
  explicit HttpLimits(const HttpOptions& options)
      : requests_(options.requests_per_second), posts_(options.posts_per_second) {}

  // The seconds to wait; none if it may.
  [[nodiscard]] std::optional<unsigned> refuse(const std::string& address, const Request& request) {
    const auto now = std::chrono::steady_clock::now();
    if (const auto wait = requests_.refuse(address, now)) return wait;
    return request.method == "POST" ? posts_.refuse(address, now) : std::nullopt;
  }

 private:
  RateLimit requests_;
  RateLimit posts_;
};

}  // namespace tabella::server
