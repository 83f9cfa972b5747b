// The moments of an election whose time decides something, and the witnesses that show it.
#include "bulletin_board/election/moments.h"

#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr std::uint64_t kBound = 600;

// An election whose policy asks one witness, up to where voting is open.
struct Held {
  Held() { parties.add_witness("first"); }
  void hold_until_open() { parties.hold_until_open(memory, 1); }
  void close() { REQUIRE(memory.post(parties.act(Act::close)) == "accepted"); }
  std::string post_cosigned(const SignedNote& checkpoint) {
    return memory.post(parties.cosigned(checkpoint));
  }
  std::string cosign_at(std::uint64_t time) {
    return post_cosigned(parties.cosigned_checkpoint(memory.board, time));
  }
  // The text alone, as the log or whoever else signs it.
  std::string post_text(const std::string& checkpoint) {
    return memory.post(to_bytes(encode(CosignedPost{parties.definition.id, checkpoint})));
  }
  const Election& election() const { return *memory.board.find(parties.definition.id); }
  std::string state_of(MomentName name) const {
    const WeightyMoment* moment = election().moments().find(name);
    return moment == nullptr ? "none"
                             : std::string(bulletin_board::name(election().state_of(*moment)));
  }
  std::string replace_policy(const std::string& policy) {
    return memory.post(parties.sign(PolicyPost{parties.definition.id, policy},
                                    {parties.officials[0], parties.officials[1]}));
  }

  Parties parties;
  MemoryBoard memory;
};

std::string code(const std::string& refusal) { return refusal.substr(0, refusal.find(':')); }

}  // namespace

TEST_CASE("a moment has its block's time and the size of the log after its block") {
  Held held;
  held.hold_until_open();
  CHECK(held.election().moments().all().empty());
  held.memory.time += 5;
  held.close();
  const auto& moments = held.election().moments().all();
  REQUIRE(moments.size() == 1);
  CHECK(moments[0].name == MomentName::closed);
  CHECK(moments[0].time == held.memory.time);
  CHECK(moments[0].size == held.memory.board.size());
  CHECK(held.state_of(MomentName::closed) == "not_shown");
}

TEST_CASE("a cosigned checkpoint shows the end of voting, and shares are accepted only then") {
  Held held;
  held.hold_until_open();
  held.close();
  const Bytes share = held.parties.share(held.memory.board, 1);
  CHECK(code(held.memory.post(share)) == "share.cosigned");
  REQUIRE(held.cosign_at(held.memory.time + 3) == "accepted");
  CHECK(held.state_of(MomentName::closed) == "shown");
  CHECK(held.election().moments().find(MomentName::closed)->cosigned->time == held.memory.time + 3);
  CHECK(held.memory.post(share) == "accepted");
  REQUIRE(held.memory.post(held.parties.share(held.memory.board, 2)) == "accepted");
  CHECK(held.state_of(MomentName::finished) == "not_shown");
  REQUIRE(held.cosign_at(held.memory.time + 9) == "accepted");
  CHECK(held.state_of(MomentName::finished) == "shown");
  CHECK(held.election().moments().find(MomentName::closed)->cosigned->time == held.memory.time + 3);
  replay(held.memory);
}

TEST_CASE("both times may differ by the bound and not by a second more, in both directions") {
  const auto state_at = [](std::int64_t offset) {
    Held held;
    held.hold_until_open();
    held.close();
    REQUIRE(held.cosign_at(held.memory.time + static_cast<std::uint64_t>(offset)) == "accepted");
    return held.state_of(MomentName::closed);
  };
  CHECK(state_at(-static_cast<std::int64_t>(kBound)) == "shown");
  CHECK(state_at(-static_cast<std::int64_t>(kBound) - 1) == "ahead");
  CHECK(state_at(kBound) == "shown");
  CHECK(state_at(kBound + 1) == "later");
}

TEST_CASE("the definition says how far both times may differ") {
  Held held;
  held.parties.definition.schedule.clock_bound = 5;
  held.hold_until_open();
  held.close();
  REQUIRE(held.cosign_at(held.memory.time - 6) == "accepted");
  CHECK(held.state_of(MomentName::closed) == "ahead");
}

