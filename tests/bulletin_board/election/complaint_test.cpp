// Complaints: the trustee at fault is disqualified, and the ceremony goes on while enough are left.
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

using crypto::TrusteeIndex;

const Election& on(const MemoryBoard& memory) { return *memory.board.find("sample-2026"); }

TrusteeIndex index(std::uint32_t trustee) { return TrusteeIndex::from_position(trustee - 1); }

Bytes complain(const MemoryBoard& memory, const Parties& parties, std::uint32_t accuser,
               std::uint32_t dealer) {
  const auto complaint =
      crypto::complain(*on(memory).ceremony(), index(accuser), index(dealer),
                       on(memory).dealings()[dealer - 1], parties.static_secrets[accuser - 1]);
  return parties.sign(
      ComplaintPost{"sample-2026", index(accuser), index(dealer), complaint.encode()},
      {parties.trustees[accuser - 1]});
}

// Trustee 2 seals nonsense for trustee 1, and commits to just that.
void deal_wrongly(MemoryBoard& memory, Parties& parties) {
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  REQUIRE(memory.post(parties.election()) == "accepted");
  parties.join_all(memory);
  const crypto::Ceremony& ceremony = *on(memory).ceremony();
  for (std::uint32_t i = 1; i <= 3; ++i) {
    const auto secrets = crypto::DealingSecrets::random(ceremony);
    crypto::Dealing dealing =
        crypto::deal(ceremony, index(i), parties.static_secrets[i - 1], secrets);
    if (i == 2) {
      dealing.shares[0][0] ^= 1;
      dealing.ephemeral_possession =
          crypto::cocktail_sign(secrets.ephemeral, dealing.ephemeral_message(ceremony, index(i)));
    }
    parties.dealings.push_back(dealing.encode());
  }
  for (std::uint32_t i = 1; i <= 3; ++i) {
    REQUIRE(memory.post(parties.commit(memory.board, i)) == "accepted");
  }
  for (std::uint32_t i = 1; i <= 3; ++i) REQUIRE(memory.post(parties.deal(i)) == "accepted");
}

}  // namespace

TEST_CASE("TR5: a dealer of a wrong share is disqualified, and the others finish without it") {
  MemoryBoard memory;
  Parties parties;
  deal_wrongly(memory, parties);
  // Trustee 3 has signed before the complaint: that certificate is void.
  REQUIRE(memory.post(parties.certify(memory.board, 3)) == "accepted");
  REQUIRE(memory.post(complain(memory, parties, 1, 2)) == "accepted");
  REQUIRE(on(memory).phase() == Phase::certify);
  REQUIRE(on(memory).ceremony()->disqualified() == std::set{index(2)});
  REQUIRE(on(memory).certificates().empty());
  CHECK(memory.post(parties.certify(memory.board, 2)) ==
        "rules.disqualified: trustee 2: takes no further part");
  CHECK(memory.post(complain(memory, parties, 3, 2)) ==
        "rules.disqualified: trustee 2: takes no further part");
  for (std::uint32_t i : {1u, 3u}) {
    REQUIRE(memory.post(parties.certify(memory.board, i)) == "accepted");
  }
  REQUIRE(on(memory).phase() == Phase::roll);
  // TR7: the key is the sum over the qualified.
  REQUIRE(on(memory).keys()->election_key().element() ==
          on(memory).dealings()[0].commitments[0] + on(memory).dealings()[2].commitments[0]);

  parties.open_voting(memory, 3);
  for (std::size_t v = 0; v < 3; ++v) {
    REQUIRE(memory.post(parties.vote(memory.board, v, 1)) == "accepted");
  }
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  CHECK(memory.post(parties.share(memory.board, 2)).starts_with("rules.trustee: share"));
  for (std::uint32_t i : {1u, 3u}) {
    REQUIRE(memory.post(parties.share(memory.board, i)) == "accepted");
  }
  REQUIRE(on(memory).results()->front().count.value(ballot::TotalKind::option, 1) == 6);
  replay(memory);
}

TEST_CASE("TR6: a certificate that does not know of the disqualification is refused") {
  MemoryBoard memory;
  Parties parties;
  deal_wrongly(memory, parties);
  const Bytes early = parties.certify(memory.board, 3);
  REQUIRE(memory.post(complain(memory, parties, 1, 2)) == "accepted");
  CHECK(memory.post(early) == "ceremony.certificate: trustee 3: no signature on this transcript");
}

TEST_CASE("TR5: who complains about a good share is disqualified") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_dealt(memory);
  REQUIRE(memory.post(complain(memory, parties, 1, 2)) == "accepted");
  REQUIRE(on(memory).ceremony()->disqualified() == std::set{index(1)});
  REQUIRE(on(memory).phase() == Phase::certify);
  CHECK(memory.post(complain(memory, parties, 1, 3)) ==
        "rules.disqualified: trustee 1: takes no further part");
  // A second fault leaves fewer than the threshold of two.
  REQUIRE(memory.post(complain(memory, parties, 2, 3)) == "accepted");
  REQUIRE(on(memory).phase() == Phase::cancelled);
  REQUIRE(on(memory).why_cancelled() == "the ceremony failed through the fault of trustee 2");
  replay(memory);
}

}  // namespace tabella::bulletin_board::test
