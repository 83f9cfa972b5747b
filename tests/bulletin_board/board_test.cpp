// A whole election on the board, replayed; and what each party may not do.
#include "bulletin_board/board.h"

#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/records_json.h"
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

std::string text_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

const Election& on(const MemoryBoard& memory) { return *memory.board.find("sample-2026"); }

}  // namespace

TEST_CASE("a whole election on the board has a result, and replays byte for byte") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 6);  // weights 1, 2, 3, 1, 2, 3
  for (std::size_t v = 0; v < 5; ++v) {
    REQUIRE(memory.post(parties.vote(memory.board, v, v == 0 ? 0 : 1)) == "accepted");
  }
  // Voter 1 (weight 2) changes her mind.
  REQUIRE(memory.post(parties.vote(memory.board, 1, 0, 2)) == "accepted");
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  REQUIRE(on(memory).phase() == Phase::closed);
  REQUIRE(memory.post(parties.share(memory.board, 3)) == "accepted");
  REQUIRE(on(memory).phase() == Phase::closed);
  REQUIRE(memory.post(parties.share(memory.board, 1)) == "accepted");
  REQUIRE(on(memory).phase() == Phase::finished);

  const tally::QuestionResult& result = on(memory).results()->front();
  REQUIRE(result.count.value(ballot::TotalKind::option, 0) == 3);
  REQUIRE(result.count.value(ballot::TotalKind::option, 1) == 6);
  REQUIRE(result.count.roll == 12);
  REQUIRE(result.count.took_part == 9);
  REQUIRE(result.winners == std::vector<std::uint32_t>{1});
  REQUIRE(on(memory).accepted_ballots() == 6);
  const auto last = decode_result_record(text_of(memory.entries[memory.entries.size() - 2]));
  REQUIRE(last);
  replay(memory);
}

TEST_CASE("ballots of one block are judged one after the other") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 3);
  const Bytes first = parties.vote(memory.board, 0, 0);
  const Bytes second = parties.vote(memory.board, 0, 1, 2);
  Bytes bad = parties.vote(memory.board, 1, 0);
  const std::string line = text_of(bad);
  // Another last character: z_K is another scalar, or none.
  bad[line.size() - 4] = line[line.size() - 4] == 'A' ? 'B' : 'A';
  const Bytes good = parties.vote(memory.board, 2, 1);
  const Block block = memory.apply({first, second, first, bad, good, good}, memory.time);
  const auto refusal = [&](std::size_t i) {
    return block.verdicts[i].refusal ? block.verdicts[i].refusal->code : "";
  };
  CHECK(refusal(0) == "");
  CHECK(refusal(1) == "");
  CHECK(refusal(2) == "ballot.sequence");
  CHECK(refusal(3).starts_with("ballot."));
  CHECK(refusal(4) == "");
  CHECK(refusal(5) == "ballot.sequence");
  REQUIRE(block.entries.size() == 4);
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  for (std::uint32_t t : {1u, 2u})
    REQUIRE(memory.post(parties.share(memory.board, t)) == "accepted");
  // Voter 0 counts once, by the later ballot.
  const tally::QuestionResult& result = on(memory).results()->front();
  REQUIRE(result.count.value(ballot::TotalKind::option, 0) == 0);
  REQUIRE(result.count.value(ballot::TotalKind::option, 1) == 4);
  replay(memory);
}

