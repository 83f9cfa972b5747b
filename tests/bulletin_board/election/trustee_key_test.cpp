// What trustees say around the ceremony: that they have rehearsed it, that their keys are at hand
// before votes are cast, and at the end that they are destroyed.
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr const char* kId = "sample-2026";

bool begins(const std::string& text, const char* with) {
  INFO(text);
  return text.starts_with(with);
}

Bytes held(const Parties& parties, std::uint32_t trustee, const Bytes& proof) {
  return parties.sign(KeyHeldPost{kId, trustee_number(trustee), proof},
                      {parties.trustees[trustee - 1]});
}

Bytes absence(const Parties& parties) {
  ballot::Text text;
  for (const std::string& language : parties.definition.languages) text[language] = "One is away";
  return parties.sign(NoticePost{kId, text}, {parties.officials[0], parties.officials[1]});
}

void until_ready(MemoryBoard& memory, Parties& parties) {
  parties.hold_until_dealt(memory);
  for (std::uint32_t i = 1; i <= 3; ++i) {
    REQUIRE(memory.post(parties.certify(memory.board, i)) == "accepted");
  }
  parties.make_voters(2);
  REQUIRE(memory.post(parties.roll_post()) == "accepted");
  REQUIRE(memory.post(parties.roll_end()) == "accepted");
}

}  // namespace

TEST_CASE("each trustee says once, before its part in the ceremony, that it has rehearsed") {
  MemoryBoard memory;
  Parties parties;
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  CHECK(begins(memory.post(parties.rehearsed(1)), "rules.election"));
  REQUIRE(memory.post(parties.election()) == "accepted");
  CHECK(memory.post(parties.rehearsed(1)) == "accepted");
  const auto root = memory.board.root();
  CHECK(begins(memory.post(parties.rehearsed(1)), "rules.twice"));
  const auto by = [&](std::uint32_t trustee, const Signer& signer) {
    return parties.sign(RehearsedPost{kId, trustee_number(trustee), {}}, {signer});
  };
  CHECK(begins(memory.post(by(2, parties.trustees[2])), "post.signatures"));
  CHECK(begins(memory.post(by(2, parties.officials[0])), "post.signatures"));
  CHECK(begins(memory.post(by(4, parties.trustees[2])), "rules.trustee"));
  CHECK(memory.board.root() == root);
  parties.join_all(memory);
  REQUIRE(memory.post(parties.commit(memory.board, 1)) == "accepted");
  REQUIRE(memory.post(parties.commit(memory.board, 2)) == "accepted");
  CHECK(begins(memory.post(parties.rehearsed(2)), "rules.twice"));
  CHECK(memory.post(parties.rehearsed(3)) == "accepted");
  CHECK(memory.board.find(kId)->rehearsed() == std::set{trustee_number(1), trustee_number(3)});
  REQUIRE(memory.post(parties.commit(memory.board, 3)) == "accepted");
  CHECK(begins(memory.post(parties.rehearsed(2)), "rules.phase"));
  replay(memory);
}

TEST_CASE("each trustee shows its key once, from the end of the roll to the close") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_dealt(memory);
  CHECK(begins(memory.post(held(parties, 1, Bytes(64))), "rules.phase"));
  for (std::uint32_t i = 1; i <= 3; ++i) {
    REQUIRE(memory.post(parties.certify(memory.board, i)) == "accepted");
  }
  parties.make_voters(2);
  CHECK(begins(memory.post(held(parties, 1, Bytes(64))), "rules.phase"));
  REQUIRE(memory.post(parties.roll_post()) == "accepted");
  REQUIRE(memory.post(parties.roll_end()) == "accepted");
  CHECK(memory.post(parties.key_held(memory.board, 1)) == "accepted");
  CHECK(begins(memory.post(parties.key_held(memory.board, 1)), "rules.twice"));
  REQUIRE(memory.post(parties.act(Act::open)) == "accepted");
  CHECK(memory.post(parties.key_held(memory.board, 3)) == "accepted");
  CHECK(memory.board.find(kId)->keys_held() == std::set{trustee_number(1), trustee_number(3)});
  const Bytes late = parties.key_held(memory.board, 2);
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  CHECK(begins(memory.post(late), "rules.phase"));
  replay(memory);
}

