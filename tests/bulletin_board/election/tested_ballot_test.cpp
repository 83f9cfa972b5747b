// BA15: what was tested is never counted, and what counts was never tested.
#include "ballot/tested_notice.h"

#include "crypto/ballot_proof/sealed_layout.h"
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

const Election& on(const MemoryBoard& memory) { return *memory.board.find("sample-2026"); }

Bytes as_bytes_of(const ballot::TestedNotice& notice) {
  const std::string line = ballot::encode(notice);
  return {line.begin(), line.end()};
}

// The holder of this key says it of this ballot, whoever sealed that.
ballot::TestedNotice notice_of(const Bytes& ballot, const crypto::SecretScalar& key) {
  const auto post = ballot::decode_ballot_post(std::string(ballot.begin(), ballot.end())).value();
  return ballot::make_tested_notice(post.election, post.style, post.sequence,
                                    crypto::without_z_K(post.sealed), key);
}

Bytes notice(const Bytes& ballot, const crypto::SecretScalar& key) {
  return as_bytes_of(notice_of(ballot, key));
}

}  // namespace

TEST_CASE("BA15: a tested ballot is refused, and its voter casts another") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 2);
  const Bytes tested = parties.vote(memory.board, 0, 0);
  REQUIRE(memory.post(notice(tested, parties.voters[0])) == "accepted");
  REQUIRE(on(memory).tested_ballots() == 1);
  CHECK(memory.post(tested) == "ballot.tested: sealed: was tested, so it is never cast");
  CHECK(memory.post(notice(tested, parties.voters[0])).starts_with("tested.twice"));
  REQUIRE(memory.post(parties.vote(memory.board, 0, 1)) == "accepted");
  REQUIRE(on(memory).accepted_ballots() == 1);
  replay(memory);
}

TEST_CASE("BA15: a ballot that counts cannot be called tested") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 2);
  const Bytes cast = parties.vote(memory.board, 0, 0);
  // In the same block as the ballot, and after it.
  const Block block = memory.apply({cast, notice(cast, parties.voters[0])}, memory.time);
  REQUIRE(block.verdicts[0].index);
  CHECK(block.verdicts[1].refusal->code == "tested.cast");
  CHECK(memory.post(notice(cast, parties.voters[0])).starts_with("tested.cast"));
  replay(memory);
}

TEST_CASE("only the credential's holder says that its ballot was tested") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 2);
  const Bytes ballot = parties.vote(memory.board, 0, 0);
  const auto by_other = notice_of(ballot, parties.voters[1]);
  ballot::TestedNotice stolen = by_other;
  stolen.credential = parties.roll[0].credential;
  CHECK(memory.post(as_bytes_of(stolen)).starts_with("tested.proof"));
  // Voter 2 names a ballot of his own by it, which is there or not: voter 1's stays hers to cast.
  const auto post = ballot::decode_ballot_post(std::string(ballot.begin(), ballot.end())).value();
  CHECK(ballot::id_of(by_other) != on(memory).ballot_id(post));
  CHECK(memory.post(as_bytes_of(by_other)) == "accepted");
  CHECK(memory.post(ballot) == "accepted");
  CHECK(memory.post(notice(ballot, crypto::SecretScalar::random())).starts_with("tested.roll"));
  ballot::TestedNotice elsewhere = notice_of(ballot, parties.voters[0]);
  elsewhere.election = {};
  CHECK(memory.post(as_bytes_of(elsewhere)).starts_with("tested.election"));
  CHECK(memory.post({'{', '"', 't', 'y', 'p', 'e', '"', ':', '"', 't', 'e', 's', 't', 'e', 'd', '"',
                     ','}) == "tested.encoding: election: not 32 bytes in base64url");
}

TEST_CASE("a test is of a ballot of the credential's style") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  const Bytes ballot = parties.vote(memory.board, 0, 0);
  const auto about = notice_of(ballot, parties.voters[0]);
  const Bytes other =
      as_bytes_of(ballot::make_tested_notice(about.election, "other", 1, {}, parties.voters[0]));
  CHECK(memory.post(other) == "tested.style: style: is not the credential's");
  REQUIRE(memory.post(as_bytes_of(about)) == "accepted");
  // Also where it could be one of the others.
  CHECK(memory.post(other).starts_with("tested.style"));
}

TEST_CASE("a credential's notices have a bound, and a time") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  const auto notice_with = [&](std::uint64_t sequence) {
    return as_bytes_of(ballot::make_tested_notice(
        *on(memory).fingerprint(), on(memory).styles()[0].id, sequence, {}, parties.voters[0]));
  };
  for (std::uint32_t i = 1; i <= kMaxTests; ++i) {
    REQUIRE(memory.post(notice_with(i)) == "accepted");
  }
  CHECK(memory.post(notice_with(kMaxTests + 1)).starts_with("tested.many"));
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  CHECK(memory.post(notice_with(kMaxTests + 1)).starts_with("rules.phase"));
}

}  // namespace tabella::bulletin_board::test
