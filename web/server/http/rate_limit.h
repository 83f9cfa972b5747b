// How often an address may ask: a bucket for each, that fills with time. Kept in memory only, and
// of no more addresses than fit.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace tabella::server {

// One for requests and one for posts, both in HttpLimits. refuse may be called from any thread; the
// time is handed in, so that tests need not wait.
class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::size_t kMaxAddresses = 65'536;

  // So many a second, and as many as ten seconds bring at once; 0: no limit.
  explicit RateLimit(unsigned per_second, std::size_t max_addresses = kMaxAddresses)
      : per_second_(per_second), max_addresses_(max_addresses) {}

  // None if it may; else the seconds until it may again.
  [[nodiscard]] std::optional<unsigned> refuse(const std::string& address, Time now);

 private:
  struct Bucket {
    double level = 0;  // what is in it
    Time filled;
  };
  [[nodiscard]] double full() const { return 10.0 * per_second_; }
  [[nodiscard]] double level_of(const Bucket& bucket, Time now) const;
  void forget_full(Time now);

  unsigned per_second_;
  std::size_t max_addresses_;
  std::mutex mutex_;  // buckets_
  std::map<std::string, Bucket> buckets_;
};

}  // namespace tabella::server