TEST_CASE("where the definition asks for it, nobody commits before saying to have rehearsed") {
  MemoryBoard memory;
  ballot::Definition definition = Parties::default_definition();
  definition.trustees.must_rehearse = true;
  Parties parties(definition);
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  REQUIRE(memory.post(parties.election()) == "accepted");
  parties.join_all(memory);
  CHECK(begins(memory.post(parties.commit(memory.board, 1)),
               "rules.rehearsal: trustee 1: has to say first that it has rehearsed"));
  REQUIRE(memory.post(parties.rehearsed(2)) == "accepted");
  CHECK(begins(memory.post(parties.commit(memory.board, 1)), "rules.rehearsal"));
  CHECK(memory.post(parties.commit(memory.board, 2)) == "accepted");
  REQUIRE(memory.post(parties.rehearsed(1)) == "accepted");
  CHECK(memory.post(parties.commit(memory.board, 1)) == "accepted");
  replay(memory);
}

TEST_CASE("where the definition asks for it, voting waits for the keys") {
  MemoryBoard memory;
  ballot::Definition definition = Parties::default_definition();
  definition.trustees.must_show_keys = true;
  Parties parties(definition);
  const auto opens = static_cast<std::uint64_t>(definition.schedule.opens);
  until_ready(memory, parties);
  const Election& election = *memory.board.find(kId);
  const Bytes open = parties.act(Act::open);

  SECTION("until all have shown theirs") {
    CHECK(begins(memory.post(open), "rules.keys"));
    for (const std::uint32_t i : {1u, 2u}) {
      REQUIRE(memory.post(parties.key_held(memory.board, i)) == "accepted");
    }
    CHECK(begins(memory.post(open), "rules.keys"));
    REQUIRE(memory.post(parties.key_held(memory.board, 3)) == "accepted");
    CHECK(memory.post(open) == "accepted");
  }
  SECTION("or as many as are needed, and everybody was told who is absent") {
    REQUIRE(memory.post(absence(parties)) == "accepted");
    REQUIRE(memory.post(parties.key_held(memory.board, 1)) == "accepted");
    CHECK(begins(memory.post(open), "rules.keys"));
    REQUIRE(memory.post(parties.key_held(memory.board, 3)) == "accepted");
    CHECK(memory.post(open) == "accepted");
  }
  SECTION("also when it was to begin") {
    (void)memory.apply({}, opens + 1);
    CHECK(election.phase() == Phase::ready);
    for (const std::uint32_t i : {1u, 2u, 3u}) {
      CHECK(election.phase() == Phase::ready);
      REQUIRE(memory.post(parties.key_held(memory.board, i)) == "accepted");
    }
    CHECK(election.phase() == Phase::open);
  }
  SECTION("and is cancelled when it was to end") {
    (void)memory.apply({}, static_cast<std::uint64_t>(definition.schedule.closes));
    CHECK(election.phase() == Phase::cancelled);
    CHECK(election.why_cancelled() == "Voting had not begun when it was due to end.");
  }
  replay(memory);
}

TEST_CASE("a notice that was given before the roll ended does not speak of the keys") {
  MemoryBoard memory;
  ballot::Definition definition = Parties::default_definition();
  definition.trustees.must_show_keys = true;
  Parties parties(definition);
  parties.hold_until_dealt(memory);
  REQUIRE(memory.post(absence(parties)) == "accepted");
  for (std::uint32_t i = 1; i <= 3; ++i) {
    REQUIRE(memory.post(parties.certify(memory.board, i)) == "accepted");
  }
  parties.make_voters(2);
  REQUIRE(memory.post(parties.roll_post()) == "accepted");
  REQUIRE(memory.post(parties.roll_end()) == "accepted");
  for (const std::uint32_t i : {1u, 2u}) {
    REQUIRE(memory.post(parties.key_held(memory.board, i)) == "accepted");
  }
  CHECK(begins(memory.post(parties.act(Act::open)), "rules.keys"));
}