TEST_CASE("verdicts do not depend on how posts are put into blocks") {
  MemoryBoard one_by_one;
  Parties parties;
  parties.hold_until_open(one_by_one, 4);
  for (std::size_t v = 0; v < 4; ++v) {
    REQUIRE(one_by_one.post(parties.vote(one_by_one.board, v, v % 2)) == "accepted");
  }
  REQUIRE(one_by_one.post(parties.vote(one_by_one.board, 0, 1, 2)) == "accepted");
  REQUIRE(one_by_one.post(parties.act(Act::close)) == "accepted");
  for (std::uint32_t t : {1u, 2u}) {
    REQUIRE(one_by_one.post(parties.share(one_by_one.board, t)) == "accepted");
  }
  std::vector<Bytes> posts;
  for (const Bytes& entry : one_by_one.entries) {
    const std::string line = text_of(entry);
    if (!decode_block_record(line) && !decode_result_record(line)) posts.push_back(entry);
  }
  const std::size_t size = GENERATE(1u, 2u, 3u, 5u, 7u, 11u, 100u);
  CAPTURE(size);
  MemoryBoard grouped;
  for (std::size_t first = 0; first < posts.size(); first += size) {
    const auto begin = posts.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(size, posts.size() - first));
    for (const Verdict& verdict : grouped.apply({begin, end}, grouped.time).verdicts) {
      INFO((verdict.refusal ? verdict.refusal->message() : ""));
      REQUIRE(verdict.index);
    }
  }
  REQUIRE(on(grouped).phase() == Phase::finished);
  REQUIRE(on(grouped).results() == on(one_by_one).results());
}

TEST_CASE("a block that changes nothing appends nothing") {
  MemoryBoard memory;
  Parties parties;
  REQUIRE(memory.apply({}, memory.time).entries.empty());
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  const auto size = memory.entries.size();
  REQUIRE(memory.apply({}, memory.time + 1000).entries.empty());
  REQUIRE_FALSE(memory.post(parties.manifest()) == "accepted");
  REQUIRE(memory.entries.size() == size);
}

TEST_CASE("the counters of a result are opened on all threads that are lent") {
  ballot::Definition definition = Parties::default_definition();
  definition.questions[0].options = ballot::test::options(12);
  Parties parties(definition);
  const std::size_t counters = parties.styles[0].style.counters.size();
  REQUIRE(counters > 2);
  MemoryBoard memory;
  parties.hold_until_open(memory, 2);
  REQUIRE(memory.post(parties.vote(memory.board, 0, 1)) == "accepted");
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  REQUIRE(memory.post(parties.share(memory.board, 1)) == "accepted");
  // Another board, which does its pieces from the last to the first.
  std::vector<std::size_t> pieces;
  std::vector<Bytes> entries;
  Board other([&](std::uint64_t index) { return entries.at(index); },
              [&](std::size_t count, const std::function<void(std::size_t)>& piece) {
                pieces.push_back(count);
                for (std::size_t i = count; i-- > 0;) piece(i);
              });
  BlockReader reader;
  const auto follow = [&] {
    for (const Bytes& entry :
         std::vector(memory.entries.begin() + static_cast<std::ptrdiff_t>(entries.size()),
                     memory.entries.end())) {
      if (const auto block = reader.read(entry).value()) {
        const Block made = other.apply(block->time, block->posts());
        entries.insert(entries.end(), made.entries.begin(), made.entries.end());
      }
    }
  };
  follow();
  pieces.clear();
  REQUIRE(memory.post(parties.share(memory.board, 2)) == "accepted");
  follow();
  REQUIRE(entries == memory.entries);
  REQUIRE(std::ranges::find(pieces, counters) != pieces.end());
}

// Ready before it is due to open, at 1'700'000'500, with two voters.
void hold_until_ready(MemoryBoard& memory, Parties& parties) {
  parties.definition.schedule = {.opens = 1'700'000'500, .closes = 1'700'001'000};
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  REQUIRE(memory.post(parties.election()) == "accepted");
  parties.join_all(memory);
  for (std::uint32_t i = 1; i <= 3; ++i) (void)memory.post(parties.commit(memory.board, i));
  for (std::uint32_t i = 1; i <= 3; ++i) (void)memory.post(parties.deal(i));
  for (std::uint32_t i = 1; i <= 3; ++i) (void)memory.post(parties.certify(memory.board, i));
  parties.make_voters(2);
  REQUIRE(memory.post(parties.roll_post()) == "accepted");
  REQUIRE(memory.post(parties.roll_end()) == "accepted");
  REQUIRE(on(memory).phase() == Phase::ready);
}

