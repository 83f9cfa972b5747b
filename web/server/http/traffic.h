// What the server did, counted: for Prometheus (docs/api.md, "Metrics"). Labels are routes, status
// codes and the rules' codes; nothing of a client.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "web/server/http/journal.h"

namespace tabella::server {

// One answer.
struct HandledRequest {
  std::string_view method;
  std::string_view route;  // its pattern; empty where no route was found
  unsigned status = 0;
  double seconds = 0;  // from the whole request to the answer
  std::uint64_t bytes = 0;
};

// Owned by what is served (BoardApi), and outlives the HTTP server that counts into it. Every
// function may be called from any thread. The gauges are read under the lock: they must not come
// back to this object.
class Traffic {
 public:
  void count(const HandledRequest& request);
  // A post's verdict: "accepted", "repeated" or the code of the refusal.
  void count_post(const std::string& verdict);
  // What is read when it is asked for, by name; null for none. Returns when nobody reads it.
  using Gauges = std::function<std::map<std::string, std::uint64_t>()>;
  void set_gauges(Gauges gauges);
  // In Prometheus' text format.
  [[nodiscard]] std::string text() const;

 private:
  // In seconds; the last bucket has no bound.
  static constexpr std::array<double, 9> kBounds = {0.001, 0.005, 0.02, 0.1, 0.25, 0.5, 1, 2, 5};
  struct Latency {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};
    double sum = 0;
  };

  mutable std::mutex mutex_;  // all below
  std::map<std::pair<std::string, unsigned>, std::uint64_t> responses_;
  std::map<std::string, Latency> latencies_;  // by route
  std::map<std::string, std::uint64_t> posts_;
  std::uint64_t bytes_ = 0;
  Gauges gauges_;
};

// At level debug; what the server is to blame for, as a warning.
void log(Journal& journal, const HandledRequest& request);

}  // namespace tabella::server
