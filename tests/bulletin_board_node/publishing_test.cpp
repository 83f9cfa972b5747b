// Publishing with witnesses: fail open between phases, fail closed where voting ends. LG5, LG6.
#include "tests/bulletin_board_node/witnessed.h"

namespace tabella::bulletin_board::test {

TEST_CASE("a receipt meets the policy as soon as the post is answered", "[threads]") {
  const TemporaryFolder folder;
  const Witnessed board(folder);
  Parties parties;
  hold_until_open(board, parties);
  const Bytes ballot =
      board.node->look([&](const Board& state) { return parties.vote(state, 0, 1); });
  const Reply reply = board.node->submit_and_wait(ballot);
  const auto receipt = board.node->receipt(reply.verdict.index.value());
  REQUIRE(receipt);
  REQUIRE(verify_receipt(*receipt, ballot, policy()));
  REQUIRE(board.node->published()->cosigned);
}

TEST_CASE("between phases a board goes on without its witness, and says so", "[threads]") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties;
  board.post(parties.manifest());
  REQUIRE(board.node->published()->cosigned);
  SECTION("that is away") { board.away = true; }
  SECTION("whose cosignature is wrong") { board.lies = true; }
  board.post(parties.election());
  REQUIRE(board.shown() == board.node->status()->size);
  REQUIRE_FALSE(board.node->published()->cosigned);
  REQUIRE(policy().open(board.node->published()->note).error().code == "policy.quorum");
  // It is asked again, and the same size is shown with its cosignature.
  board.away = false;
  board.lies = false;
  while (!board.node->published()->cosigned) std::this_thread::yield();
  REQUIRE(policy().open(board.node->published()->note));
}

TEST_CASE("LG6: the end of voting is not shown before the policy is met, also after a restart") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties;
  hold_until_open(board, parties);
  const std::uint64_t before = board.shown();
  board.away = true;
  board.post(parties.act(Act::close));
  REQUIRE(board.node->status()->elections.begin()->second.phase == Phase::closed);
  board.wait_for_a_round();
  REQUIRE(board.shown() == before);
  REQUIRE_FALSE(board.node->receipt(before));
  // What comes later waits too.
  board.post(board.node->look([&](const Board& state) { return parties.share(state, 1); }));
  board.wait_for_a_round();
  REQUIRE(board.shown() == before);

  board.start();
  board.wait_for_a_round();
  REQUIRE(board.shown() == before);
  board.away = false;
  while (board.shown() == before) std::this_thread::yield();
  REQUIRE(board.shown() == board.node->status()->size);
  REQUIRE(policy().open(board.node->published()->note));
}

TEST_CASE("LG6: a restart takes no cosignature back, whether the witness is there or not") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties;
  hold_until_open(board, parties);
  SECTION("between phases") {}
  SECTION("after the end of voting") { board.post(parties.act(Act::close)); }
  const PublishedCheckpoint before = board.node->published().value();
  REQUIRE(before.cosigned);

  board.away = true;
  const int asked = board.asked;
  board.start();
  REQUIRE(board.node->published()->note == before.note);
  while (board.asked == asked) std::this_thread::yield();
  board.node->stop();
  const PublishedCheckpoint after = board.node->published().value();
  REQUIRE(after.checkpoint == before.checkpoint);
  REQUIRE(after.cosigned);
  REQUIRE(policy().open(after.note));
}

namespace {

// Of a publisher without a node behind it: takes everything, and counts its rounds.
Publisher::Hooks counting(std::atomic<int>& rounds) {
  return {.prove = [](std::uint64_t, std::uint64_t) { return HashPath(); },
          .save = [](const PublishedCheckpoint&) {},
          .extends = [](const Checkpoint&) { return true; },
          .steady = [] { return std::uint64_t{0}; },
          .shown = [](const PublishedCheckpoint&, std::uint64_t) {},
          .after_round = [&rounds](std::uint64_t) { ++rounds; },
          .failed = [](const std::string&) {}};
}

}  // namespace

TEST_CASE("the cosignatures of a quorum need not come in one round") {
  const std::string second = "witness.example/w2";
  const auto both = Policy::parse("log " + log_key().verifier().text() + "\nwitness w1 " +
                                  witness_key().text() + " http://w1.example\nwitness w2 " +
                                  VerifierKey::make(second, SignatureType::cosignature,
                                                    counting_key(0x30).public_key())
                                      .text() +
                                  " http://w2.example\ngroup both all w1 w2\nquorum both\n")
                        .value();
  // The first is there in the first round alone, the second from the second on.
  int asked_first = 0;
  int asked_second = 0;
  const auto in_turn = [&](const PolicyWitness& witness,
                           const AddCheckpoint& request) -> std::optional<WitnessReply> {
    const bool is_first = witness.name == "w1";
    if (is_first ? asked_first++ > 0 : asked_second++ == 0) return std::nullopt;
    const std::string text = SignedNote::parse(request.checkpoint).value().text;
    return WitnessReply{.status = 200,
                        .body = cosign(text, kNow, is_first ? "witness.example/w1" : second,
                                       counting_key(is_first ? 0x20 : 0x30))
                                    .line()};
  };
  std::atomic<int> rounds = 0;
  Publisher publisher(both, {.add_checkpoint = in_turn, .latest = {}},
                      {.rest = std::chrono::milliseconds(1)}, counting(rounds));
  const Checkpoint checkpoint{log_key().verifier().name(), 1, leaf_hash(as_bytes("entry"))};
  publisher.offer({checkpoint, sign_checkpoint(checkpoint, log_key().secret())}, true);
  while (rounds < 2) std::this_thread::yield();
  publisher.stop();
  REQUIRE(publisher.published());
  REQUIRE(both.open(publisher.published()->note));
}