TEST_CASE("an outage while voting was due decides nothing: the election is cancelled") {
  for (const std::uint64_t time : {1'700'001'000U, 1'700'009'000U}) {
    MemoryBoard memory;
    Parties parties;
    hold_until_ready(memory, parties);
    memory.time = time;
    REQUIRE(memory.post(parties.vote(memory.board, 0, 0)).starts_with("rules.phase"));
    REQUIRE(on(memory).phase() == Phase::cancelled);
    REQUIRE(on(memory).why_cancelled() == "Voting had not begun when it was due to end.");
    replay(memory);
  }
  // One second of voting is voting.
  MemoryBoard memory;
  Parties parties;
  hold_until_ready(memory, parties);
  memory.time = 1'700'000'999;
  REQUIRE(memory.post(parties.vote(memory.board, 0, 0)) == "accepted");
  memory.time = 1'700'001'000;
  REQUIRE_FALSE(memory.apply({}, memory.time).entries.empty());
  REQUIRE(on(memory).phase() == Phase::closed);
}

TEST_CASE("voting opens and closes by the block's time") {
  MemoryBoard memory;
  Parties parties;
  hold_until_ready(memory, parties);
  REQUIRE(memory.board.next_due() == 1'700'000'500);
  REQUIRE(memory.post(parties.vote(memory.board, 0, 0)).starts_with("rules.phase"));
  memory.time = 1'700'000'500;
  REQUIRE(memory.post(parties.vote(memory.board, 0, 0)) == "accepted");
  REQUIRE(memory.board.next_due() == 1'700'001'000);
  memory.time = 1'700'001'000;
  REQUIRE(memory.post(parties.vote(memory.board, 1, 0)).starts_with("rules.phase"));
  REQUIRE(on(memory).phase() == Phase::closed);
  // A clock that goes back opens nothing again.
  memory.time = 1'700'000'600;
  REQUIRE(memory.post(parties.vote(memory.board, 1, 0)).starts_with("rules.phase"));
  replay(memory);
}

TEST_CASE("BA20: only those whose part it is may post") {
  MemoryBoard memory;
  Parties parties;
  const Parties strangers;
  REQUIRE(memory.post(parties.election()) == "rules.manifest: a board begins with its manifest");
  REQUIRE(memory
              .post(parties.sign(ManifestPost{"board", parties.operator_key.verifier()},
                                 {strangers.operator_key}))
              .starts_with("post.signatures"));
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  const auto election = [&](const Signers& signers) {
    return memory.post(parties.sign(parties.election_post(), signers));
  };
  CHECK(election({parties.operator_key, parties.officials[0]}).starts_with("post.signatures"));
  CHECK(election({parties.officials[0], parties.officials[1]}).starts_with("post.signatures"));
  CHECK(election({strangers.operator_key, parties.officials[0], parties.officials[1]})
            .starts_with("post.signatures"));
  // A threshold that no signatures reach is wrong by itself.
  for (const std::uint32_t threshold : {0U, 4U}) {
    ElectionPost post = parties.election_post();
    post.officials_threshold = threshold;
    Signers signers = {parties.operator_key};
    signers.insert(signers.end(), parties.officials.begin(), parties.officials.end());
    CHECK(memory.post(parties.sign(post, signers)).starts_with("election.officials"));
  }
  // BA21: other orders and further lines are other bytes for the same post.
  CHECK(election({parties.officials[0], parties.officials[1], parties.operator_key})
            .starts_with("post.signatures"));
  CHECK(election({parties.operator_key, parties.officials[0], parties.officials[1],
                  parties.officials[2]})
            .starts_with("post.signatures"));
  CHECK(election(
            {parties.operator_key, parties.officials[0], parties.officials[1], strangers.registrar})
            .starts_with("post.signatures"));
  REQUIRE(election({parties.operator_key, parties.officials[1], parties.officials[2]}) ==
          "accepted");
  CHECK(memory.post(parties.election()) ==
        "rules.twice: election: sample-2026 is on this board already");
  parties.join_all(memory);
  Bytes commit = parties.commit(memory.board, 1);
  CHECK(memory
            .post(parties.sign(CommitPost{"sample-2026", trustee_number(1), Bytes(64)},
                               {parties.trustees[1]}))
            .starts_with("post.signatures"));
  CHECK(memory.post(parties.sign(CommitPost{"sample-2026", trustee_number(4), Bytes(64)},
                                 {parties.trustees[1]})) == "rules.trustee: 4: is no trustee");
  CHECK(memory
            .post(parties.sign(CommitPost{"nowhere", trustee_number(1), Bytes(64)},
                               {parties.trustees[0]}))
            .starts_with("rules.election"));
  REQUIRE(memory.post(commit) == "accepted");
  CHECK(memory.post(commit) == "rules.twice: trustee 1: has posted already");
  CHECK(memory.post(parties.act(Act::open)).starts_with("rules.phase"));
  CHECK(memory.post(parties.roll_end()).starts_with("rules.phase"));
}

TEST_CASE("OL1: a whole log is refused, post by post, on another log") {
  MemoryBoard practice;
  Parties parties;
  parties.hold_until_open(practice, 2);
  REQUIRE(practice.post(parties.act(Act::close)) == "accepted");
  MemoryBoard memory;
  // The same people with the same keys.
  parties.origin = "board.example/real";
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  std::size_t refused = 0;
  for (const Bytes& entry : practice.entries) {
    const std::string text = text_of(entry);
    if (text.find("\nof ") == std::string::npos) continue;
    const std::string verdict = memory.post(entry);
    INFO(verdict);
    CHECK((verdict.starts_with("rules.belongs") || verdict.starts_with("rules.election")));
    ++refused;
  }
  CHECK(refused == 1 + 4 * 3 + 4);
  // Nor where there is an election of the same id.
  REQUIRE(memory.post(parties.election()) == "accepted");
  for (const Bytes& entry : practice.entries) {
    const std::string text = text_of(entry);
    if (text.find("\nof ") == std::string::npos) continue;
    CHECK(memory.post(entry).starts_with("rules.belongs"));
  }
}

TEST_CASE("OC3: no ceremony takes a key that another one on this log has used") {
  MemoryBoard memory;
  Parties parties;
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  REQUIRE(memory.post(parties.election()) == "accepted");
  parties.join_all(memory);
  const std::string reuse =
      "rules.key_reuse: trustee 1: the static key was used on this log before";
  // The same trustee, with a proof for the second election.
  parties.definition.id = "second";
  REQUIRE(memory.post(parties.election()) == "accepted");
  CHECK(memory.post(parties.join(1)) == reuse);
  parties.static_secrets[0] = crypto::SecretScalar::random();
  CHECK(memory.post(parties.join(1)) == "accepted");
  CHECK(memory.post(parties.join(1)) == "rules.twice: trustee 1: has joined already");
  CHECK(memory.board.find("second")->phase() == Phase::join);
  replay(memory);
}

TEST_CASE("TR2: a dealing that is not what was hashed is refused, and the right one still taken") {
  MemoryBoard memory;
  Parties parties;
  (void)memory.post(parties.manifest());
  (void)memory.post(parties.election());
  parties.join_all(memory);
  for (std::uint32_t i = 1; i <= 3; ++i) (void)memory.post(parties.commit(memory.board, i));
  const Bytes honest = parties.dealings[0];
  const crypto::Ceremony& ceremony = *on(memory).ceremony();
  parties.dealings[0] =
      crypto::deal(ceremony, crypto::TrusteeIndex::from_position(0), parties.static_secrets[0],
                   crypto::DealingSecrets::random(ceremony))
          .encode();
  REQUIRE(memory.post(parties.deal(1)).starts_with("ceremony.reveal"));
  parties.dealings[0] = honest;
  REQUIRE(memory.post(parties.deal(1)) == "accepted");
}

TEST_CASE("BA8: the roll takes nobody twice, no unknown style and no weight beyond the bound") {
  MemoryBoard memory;
  Parties parties;
  (void)memory.post(parties.manifest());
  (void)memory.post(parties.election());
  parties.join_all(memory);
  for (std::uint32_t i = 1; i <= 3; ++i) (void)memory.post(parties.commit(memory.board, i));
  for (std::uint32_t i = 1; i <= 3; ++i) (void)memory.post(parties.deal(i));
  for (std::uint32_t i = 1; i <= 3; ++i) (void)memory.post(parties.certify(memory.board, i));
  parties.make_voters(2);
  const auto roll = [&](std::vector<RollEntry> entries) {
    return memory.post(
        parties.sign(RollPost{"sample-2026", std::move(entries)}, {parties.registrar}));
  };
  CHECK(roll({}).starts_with("roll.empty"));
  CHECK(roll({parties.roll[0], parties.roll[0]}).starts_with("roll.duplicate"));
  CHECK(roll({{parties.roll[0].credential, "none", 1}}).starts_with("roll.style"));
  CHECK(roll({{parties.roll[0].credential, "all", 4}}).starts_with("roll.weight"));
  REQUIRE(memory.post(parties.roll_post()) == "accepted");
  CHECK(roll({parties.roll[1]}).starts_with("roll.duplicate"));
  std::vector<RollEntry> many;
  for (int i = 0; i < 49; ++i) {
    many.push_back({crypto::mul_base(crypto::SecretScalar::random()).publish(), "all", 1});
  }
  CHECK(roll(many).starts_with("roll.bound"));
  CHECK(memory.post(parties.sign(RollEndPost{"sample-2026", 3, {}}, {parties.registrar}))
            .starts_with("roll.count"));
  CHECK(memory.post(parties.sign(RollEndPost{"sample-2026", 2, {}}, {parties.registrar}))
            .starts_with("roll.fingerprint"));
  REQUIRE(memory.post(parties.roll_end()) == "accepted");
  CHECK(roll({{crypto::Element::generator(), "all", 1}}).starts_with("rules.phase"));
}

TEST_CASE("BA1, BA7, BA8: strangers, copies and old ballots are refused") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 3);
  const Bytes first = parties.vote(memory.board, 0, 0);
  const Bytes later = parties.vote(memory.board, 0, 1, 5);
  REQUIRE(memory.post(later) == "accepted");
  CHECK(memory.post(first).starts_with("ballot.sequence"));
  CHECK(memory.post(later).starts_with("ballot.sequence"));
  // Under another credential of the roll.
  auto copied = ballot::decode_ballot_post(text_of(first)).value();
  copied.credential = parties.roll[1].credential;
  const auto as_entry = [](const ballot::BallotPost& post) {
    const std::string line = ballot::encode(post);
    return Bytes(line.begin(), line.end());
  };
  CHECK(memory.post(as_entry(copied)) == "ballot.credential: sealed: the proof does not hold");
  copied.credential = crypto::Element::generator();
  CHECK(memory.post(as_entry(copied)).starts_with("ballot.roll"));
  auto elsewhere = ballot::decode_ballot_post(text_of(first)).value();
  elsewhere.election[0] ^= 1;
  CHECK(memory.post(as_entry(elsewhere)).starts_with("ballot.election"));
  auto other_style = ballot::decode_ballot_post(text_of(first)).value();
  other_style.style = "other";
  CHECK(memory.post(as_entry(other_style)).starts_with("ballot.style"));
  // BA4: the accepted ballot's B and K under a fresh sequence.
  auto repeated = ballot::decode_ballot_post(text_of(later)).value();
  repeated.sequence = 9;
  CHECK(memory.post(as_entry(repeated)).starts_with("ballot.repeat"));
  CHECK(memory.post(Bytes()).starts_with("note.form"));
}

