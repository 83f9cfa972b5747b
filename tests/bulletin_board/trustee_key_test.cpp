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
  return sign_post(KeyHeldPost{kId, trustee, proof}, {parties.trustees[trustee - 1]});
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
    return sign_post(RehearsedPost{kId, trustee, {}}, {signer});
  };
  CHECK(begins(memory.post(by(2, parties.trustees[2])), "post.signatures"));
  CHECK(begins(memory.post(by(2, parties.officials[0])), "post.signatures"));
  CHECK(begins(memory.post(by(4, parties.trustees[2])), "rules.trustee"));
  CHECK(memory.board.root() == root);
  REQUIRE(memory.post(parties.commit(memory.board, 1)) == "accepted");
  REQUIRE(memory.post(parties.commit(memory.board, 2)) == "accepted");
  CHECK(begins(memory.post(parties.rehearsed(2)), "rules.twice"));
  CHECK(memory.post(parties.rehearsed(3)) == "accepted");
  CHECK(memory.board.find(kId)->rehearsed() == std::set<std::uint32_t>{1, 3});
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
  CHECK(memory.board.find(kId)->keys_held() == std::set<std::uint32_t>{1, 3});
  const Bytes late = parties.key_held(memory.board, 2);
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  CHECK(begins(memory.post(late), "rules.phase"));
  replay(memory);
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
  CHECK(begins(memory.post(sign_post(KeyHeldPost{kId, 1, Bytes(right.begin(), right.end())},
                                     {parties.trustees[1]})),
               "post.signatures"));
  CHECK(begins(memory.post(sign_post(KeyHeldPost{kId, 4, Bytes(right.begin(), right.end())},
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
  REQUIRE(memory.post(sign_post(ComplaintPost{kId, 1, 2, complaint.encode()},
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
  CHECK(election.keys_destroyed() == std::set<std::uint32_t>{1});
  REQUIRE(memory.post(parties.act(Act::archive)) == "accepted");
  CHECK(begins(memory.post(parties.key_destroyed(2)), "rules.phase"));
  replay(memory);
}

}  // namespace tabella::bulletin_board::test
