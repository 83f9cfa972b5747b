// Work on all cores: independent pieces, taken in order by whichever thread is free. For node and
// programs; what is pure starts no thread but may be lent some.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tabella {

[[nodiscard]] inline unsigned hardware_threads() {
  return std::max(1u, std::thread::hardware_concurrency());
}

// work(piece, thread) for every piece in 0 .. pieces - 1; thread in 0 .. threads - 1 says whose
// buffers to use. The first exception that a piece throws is thrown here when all threads are done.
template <class Work>
void in_parallel(std::size_t pieces, unsigned threads, Work work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex mutex;
  const auto run = [&](unsigned thread) {
    try {
      for (std::size_t piece = next++; piece < pieces; piece = next++) work(piece, thread);
    } catch (...) {
      next = pieces;
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned thread = 1; thread < threads; ++thread) others.emplace_back(run, thread);
    run(0);
  }
  if (failure) std::rethrow_exception(failure);
}

// in_parallel for those that are lent threads and start none, as the rules are:
// RunPieces.
[[nodiscard]] inline auto on_threads(unsigned threads) {
  return [threads](std::size_t pieces, const std::function<void(std::size_t)>& piece) {
    in_parallel(pieces, threads, [&](std::size_t i, unsigned) { piece(i); });
  };
}

}  // namespace tabella