TEST_CASE("a cancelled election needs no share, and its two moments are shown by one checkpoint") {
  Held held;
  held.hold_until_open();
  held.close();
  REQUIRE(held.memory.post(held.parties.act(Act::cancel, "The clock was wrong.")) == "accepted");
  REQUIRE(held.cosign_at(held.memory.time) == "accepted");
  CHECK(held.state_of(MomentName::closed) == "shown");
  CHECK(held.state_of(MomentName::cancelled) == "shown");
  CHECK(held.state_of(MomentName::finished) == "none");
  CHECK(code(held.cosign_at(held.memory.time)) == "cosigned.covers");
  replay(held.memory);
}

TEST_CASE("a checkpoint from between two moments shows the first of them alone") {
  Held held;
  held.hold_until_open();
  held.close();
  const SignedNote early = held.parties.cosigned_checkpoint(held.memory.board, held.memory.time);
  REQUIRE(held.memory.post(held.parties.act(Act::cancel, "The clock was wrong.")) == "accepted");
  REQUIRE(held.post_cosigned(early) == "accepted");
  CHECK(held.state_of(MomentName::closed) == "shown");
  CHECK(held.state_of(MomentName::cancelled) == "not_shown");
}

TEST_CASE("what the schedule cancels is a moment, too") {
  Held held;
  REQUIRE(held.memory.post(held.parties.manifest()) == "accepted");
  REQUIRE(held.memory.post(held.parties.election()) == "accepted");
  const auto closes = static_cast<std::uint64_t>(held.parties.definition.schedule.closes);
  (void)held.memory.apply({}, closes);
  held.memory.time = closes;
  REQUIRE(held.cosign_at(closes - 86'400) == "accepted");
  CHECK(held.state_of(MomentName::cancelled) == "ahead");
}

TEST_CASE("a clock that was ahead is not hidden behind a later time, and is said once") {
  Held held;
  held.hold_until_open();
  held.close();
  const auto at = [&](std::uint64_t time) {
    return held.parties.cosigned_checkpoint(held.memory.board, time);
  };
  const SignedNote true_time = at(held.memory.time - 86'400);
  const SignedNote once_more = at(held.memory.time - 86'401);
  const SignedNote in_time = at(held.memory.time - 1);
  REQUIRE(held.post_cosigned(at(held.memory.time)) == "accepted");
  CHECK(held.state_of(MomentName::closed) == "shown");
  CHECK(code(held.post_cosigned(in_time)) == "cosigned.covers");
  REQUIRE(held.post_cosigned(true_time) == "accepted");
  CHECK(held.state_of(MomentName::closed) == "ahead");
  CHECK(code(held.post_cosigned(once_more)) == "cosigned.covers");
  CHECK(code(held.post_cosigned(in_time)) == "cosigned.covers");
  replay(held.memory);
}

TEST_CASE("a cosigned post is refused by what is wrong with it") {
  Held held;
  held.hold_until_open();
  const auto refused = [&](const SignedNote& checkpoint) {
    return code(held.post_cosigned(checkpoint));
  };
  const std::uint64_t now = held.memory.time;
  const SignedNote before = held.parties.cosigned_checkpoint(held.memory.board, now);
  CHECK(refused(before) == "cosigned.covers");
  held.close();
  const SignedNote good = held.parties.cosigned_checkpoint(held.memory.board, now);
  const auto changed = [&](auto change) {
    SignedNote note = good;
    change(note);
    return refused(note);
  };
  const auto& witness = held.parties.witnesses[0];

  SECTION("its form") {
    const std::string line = encode(CosignedPost{held.parties.definition.id, good.encode()});
    CHECK(code(held.memory.post(to_bytes(line + " "))) == "cosigned.encoding");
    CHECK(code(held.memory.post(to_bytes(R"({"type":"cosigned","election":"x"})"))) ==
          "cosigned.encoding");
    CHECK(code(held.memory.post(to_bytes(R"({"type":"cosigned",)"))) == "cosigned.encoding");
    CHECK(code(held.memory.post(
              to_bytes(R"({"type":"cosigned","election":"x","checkpoint":"","more":1})"))) ==
          "cosigned.encoding");
    // It is no post that anybody signs.
    CHECK(code(held.memory.post(to_bytes("\n" + line))) == "note.form");
  }
  SECTION("its election") {
    CHECK(code(held.memory.post(to_bytes(encode(CosignedPost{"other", good.encode()})))) ==
          "cosigned.election");
  }
  SECTION("its checkpoint") {
    CHECK(code(held.post_text("")) == "cosigned.checkpoint");
    CHECK(code(held.post_text("no checkpoint")) == "cosigned.checkpoint");
    // By another key of the same name.
    const Checkpoint checkpoint{held.parties.origin, held.memory.board.size(),
                                held.memory.board.root()};
    CHECK(refused(sign_checkpoint(checkpoint, crypto::Ed25519SecretKey::random())) ==
          "cosigned.checkpoint");
    // Of another log.
    SignedNote elsewhere = sign_checkpoint(
        {"another.example/log", checkpoint.size, checkpoint.root}, held.parties.log_key);
    elsewhere.signatures.push_back(cosign(elsewhere.text, now, witness.name, witness.key));
    CHECK(refused(elsewhere) == "cosigned.checkpoint");
    // With a line of somebody whom nobody asked, and with one that is there twice.
    CHECK(changed([&](SignedNote& note) {
            note.signatures.push_back(
                sign_note(note.text, "stranger", crypto::Ed25519SecretKey::random()));
          }) == "cosigned.checkpoint");
    CHECK(changed([](SignedNote& note) { note.signatures.push_back(note.signatures[1]); }) ==
          "cosigned.checkpoint");
  }
  SECTION("its root") {
    const auto at = [&](std::uint64_t size, const Hash& root) {
      SignedNote note = sign_checkpoint({held.parties.origin, size, root}, held.parties.log_key);
      note.signatures.push_back(cosign(note.text, now, witness.name, witness.key));
      return refused(note);
    };
    const std::uint64_t size = held.memory.board.size();
    Hash root = held.memory.board.root();
    CHECK(at(size + 1, root) == "cosigned.root");
    CHECK(at(size - 1, root) == "cosigned.root");
    root[0] ^= 1;
    CHECK(at(size, root) == "cosigned.root");
  }
  SECTION("its cosignatures") {
    CHECK(changed([](SignedNote& note) { note.signatures.pop_back(); }) == "cosigned.policy");
    CHECK(changed([](SignedNote& note) { note.signatures[1].signature[20] ^= 1; }) ==
          "cosigned.policy");
  }
  CHECK(held.post_cosigned(good) == "accepted");
  CHECK(refused(good) == "cosigned.covers");
}

TEST_CASE(
    "without witnesses nothing is asked, nothing is kept, and times are the operator's word") {
  Parties parties;
  MemoryBoard memory;
  parties.hold_until_open(memory, 1);
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  CHECK(code(memory.post(parties.cosigned(parties.cosigned_checkpoint(memory.board, 1)))) ==
        "cosigned.none");
  const Election& election = *memory.board.find(parties.definition.id);
  CHECK(election.state_of(election.moments().all()[0]) == MomentState::operators_word);
  CHECK(memory.post(parties.share(memory.board, 1)) == "accepted");
}

TEST_CASE("officials replace the policy, so that a lost witness stops nothing for good") {
  Held held;
  held.hold_until_open();
  held.close();
  // Nobody has the key of the first witness any more.
  const SignedNote by_first = held.parties.cosigned_checkpoint(held.memory.board, held.memory.time);
  const std::string announced = held.parties.policy();
  held.parties.witnesses.clear();
  held.parties.add_witness("second");
  const std::string policy = held.parties.policy();
  REQUIRE(policy != announced);
  const SignedNote by_second =
      held.parties.cosigned_checkpoint(held.memory.board, held.memory.time);
  CHECK(code(held.post_cosigned(by_second)) == "cosigned.checkpoint");

  const crypto::Fingerprint chain = held.election().chain();
  const Bytes post = sign_post(PolicyPost{held.parties.definition.id, policy},
                               name_of(held.election().announcement()),
                               {held.parties.officials[0], held.parties.officials[1]});
  REQUIRE(held.memory.post(post) == "accepted");
  CHECK(held.election().policy_text() == policy);
  CHECK(held.election().chain() == crypto::sha256({chain, as_bytes(policy)}));
  CHECK(code(held.post_cosigned(by_first)) == "cosigned.checkpoint");
  REQUIRE(held.post_cosigned(by_second) == "accepted");
  CHECK(held.state_of(MomentName::closed) == "shown");
  replay(held.memory);
}

TEST_CASE("a cosigned time stays when the policy is replaced after it") {
  Held held;
  held.hold_until_open();
  held.close();
  REQUIRE(held.cosign_at(held.memory.time) == "accepted");
  const auto log = VerifierKey::make(held.parties.origin, SignatureType::ed25519,
                                     held.parties.log_key.public_key());
  REQUIRE(held.replace_policy(policy_without_witnesses(log)) == "accepted");
  CHECK(held.state_of(MomentName::closed) == "shown");
  CHECK(held.memory.post(held.parties.share(held.memory.board, 1)) == "accepted");
  replay(held.memory);
}

TEST_CASE("a quorum that is asked for only after the end of voting is asked for it") {
  Parties parties;
  MemoryBoard memory;
  parties.hold_until_open(memory, 1);
  const std::string none = name_of(memory.board.find(parties.definition.id)->announcement());
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  const Bytes share = parties.share(memory.board, 1);
  parties.add_witness("late");
  const Bytes post = sign_post(PolicyPost{parties.definition.id, parties.policy()}, none,
                               {parties.officials[0], parties.officials[1]});
  REQUIRE(memory.post(post) == "accepted");
  CHECK(code(memory.post(share)) == "share.cosigned");
  const SignedNote checkpoint = parties.cosigned_checkpoint(memory.board, memory.time);
  REQUIRE(memory.post(parties.cosigned(checkpoint)) == "accepted");
  CHECK(memory.post(share) == "accepted");
  replay(memory);
}

TEST_CASE(
    "a policy is that of this log, reads plainly, and is replaced until the election is over") {
  Held held;
  const std::string other = policy_without_witnesses(VerifierKey::make(
      "another.example/log", SignatureType::ed25519, held.parties.log_key.public_key()));
  const std::string good = held.parties.policy();
  const auto announced = [&](const std::string& policy) {
    MemoryBoard memory;
    REQUIRE(memory.post(held.parties.manifest()) == "accepted");
    ElectionPost post = held.parties.election_post();
    post.policy = policy;
    const Signers signers = {held.parties.operator_key, held.parties.officials[0],
                             held.parties.officials[1]};
    return code(memory.post(sign_post(post, held.parties.origin, signers)));
  };
  held.hold_until_open();
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"", "policy.log"},
      {"log\n", "policy.form"},
      {good.substr(0, good.find("quorum")), "policy.quorum"},
      {other, "election.policy"},
      {"# \x1b[2J\n" + good, "election.policy"},
      {"# \u202e\n" + good, "election.policy"}};
  for (const auto& [policy, expected] : wrong) {
    CAPTURE(policy);
    CHECK(announced(policy) == expected);
    CHECK(code(held.replace_policy(policy)) == expected);
  }
  CHECK(announced("# the log\t(this one)\n\n" + good) == "accepted");
  CHECK(held.replace_policy("# the log\t(this one)\n\n" + good) == "accepted");
  const Bytes by_one =
      held.parties.sign(PolicyPost{held.parties.definition.id, good}, {held.parties.officials[0]});
  CHECK(code(held.memory.post(by_one)) == "post.signatures");
  REQUIRE(held.memory.post(held.parties.act(Act::cancel, "It rains.")) == "accepted");
  CHECK(code(held.replace_policy(good)) == "rules.phase");
}

TEST_CASE("only the last block ends are known") {
  BlockEnds ends;
  const auto at = [](std::uint64_t size) { return Checkpoint{"log", size, {1}}; };
  for (std::uint64_t size = 1; size <= BlockEnds::kKept; ++size) ends.add(2 * size, {1});
  CHECK(ends.has(at(2)));
  CHECK_FALSE(ends.has(at(3)));
  CHECK_FALSE(ends.has({"log", 2, {2}}));
  ends.add(2 * BlockEnds::kKept + 2, {1});
  CHECK_FALSE(ends.has(at(2)));
  CHECK(ends.has(at(4)));
  CHECK(ends.has(at(2 * BlockEnds::kKept + 2)));
  CHECK_FALSE(ends.has(at(2 * BlockEnds::kKept + 4)));
}

}  // namespace tabella::bulletin_board::test
