// Looking up credentials and ballots, also after a restart, and when many ids begin alike.
#include "bulletin_board/node/ballot_index.h"

#include "ballot/tested_notice.h"
#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr const char* kId = "sample-2026";

// A board with the index of its entries, block by block.
struct Indexed {
  MemoryBoard memory;
  tabella::test::TemporaryFolder folder;
  BallotIndex index{(folder.path / "index").string(),
                    [this](std::uint64_t entry) { return memory.entries.at(entry); }};
  std::uint64_t taken = 0;

  void catch_up() {
    const std::span<const Bytes> fresh = std::span(memory.entries).subspan(taken);
    std::vector<AcceptedBallot> ballots;
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      const std::string line(fresh[i].begin(), fresh[i].end());
      if (auto post = ballot::decode_ballot_post(line)) {
        ballots.push_back({taken + i, *std::move(post)});
      }
    }
    index.after({taken, fresh, ballots}, memory.board);
    taken += fresh.size();
  }
  std::uint64_t cast(const Parties& parties, std::size_t voter, std::uint64_t sequence) {
    const std::uint64_t entry = memory.board.size();
    REQUIRE(memory.post(parties.vote(memory.board, voter, 0, sequence)) == "accepted");
    catch_up();
    return entry;
  }
  crypto::BallotId id_at(std::uint64_t entry) const {
    const Bytes& bytes = memory.entries.at(entry);
    const auto post = ballot::decode_ballot_post(std::string(bytes.begin(), bytes.end()));
    return memory.board.find(kId)->ballot_id(*post);
  }
};

// That the first voter tested a ballot.
ballot::TestedNotice notice_of(const Indexed& indexed, const Parties& parties) {
  return ballot::make_tested_notice(*indexed.memory.board.find(kId)->fingerprint(), "all", 1, {},
                                    parties.voters[0]);
}

}  // namespace

TEST_CASE("a credential's ballot that counts is found, and each ballot by how its id begins") {
  Indexed indexed;
  Parties parties;
  parties.hold_until_open(indexed.memory, 3);
  CHECK_FALSE(indexed.index.ballots(kId, Bytes(4)));
  indexed.catch_up();
  const auto credential = [&](std::size_t voter) { return parties.roll[voter].credential; };
  CHECK(indexed.index.credential(kId, credential(1))->weight == 2);
  CHECK(indexed.index.credential(kId, credential(1))->style == "all");
  CHECK_FALSE(indexed.index.credential(kId, credential(1))->ballot);
  CHECK_FALSE(indexed.index.credential(kId, crypto::Element()));
  CHECK_FALSE(indexed.index.credential("other", credential(1)));

  const std::uint64_t first = indexed.cast(parties, 1, 1);
  const std::uint64_t second = indexed.cast(parties, 1, 5);
  CHECK(indexed.index.credential(kId, credential(1))->ballot->entry == second);
  CHECK(indexed.index.credential(kId, credential(1))->ballot->sequence == 5);
  for (const std::size_t size : {4u, 7u, 8u, 9u, 32u}) {
    CAPTURE(size);
    const auto found =
        indexed.index.ballots(kId, ByteView(indexed.id_at(first)).first(size)).value();
    REQUIRE(found.size() == 1);
    CHECK(found[0].ballot == indexed.id_at(first));
    CHECK(found[0].entry == first);
    CHECK(found[0].state == BallotState::replaced);
  }
  CHECK(indexed.index.ballots(kId, indexed.id_at(second)).value()[0].state == BallotState::counts);
  crypto::BallotId other = indexed.id_at(second);
  other[31] ^= 1;
  CHECK(indexed.index.ballots(kId, other).value().empty());
}

TEST_CASE("a tested ballot is found as tested") {
  Indexed indexed;
  Parties parties;
  parties.hold_until_open(indexed.memory, 1);
  const auto about = notice_of(indexed, parties);
  const crypto::BallotId id = ballot::id_of(about);
  const std::string notice = ballot::encode(about);
  const std::uint64_t entry = indexed.memory.board.size();
  REQUIRE(indexed.memory.post({notice.begin(), notice.end()}) == "accepted");
  indexed.catch_up();
  const auto found = indexed.index.ballots(kId, ByteView(id).first(4)).value();
  REQUIRE(found.size() == 1);
  CHECK(found[0].state == BallotState::tested);
  CHECK(found[0].entry == entry);
  CHECK(found[0].ballot == id);
}

TEST_CASE("of ids that begin alike no more than a few are told") {
  Indexed indexed;
  Parties parties;
  parties.hold_until_open(indexed.memory, 1);
  indexed.catch_up();
  // One voter's notices, and the same block again and again: the index believes its node.
  const auto about = notice_of(indexed, parties);
  const crypto::BallotId id = ballot::id_of(about);
  const std::string line = ballot::encode(about);
  const std::uint64_t entry = indexed.memory.board.size();
  REQUIRE(indexed.memory.post({line.begin(), line.end()}) == "accepted");
  const std::vector<Bytes> notices(100, Bytes(line.begin(), line.end()));
  indexed.memory.entries.resize(entry);
  indexed.memory.entries.resize(entry + 10'000, Bytes(line.begin(), line.end()));
  for (std::uint64_t block = 0; block < 60; ++block) {
    indexed.index.after({entry + block * 100, notices, {}}, indexed.memory.board);
  }
  const auto found = indexed.index.ballots(kId, ByteView(id).first(4)).value();
  CHECK(found.size() == BallotIndex::kMaxFound);
}

}  // namespace tabella::bulletin_board::test
