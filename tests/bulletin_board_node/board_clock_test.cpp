// The time that a board gives its blocks, with clocks that are set by hand.
#include "bulletin_board/node/board_clock.h"

#include <vector>

#include "tests/catch.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr std::uint64_t kNow = 1'700'000'000;
constexpr std::uint64_t kBound = 600;
constexpr std::uint64_t kDay = 86'400;

struct Clocks {
  void pass(std::uint64_t seconds) {
    wall += seconds;
    steady += seconds;
  }
  BoardClock::Seconds wall_clock() {
    return [this] { return wall; };
  }
  BoardClock::Options options() {
    return {.steady = [this] { return steady; },
            .bound = kBound,
            .changed = [this](const ClockReading& now) { told.push_back(now.agrees); }};
  }
  std::uint64_t wall = kNow;
  std::uint64_t steady = 50;
  std::vector<bool> told;
};

}  // namespace

TEST_CASE("a computer's clock that stays where it should be is the board's") {
  Clocks clocks;
  BoardClock clock(clocks.wall_clock(), clocks.options());
  CHECK(clock.now() == kNow);
  clocks.pass(kDay);
  CHECK(clock.now() == kNow + kDay);
  clocks.wall += kBound;
  CHECK(clock.now() == kNow + kDay + kBound);
  clocks.wall -= 2 * kBound;
  CHECK(clock.now() == kNow + kDay - kBound);
  CHECK(clocks.told.empty());
}

TEST_CASE("a jump of the computer's clock moves no block, is told once, and so is its end") {
  Clocks clocks;
  BoardClock clock(clocks.wall_clock(), clocks.options());
  const std::uint64_t jump = GENERATE(kBound + 1, 365 * kDay);
  const bool ahead = GENERATE(true, false);
  clocks.pass(100);
  clocks.wall = ahead ? clocks.wall + jump : clocks.wall - jump;
  CHECK(clock.now() == kNow + 100);
  clocks.pass(7);
  CHECK(clock.now() == kNow + 107);
  CHECK_FALSE(clock.read().agrees);
  CHECK(clock.read().board == kNow + 107);
  CHECK(clock.read().wall == (ahead ? kNow + 107 + jump : kNow + 107 - jump));
  clocks.wall = kNow + 107;
  CHECK(clock.now() == kNow + 107);
  CHECK(clocks.told == std::vector{false, true});
}

TEST_CASE("sleep is no jump") {
  Clocks clocks;
  BoardClock clock(clocks.wall_clock(), clocks.options());
  // The steady clock counts it.
  clocks.pass(10 * kDay);
  CHECK(clock.now() == kNow + 10 * kDay);
  CHECK(clocks.told.empty());
}

TEST_CASE("a quorum's time corrects a clock that was ahead from the start") {
  Clocks clocks;
  clocks.wall = kNow + kDay;
  BoardClock clock(clocks.wall_clock(), clocks.options());
  CHECK(clock.now() == kNow + kDay);
  // Made just now, and seen at the true time.
  clock.refer(kNow, clocks.steady);
  CHECK(clock.now() == kNow);
  clocks.pass(30);
  CHECK(clock.now() == kNow + 30);
  CHECK(clocks.told == std::vector{false});
}

TEST_CASE("an old time of a checkpoint that waited for its witnesses takes nothing back") {
  Clocks clocks;
  BoardClock clock(clocks.wall_clock(), clocks.options());
  const std::uint64_t since = clocks.steady;
  clocks.pass(kDay);
  // One of two witnesses signed at once, the other a day later.
  clock.refer(kNow + 1, since);
  CHECK(clock.now() == kNow + kDay);
  CHECK(clocks.told.empty());
}

TEST_CASE("after a pause a board goes on from what witnesses saw last, until they speak again") {
  Clocks clocks;
  clocks.wall = kNow + kDay;
  BoardClock clock(clocks.wall_clock(), clocks.options(), kNow);
  CHECK_FALSE(clock.read().agrees);
  CHECK(clock.now() == kNow);
  clocks.pass(5);
  CHECK(clock.now() == kNow + 5);
  clock.refer(kNow + kDay + 5, clocks.steady);
  CHECK(clock.now() == kNow + kDay + 5);
  CHECK(clocks.told == std::vector{false, true});
}

TEST_CASE("neither witnesses nor the computer's clock move a board ahead alone") {
  Clocks clocks;
  BoardClock clock(clocks.wall_clock(), clocks.options());
  clock.refer(kNow + 365 * kDay, clocks.steady);
  CHECK(clock.now() == kNow);
  clocks.wall += kDay;
  CHECK(clock.now() == kNow);
  clock.refer(kNow + kDay, clocks.steady);
  CHECK(clock.now() == kNow + kDay);
}

TEST_CASE("an operator who has looked says that the computer's clock is right") {
  Clocks clocks;
  clocks.wall = kNow + kDay;
  auto options = clocks.options();
  options.trusts_wall = true;
  BoardClock clock(clocks.wall_clock(), options, kNow);
  CHECK(clock.now() == kNow + kDay);
  // And it is told nevertheless that it is not what was expected.
  CHECK(clocks.told == std::vector{false});
  clock.refer(kNow, clocks.steady);
  CHECK(clock.now() == kNow + kDay);
}

TEST_CASE("the clock since the start of the computer goes on") {
  const std::uint64_t before = boot_seconds();
  CHECK(before > 0);
  CHECK(boot_seconds() >= before);
}

}  // namespace tabella::bulletin_board::test
