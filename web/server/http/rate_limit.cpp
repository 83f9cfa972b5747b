#include "web/server/http/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace tabella::server {

double RateLimit::level_of(const Bucket& bucket, Time now) const {
  const std::chrono::duration<double> passed = now - bucket.filled;
  return std::min(full(), bucket.level + passed.count() * per_second_);
}

// Whose bucket is full again is like one who never asked.
void RateLimit::forget_full(Time now) {
  std::erase_if(buckets_, [&](const auto& each) { return level_of(each.second, now) >= full(); });
}

std::optional<unsigned> RateLimit::refuse(const std::string& address, Time now) {
  if (per_second_ == 0) return std::nullopt;
  const std::lock_guard lock(mutex_);
  auto bucket = buckets_.find(address);
  if (bucket == buckets_.end()) {
    if (buckets_.size() >= max_addresses_) forget_full(now);
    // So many at once are an attack: newcomers wait, those who are known go on.
    if (buckets_.size() >= max_addresses_) return 1;
    bucket = buckets_.emplace(address, Bucket{full(), now}).first;
  }
  const double level = level_of(bucket->second, now);
  if (level < 1) return static_cast<unsigned>(std::ceil((1 - level) / per_second_));
  bucket->second = {level - 1, now};
  return std::nullopt;
}

}  // namespace tabella::server
