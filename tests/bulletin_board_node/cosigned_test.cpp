// What a node does about time: it posts what its witnesses showed, and dates its blocks by a clock
// that does not jump.
#include <thread>

#include "tests/bulletin_board_node/witnessed.h"

namespace tabella::bulletin_board::test {

namespace {

// An election whose policy asks the board's witness.
Parties parties_with_witness() {
  Parties parties;
  parties.log_key = counting_key(0x10);
  parties.witnesses.push_back({"witness.example/w1", counting_key(0x20)});
  return parties;
}

std::optional<WeightyMoment> moment(const Witnessed& board, MomentName name) {
  const auto status = board.node->status();
  for (const WeightyMoment& each : status->elections.begin()->second.moments) {
    if (each.name == name) return each;
  }
  return std::nullopt;
}

WeightyMoment wait_for(const Witnessed& board, MomentName name) {
  while (true) {
    const auto found = moment(board, name);
    if (found && found->cosigned) return *found;
    std::this_thread::yield();
  }
}

std::size_t cosigned_posts(const Witnessed& board) {
  const Store store = Store::to_read(board.path());
  std::size_t count = 0;
  for (std::uint64_t i = 0; i < store.size(); ++i) {
    if (as_text(store.read_entry(i)).starts_with(R"({"type":"cosigned",)")) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("a node posts once, for each moment, when its witnesses saw it", "[threads]") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties = parties_with_witness();
  hold_until_open(board, parties);
  board.witness_clock = kNow + 5;
  board.post(parties.act(Act::close));
  CHECK(wait_for(board, MomentName::closed).cosigned->time == kNow + 5);
  for (std::uint32_t t : {1u, 2u}) {
    board.post(board.node->look([&](const Board& state) { return parties.share(state, t); }));
  }
  wait_for(board, MomentName::finished);
  board.wait_for_a_round();
  CHECK(cosigned_posts(board) == 2);
  board.start();
  board.wait_for_a_round();
  CHECK(cosigned_posts(board) == 2);
}

TEST_CASE("what was published before a node stopped is posted when it starts", "[threads]") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties = parties_with_witness();
  hold_until_open(board, parties);
  board.away = true;
  board.post(parties.act(Act::close));
  board.wait_for_a_round();
  CHECK_FALSE(moment(board, MomentName::closed)->cosigned);
  board.node->stop();
  board.away = false;
  board.start();
  wait_for(board, MomentName::closed);
}

TEST_CASE("voting is not ended by a jump of the computer's clock, and goes on", "[threads]") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties = parties_with_witness();
  hold_until_open(board, parties);
  const auto closes = static_cast<std::uint64_t>(parties.definition.schedule.closes);
  REQUIRE(closes > kNow + 600);
  board.wall = closes + 1;
  board.steady = 20;
  board.witness_clock = kNow + 20;
  board.post(board.node->look([&](const Board& state) { return parties.vote(state, 0, 1); }));
  CHECK(board.node->status()->elections.begin()->second.phase == Phase::open);
  CHECK(board.node->status()->time == kNow + 20);
  CHECK_FALSE(board.node->clock().agrees);
  CHECK(board.node->clock().board == kNow + 20);
  // Back where it should be.
  board.wall = kNow + 20;
  CHECK(board.node->clock().agrees);
}

TEST_CASE("after a pause the witnesses are asked before the first block", "[threads]") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties = parties_with_witness();
  hold_until_open(board, parties);
  board.node->stop();
  const auto closes = static_cast<std::uint64_t>(parties.definition.schedule.closes);
  const std::uint64_t before = board.node->status()->time;
  const Bytes late =
      board.node->look([&](const Board& state) { return parties.vote(state, 0, 1); });
  board.wall = closes + 1;
  SECTION("and say that it is late") {
    board.witness_clock = closes + 1;
    board.start();
    CHECK(board.node->clock().agrees);
    const Reply reply = board.node->submit_and_wait(late);
    CHECK(reply.verdict.refusal->code == "rules.phase");
    CHECK(moment(board, MomentName::closed)->time == closes + 1);
  }
  SECTION("and if none answers, blocks go on from when they did last") {
    board.away = true;
    board.start();
    board.post(late);
    CHECK(board.node->status()->time == before);
    CHECK_FALSE(board.node->clock().agrees);
    // Nothing is stopped for good.
    board.away = false;
    board.witness_clock = closes + 1;
    wait_for(board, MomentName::closed);
  }
  SECTION("or the operator says that the computer's clock is right") {
    board.away = true;
    board.trusts_wall = true;
    board.start();
    CHECK(board.node->submit_and_wait(late).verdict.refusal->code == "rules.phase");
  }
}

}  // namespace tabella::bulletin_board::test