TEST_CASE("a witness that refuses, and hangs when it is asked why, is left alone for a while") {
  std::atomic<int> asked = 0;
  std::atomic<int> rounds = 0;
  Publisher publisher(policy(),
                      {.add_checkpoint =
                           [&](const PolicyWitness&, const AddCheckpoint&) {
                             ++asked;
                             return std::optional(WitnessReply{.status = 500, .body = "no\n"});
                           },
                       .latest = [](const PolicyWitness&) { return std::optional<std::string>(); }},
                      {.rest = std::chrono::hours(1)}, counting(rounds));
  const Checkpoint checkpoint{log_key().verifier().name(), 1, leaf_hash(as_bytes("entry"))};
  publisher.offer({checkpoint, sign_checkpoint(checkpoint, log_key().secret())}, false);
  while (rounds < 3) std::this_thread::yield();
  publisher.stop();
  REQUIRE(asked == 1);
  REQUIRE(publisher.published());
}

TEST_CASE("a witness that is elsewhere than the board thinks says where") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties;
  board.post(parties.manifest());
  // The board forgets what was confirmed; the witness does not.
  board.start();
  board.post(parties.election());
  REQUIRE(board.node->published()->cosigned);
  REQUIRE(board.shown() == board.node->status()->size);
}

TEST_CASE("LG3: a board that goes on from an old copy is stopped by what its witness holds") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties;
  board.post(parties.manifest());
  const std::uint64_t before = board.shown();
  board.back_up();
  board.post(parties.election());
  REQUIRE(board.shown() > before);
  SECTION("whose checkpoint is larger than the copy") {
    board.start_from_backup();
    while (board.failures == 0) std::this_thread::yield();
  }
  SECTION("that it meets only after it has signed more than that") {
    board.away = true;
    board.start_from_backup();
    for (const char* id : {"another-2026", "third-2026"}) {
      parties.definition.id = id;
      board.post(parties.election());
    }
    board.away = false;
    while (board.failures == 0) std::this_thread::yield();
  }
  REQUIRE(board.failures == 1);
  REQUIRE(board.node->failure().value().starts_with(
      "the witness w1 holds a checkpoint of this log, of size 4, that the log here"));
  const auto shown = board.node->published();
  const Reply reply = board.node->submit_and_wait(parties.election());
  REQUIRE(reply.verdict.refusal->code == "node.stopped");
  REQUIRE(board.node->published()->note == shown->note);
}

TEST_CASE("a witness cannot stop a board by lying about what it holds") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties;
  board.post(parties.manifest());
  const Checkpoint larger{log_key().verifier().name(), 1'000'000, leaf_hash(as_bytes("another"))};
  SECTION("with a checkpoint that our key did not sign") {
    board.pretends = sign_checkpoint(larger, counting_key(0x77)).encode();
  }
  SECTION("with an older one of ours") { board.pretends = board.node->published()->note; }
  SECTION("with no note at all") { board.pretends = "none\n"; }
  board.start();
  board.post(parties.election());
  board.wait_for_a_round();
  REQUIRE_FALSE(board.node->failure());
  REQUIRE(board.shown() == board.node->status()->size);
}

TEST_CASE("while a log does not grow its witnesses sign the same checkpoint again") {
  const TemporaryFolder folder;
  Witnessed board(folder);
  Parties parties;
  board.post(parties.manifest());
  const auto seen_at = [&] {
    return policy().seen_at(SignedNote::parse(board.node->published()->note).value()).value();
  };
  const PublishedCheckpoint before = board.node->published().value();
  REQUIRE(seen_at() == kNow);
  board.witness_clock = kNow + 3600;
  while (seen_at() == kNow) std::this_thread::yield();
  REQUIRE(seen_at() == kNow + 3600);
  REQUIRE(board.node->published()->checkpoint == before.checkpoint);
  REQUIRE(board.node->published()->cosigned);
  // One signature of each: the older one of the witness made way.
  REQUIRE(SignedNote::parse(board.node->published()->note)->signatures.size() == 2);
  // A witness that is away takes nothing back.
  board.away = true;
  board.wait_for_a_round();
  REQUIRE(seen_at() == kNow + 3600);
  REQUIRE(board.node->published()->cosigned);
}

}  // namespace tabella::bulletin_board::test
