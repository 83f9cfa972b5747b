// Time that a benchmark needs.
#pragma once

#include <algorithm>
#include <vector>

namespace tabella::cli {

struct Elapsed {
  double wall_seconds = 0;
  // Of the whole process: all threads together. What else the machine does hardly changes it.
  double cpu_seconds = 0;
};

// Time since it was made.
class Stopwatch {
 public:
  Stopwatch() : start_(now()) {}
  [[nodiscard]] Elapsed elapsed() const {
    const Elapsed end = now();
    return {end.wall_seconds - start_.wall_seconds, end.cpu_seconds - start_.cpu_seconds};
  }

 private:
  static Elapsed now();
  Elapsed start_;
};

// The middle one of `runs` times of the work, by processor time.
template <class Work>
[[nodiscard]] Elapsed median_time(int runs, Work work) {
  std::vector<Elapsed> times;
  for (int run = 0; run < runs; ++run) {
    const Stopwatch stopwatch;
    work();
    times.push_back(stopwatch.elapsed());
  }
  const auto middle = times.begin() + runs / 2;
  std::nth_element(times.begin(), middle, times.end(), [](const Elapsed& a, const Elapsed& b) {
    return a.cpu_seconds < b.cpu_seconds;
  });
  return *middle;
}

}  // namespace tabella::cli