TEST_CASE("only the share itself, now and in this election, shows that it is held") {
  MemoryBoard memory;
  Parties parties;
  until_ready(memory, parties);
  const Election& election = *memory.board.find(kId);
  const auto share_of = [&](std::uint32_t trustee) {
    return crypto::receive(*election.ceremony(), election.dealings(),
                           crypto::TrusteeIndex::from_position(trustee - 1),
                           parties.static_secrets[trustee - 1])
        .value();
  };
  const auto refused = [&](const HeldKeyProof& proof) {
    const auto bytes = proof.encode();
    return begins(memory.post(held(parties, 1, Bytes(bytes.begin(), bytes.end()))),
                  "key_held.proof");
  };
  CHECK(refused(prove_held_key(*election.fingerprint(), share_of(2))));
  auto before = *election.fingerprint();
  before[0] ^= 1;
  CHECK(refused(prove_held_key(before, share_of(1))));
  auto altered = prove_held_key(*election.fingerprint(), share_of(1));
  altered.response = altered.response + crypto::Scalar::from_i64(1);
  CHECK(refused(altered));
  // A proof of the same secret that was made for something else.
  const crypto::SchnorrStatement<crypto::Ristretto255> other{
      .election = *election.fingerprint(),
      .base = crypto::Element::generator(),
      .key = crypto::mul_base(share_of(1).secret()).publish()};
  CHECK(refused(crypto::prove(other, share_of(1).secret())));
  CHECK(begins(memory.post(held(parties, 1, Bytes(63))), "key_held.proof"));
  CHECK(begins(memory.post(held(parties, 1, {})), "key_held.proof"));
  const auto right = prove_held_key(*election.fingerprint(), share_of(1)).encode();
  CHECK(begins(memory.post(parties.sign(
                   KeyHeldPost{kId, trustee_number(1), Bytes(right.begin(), right.end())},
                   {parties.trustees[1]})),
               "post.signatures"));
  CHECK(begins(memory.post(parties.sign(
                   KeyHeldPost{kId, trustee_number(4), Bytes(right.begin(), right.end())},
                   {parties.trustees[1]})),
               "rules.trustee"));
  CHECK(election.keys_held().empty());
  CHECK(memory.post(parties.key_held(memory.board, 1)) == "accepted");
}

TEST_CASE("who is disqualified has no key to show, and may say that it is destroyed") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_dealt(memory);
  const Election& election = *memory.board.find(kId);
  const auto complaint = crypto::complain(
      *election.ceremony(), crypto::TrusteeIndex::from_position(0),
      crypto::TrusteeIndex::from_position(1), election.dealings()[1], parties.static_secrets[0]);
  REQUIRE(memory.post(parties.sign(
              ComplaintPost{kId, trustee_number(1), trustee_number(2), complaint.encode()},
              {parties.trustees[0]})) == "accepted");
  for (const std::uint32_t i : {2u, 3u}) {
    REQUIRE(memory.post(parties.certify(memory.board, i)) == "accepted");
  }
  parties.open_voting(memory, 1);
  CHECK(begins(memory.post(parties.key_held(memory.board, 1)), "rules.disqualified"));
  CHECK(begins(memory.post(parties.key_destroyed(1)), "rules.phase"));
  REQUIRE(memory.post(parties.act(Act::cancel, "The hall burnt down.")) == "accepted");
  CHECK(memory.post(parties.key_destroyed(1)) == "accepted");
  CHECK(begins(memory.post(parties.key_destroyed(1)), "rules.twice"));
  CHECK(election.keys_destroyed() == std::set{trustee_number(1)});
  REQUIRE(memory.post(parties.act(Act::archive)) == "accepted");
  CHECK(begins(memory.post(parties.key_destroyed(2)), "rules.phase"));
  replay(memory);
}

}  // namespace tabella::bulletin_board::test
