// BA15: what was tested is never counted, and what counts was never tested.
#include "ballot/tested_notice.h"

#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

const Election& on(const MemoryBoard& memory) { return *memory.board.find("sample-2026"); }

crypto::BallotId id_of(const MemoryBoard& memory, const Bytes& ballot) {
  return on(memory).ballot_id(
      ballot::decode_ballot_post(std::string(ballot.begin(), ballot.end())).value());
}

Bytes as_bytes_of(const ballot::TestedNotice& notice) {
  const std::string line = ballot::encode(notice);
  return {line.begin(), line.end()};
}

Bytes notice(const MemoryBoard& memory, const crypto::BallotId& id,
             const crypto::SecretScalar& key) {
  return as_bytes_of(ballot::make_tested_notice(*on(memory).fingerprint(), id, key));
}

}  // namespace

TEST_CASE("BA15: a tested ballot is refused, and its voter casts another") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 2);
  const Bytes tested = parties.vote(memory.board, 0, 0);
  const auto id = id_of(memory, tested);
  REQUIRE(memory.post(notice(memory, id, parties.voters[0])) == "accepted");
  REQUIRE(on(memory).tested_ballots() == 1);
  CHECK(memory.post(tested) == "ballot.tested: sealed: was tested, so it is never cast");
  CHECK(memory.post(notice(memory, id, parties.voters[0])).starts_with("tested.twice"));
  REQUIRE(memory.post(parties.vote(memory.board, 0, 1)) == "accepted");
  REQUIRE(on(memory).accepted_ballots() == 1);
  replay(memory);
}

TEST_CASE("BA15: a ballot that counts cannot be called tested") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 2);
  const Bytes cast = parties.vote(memory.board, 0, 0);
  const auto id = id_of(memory, cast);
  // In the same block as the ballot, and after it.
  const Block block = memory.apply({cast, notice(memory, id, parties.voters[0])}, memory.time);
  REQUIRE(block.verdicts[0].index);
  CHECK(block.verdicts[1].refusal->code == "tested.cast");
  CHECK(memory.post(notice(memory, id, parties.voters[0])).starts_with("tested.cast"));
  replay(memory);
}

TEST_CASE("only the credential's holder says that a ballot was tested") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 2);
  const Bytes ballot = parties.vote(memory.board, 0, 0);
  const auto id = id_of(memory, ballot);
  const auto by_other =
      ballot::make_tested_notice(*on(memory).fingerprint(), id, parties.voters[1]);
  ballot::TestedNotice stolen = by_other;
  stolen.credential = parties.roll[0].credential;
  CHECK(memory.post(as_bytes_of(stolen)).starts_with("tested.proof"));
  // Under his own credential voter 2 may call it what he likes: it stays voter 1's to cast.
  CHECK(memory.post(as_bytes_of(by_other)) == "accepted");
  CHECK(memory.post(ballot) == "accepted");
  CHECK(memory.post(notice(memory, id, crypto::SecretScalar::random())).starts_with("tested.roll"));
  CHECK(memory.post(as_bytes_of(ballot::make_tested_notice({}, id, parties.voters[0])))
            .starts_with("tested.election"));
  CHECK(memory.post({'{', '"', 't', 'y', 'p', 'e', '"', ':', '"', 't', 'e', 's', 't', 'e', 'd', '"',
                     ','}) == "tested.encoding: election: not 32 bytes in base64url");
}

TEST_CASE("a credential's notices have a bound, and a time") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  crypto::BallotId id{};
  for (std::uint32_t i = 0; i < kMaxTests; ++i) {
    id[0] = static_cast<std::uint8_t>(i);
    REQUIRE(memory.post(notice(memory, id, parties.voters[0])) == "accepted");
  }
  id[0] = kMaxTests;
  CHECK(memory.post(notice(memory, id, parties.voters[0])).starts_with("tested.many"));
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  CHECK(memory.post(notice(memory, id, parties.voters[0])).starts_with("rules.phase"));
}

}  // namespace tabella::bulletin_board::test
