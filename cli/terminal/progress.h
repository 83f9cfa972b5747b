// How far a long job is: a bar that redraws on a terminal, plain lines otherwise. On standard
// error, so that standard output stays data.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace tabella::cli {

// Time needed so far and a guess of the rest: "1,181 ballots in 3.2 s (369/s)".
class Progress {
 public:
  // `unit` in the plural: "ballots".
  Progress(std::string label, std::string unit, std::uint64_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Leaves a plain line that says how far it came.
  ~Progress();

  // May be called by several threads.
  void advance(std::uint64_t done = 1);
  // The last line; called once, when everything is done.
  void finish();

  [[nodiscard]] double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;

  void draw_bar();
  void print_line(const char* end);

  std::string label_;
  std::string unit_;
  std::uint64_t total_;
  bool terminal_;
  bool finished_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_shown_ = start_;
  std::uint64_t done_ = 0;
  mutable std::mutex mutex_;
};

// "0.8 s", "12 s", "3 min 20 s".
[[nodiscard]] std::string duration_text(double seconds);

}  // namespace tabella::cli