TEST_CASE("nobody posts what the rules make") {
  MemoryBoard memory;
  Parties parties;
  (void)memory.post(parties.manifest());
  const auto signed_line = [&](const std::string& line) {
    SignedNote note{line + "\n", {parties.operator_key.sign(line + "\n")}};
    const std::string text = note.encode();
    return memory.post(Bytes(text.begin(), text.end()));
  };
  CHECK(signed_line(encode(BlockRecord{7, 7, {}})).starts_with("post.type"));
  CHECK(signed_line(encode(ResultRecord{"sample-2026", {}})).starts_with("post.type"));
  const std::string record = encode(BlockRecord{7, 7, {}});
  CHECK(memory.post(Bytes(record.begin(), record.end())).starts_with("note.form"));
}

TEST_CASE("TR12, TR13, TR16: shares come after the close, from each trustee once, and are right") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 3);
  REQUIRE(memory.post(parties.vote(memory.board, 0, 0)) == "accepted");
  const SignedPost early =
      PartialDecryptionPost{parties.definition.id, trustee_number(1), "q/totals", Bytes(4)};
  CHECK(memory.post(parties.sign(early, {parties.trustees[0]})).starts_with("rules.phase"));
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  const Bytes good = parties.share(memory.board, 1);
  REQUIRE(memory.post(good) == "accepted");
  CHECK(memory.post(good) == "rules.twice: trustee 1: has posted already");
  CHECK(memory.post(parties.share(memory.board, 1)).starts_with("rules.twice"));
  // Trustee 2 posts trustee 1's share, and a wrong one.
  const auto of_first =
      decode_signed_post(std::string_view(text_of(good)).substr(0, text_of(good).find('\n')));
  PartialDecryptionPost stolen = std::get<PartialDecryptionPost>(of_first.value());
  stolen.trustee = trustee_number(2);
  CHECK(memory.post(parties.sign(stolen, {parties.trustees[1]})).starts_with("rules.trustee"));
  PartialDecryptionPost wrong = stolen;
  wrong.decryption[3] = 2;
  CHECK(memory.post(parties.sign(wrong, {parties.trustees[1]})).starts_with("share.repeat"));
  REQUIRE(memory.post(parties.share(memory.board, 2)) == "accepted");
  REQUIRE(on(memory).phase() == Phase::finished);
  CHECK(memory.post(parties.share(memory.board, 3)).starts_with("rules.phase"));
  CHECK(memory.post(parties.act(Act::cancel, "too late")).starts_with("rules.phase"));
  replay(memory);
}

