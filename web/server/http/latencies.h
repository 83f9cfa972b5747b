// Times from sending to the answer, counted in steps of a percent: any number of them takes the
// same room.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace tabella::server {

// Of one thread.
class Latencies {
 public:
  void add(double seconds) {
    const double step = std::ceil(std::log(std::max(seconds, kLeast) / kLeast) / std::log(kStep));
    ++counts_[std::min(static_cast<std::size_t>(step), counts_.size() - 1)];
    ++all_;
  }

  // In seconds, what this share of the answers took at most, not more than a percent too much; 0 if
  // there are none. From 0.1 ms to 3 minutes.
  [[nodiscard]] double percentile(double share) const {
    if (all_ == 0) return 0;
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(all_)));
    std::size_t step = 0;
    for (std::uint64_t seen = counts_[0]; seen < wanted; seen += counts_[step]) ++step;
    return kLeast * std::pow(kStep, static_cast<double>(step));
  }

 private:
  static constexpr double kLeast = 1e-4;
  static constexpr double kStep = 1.01;
  std::array<std::uint64_t, 1450> counts_{};
  std::uint64_t all_ = 0;
};

}  // namespace tabella::server
