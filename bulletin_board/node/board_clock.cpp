#include "bulletin_board/node/board_clock.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace tabella::bulletin_board {

std::uint64_t wall_seconds() { return static_cast<std::uint64_t>(std::time(nullptr)); }

std::uint64_t boot_seconds() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<std::uint64_t>(now.tv_sec);
}

BoardClock::BoardClock(Seconds wall, Options options, std::optional<std::uint64_t> reference)
    : wall_(std::move(wall)),
      options_(std::move(options)),
      reference_(reference ? *reference : wall_()),
      reference_steady_(options_.steady()) {}

std::uint64_t BoardClock::expected() const {
  return reference_ + (options_.steady() - reference_steady_);
}

ClockReading BoardClock::reading() const {
  const std::uint64_t wall = wall_();
  const std::uint64_t expected = this->expected();
  const auto [earlier, later] = std::minmax(wall, expected);
  const bool agrees = later - earlier <= options_.bound;
  return {wall, agrees || options_.trusts_wall ? wall : expected, agrees};
}

ClockReading BoardClock::read() const {
  const std::lock_guard lock(mutex_);
  return reading();
}

std::uint64_t BoardClock::now() {
  std::unique_lock lock(mutex_);
  const ClockReading now = reading();
  const bool has_changed = std::exchange(agreed_, now.agrees) != now.agrees;
  lock.unlock();
  if (has_changed) options_.changed(now);
  return now.board;
}

void BoardClock::refer(std::uint64_t time, std::uint64_t since) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t steady = options_.steady();
  std::uint64_t now = expected();
  // Ahead only as far as the computer's clock says so, too: neither closes an election alone.
  now = std::max(now, std::min(time, wall_()));
  now = std::min(now, time + (steady - since));
  reference_ = now;
  reference_steady_ = steady;
}

}  // namespace tabella::bulletin_board
