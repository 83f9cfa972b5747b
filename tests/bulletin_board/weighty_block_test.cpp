// Which blocks settle what readers must not see in two versions.
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

bool is_weighty(MemoryBoard& memory, const Bytes& post) {
  const Block block = memory.apply({post}, memory.time);
  REQUIRE(block.verdicts.front().index.has_value());
  return block.weighty;
}

}  // namespace

TEST_CASE("the end of voting and the result are weighty, and nothing before and after them") {
  MemoryBoard memory;
  Parties parties;
  CHECK_FALSE(is_weighty(memory, parties.manifest()));
  CHECK_FALSE(is_weighty(memory, parties.election()));
  parties.commit_and_deal(memory);
  for (std::uint32_t i = 1; i <= 3; ++i) {
    CHECK_FALSE(is_weighty(memory, parties.certify(memory.board, i)));
  }
  parties.make_voters(1);
  CHECK_FALSE(is_weighty(memory, parties.roll_post()));
  CHECK_FALSE(is_weighty(memory, parties.roll_end()));
  CHECK_FALSE(is_weighty(memory, parties.act(Act::open)));
  CHECK_FALSE(is_weighty(memory, parties.vote(memory.board, 0, 1)));
  CHECK(is_weighty(memory, parties.act(Act::close)));
  CHECK_FALSE(is_weighty(memory, parties.share(memory.board, 1)));
  CHECK(is_weighty(memory, parties.share(memory.board, 2)));
  CHECK_FALSE(is_weighty(memory, parties.act(Act::archive)));
}

TEST_CASE("the schedule's end of voting and a cancellation are weighty") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  const auto closes = static_cast<std::uint64_t>(parties.definition.schedule.closes);
  CHECK_FALSE(memory.apply({}, closes - 1).weighty);
  CHECK(memory.apply({}, closes).weighty);
  CHECK_FALSE(memory.apply({}, closes + 1).weighty);
  memory.time = closes + 1;
  CHECK(is_weighty(memory, parties.act(Act::cancel, "The hall burnt down.")));
}

TEST_CASE("a refused end of voting is not weighty") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  const Block block = memory.apply(
      {parties.sign(ClosePost{parties.definition.id}, {parties.officials[0]})}, memory.time);
  REQUIRE(block.verdicts.front().refusal.has_value());
  CHECK_FALSE(block.weighty);
}

}  // namespace tabella::bulletin_board::test