TEST_CASE("what is not ready when voting was to end is cancelled") {
  MemoryBoard memory;
  Parties parties;
  (void)memory.post(parties.manifest());
  REQUIRE(memory.post(parties.election()) == "accepted");
  REQUIRE(memory.post(parties.join(1)) == "accepted");
  const auto closes = static_cast<std::uint64_t>(parties.definition.schedule.closes);
  REQUIRE(memory.board.next_due() == closes);
  REQUIRE(memory.apply({}, closes - 1).entries.empty());
  REQUIRE(memory.apply({}, closes).entries.size() == 1);
  REQUIRE(on(memory).phase() == Phase::cancelled);
  REQUIRE(on(memory).why_cancelled() == "Voting had not begun when it was due to end.");
  REQUIRE_FALSE(memory.board.next_due());
  replay(memory);
}

TEST_CASE("an election that is over is archived, and only then") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  CHECK(memory.post(parties.act(Act::archive)) == "rules.phase: sample-2026: is not over");
  REQUIRE(memory.post(parties.act(Act::cancel, "no voters")) == "accepted");
  REQUIRE(memory.post(parties.act(Act::archive)) == "accepted");
  REQUIRE(on(memory).phase() == Phase::archived);
  CHECK(memory.post(parties.act(Act::archive)).starts_with("rules.phase"));
  CHECK(memory.post(parties.act(Act::cancel, "again")).starts_with("rules.phase"));
  replay(memory);
}

TEST_CASE("officials cancel with a reason, and then nothing more happens") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  CHECK(memory.post(parties.act(Act::cancel)).starts_with("rules.reason"));
  REQUIRE(memory.post(parties.act(Act::cancel, "the question was wrong")) == "accepted");
  REQUIRE(on(memory).phase() == Phase::cancelled);
  CHECK(memory.post(parties.vote(memory.board, 0, 0)).starts_with("rules.phase"));
  replay(memory);
}

TEST_CASE("GE3: an election in which nobody votes is counted as nothing") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 2);
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  for (std::uint32_t t : {2u, 3u})
    REQUIRE(memory.post(parties.share(memory.board, t)) == "accepted");
  REQUIRE(on(memory).results()->front().outcome == tally::Outcome::no_votes);
  replay(memory);
}

}  // namespace tabella::bulletin_board::test
