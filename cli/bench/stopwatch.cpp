#include "cli/bench/stopwatch.h"

#include <chrono>
#include <ctime>

namespace tabella::cli {

Elapsed Stopwatch::now() {
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now().time_since_epoch();
  timespec cpu{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
  return {wall.count(), static_cast<double>(cpu.tv_sec) + 1e-9 * static_cast<double>(cpu.tv_nsec)};
}

}  // namespace tabella::cli
