// The time that a board gives its blocks. The computer's clock may jump, and what its schedule then
// closes is closed for good; so it counts only where it agrees with what was known before, and no
// clock alone moves the board's time ahead. docs/log.md, "Clocks".
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

namespace tabella::bulletin_board {

// What the computer's clock says, in seconds since 1970.
[[nodiscard]] std::uint64_t wall_seconds();
// Since the computer was started, in seconds; goes on while it sleeps, and never jumps.
[[nodiscard]] std::uint64_t boot_seconds();

// Seconds since 1970.
struct ClockReading {
  std::uint64_t wall = 0;   // the computer's clock
  std::uint64_t board = 0;  // what the next block would have
  // Whether the computer's clock is where it should be.
  bool agrees = true;
};

// Owned by the node; may be called from any thread.
class BoardClock {
 public:
  using Seconds = std::function<std::uint64_t()>;
  struct Options {
    Seconds steady = boot_seconds;
    // So much may the computer's clock differ from what is expected of it.
    std::uint64_t bound = 600;
    // The computer's clock counts, whatever it says: the operator has looked.
    bool trusts_wall = false;
    // Told when the computer's clock begins to disagree, and when it agrees again.
    std::function<void(const ClockReading&)> changed = [](const ClockReading&) {};
  };

  // wall: the computer's clock. reference: when a quorum saw this log last, as far as is known;
  // without one, what the computer's clock says now.
  BoardClock(Seconds wall, Options options, std::optional<std::uint64_t> reference = {});

  [[nodiscard]] ClockReading read() const;
  // The time of the next block.
  [[nodiscard]] std::uint64_t now();
  [[nodiscard]] std::uint64_t steady() const { return options_.steady(); }
  // A quorum saw at `time` a checkpoint that was made when the steady clock said `since`: now it is
  // at least that time, and at most as much more as has passed since.
  void refer(std::uint64_t time, std::uint64_t since);

 private:
  [[nodiscard]] std::uint64_t expected() const;
  [[nodiscard]] ClockReading reading() const;

  const Seconds wall_;
  const Options options_;
  mutable std::mutex mutex_;  // all below
  // What it was when the steady clock said that.
  std::uint64_t reference_;
  std::uint64_t reference_steady_;
  bool agreed_ = true;
};

}  // namespace tabella::bulletin_board
