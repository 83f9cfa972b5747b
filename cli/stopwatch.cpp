#include "cli/stopwatch.h"

#include <sys/resource.h>

#include <chrono>
#include <ctime>

namespace tabella::cli {

Elapsed Stopwatch::now() {
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now().time_since_epoch();
  timespec cpu{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
  return {wall.count(), static_cast<double>(cpu.tv_sec) + 1e-9 * static_cast<double>(cpu.tv_nsec)};
}

std::uint64_t peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace tabella::cli
