// LG3, LG6: a monitor sees a log grow, and raises an alarm, with evidence, when it does anything
// else.
#include "verifier/record_follower.h"

#include "bulletin_board/log/merkle_tree.h"
#include "tests/bulletin_board/parties.h"
#include "tests/verifier/signed_record.h"

namespace tabella::verifier::test {

namespace {

using namespace tabella::bulletin_board;
using bulletin_board::test::MemoryBoard;
using bulletin_board::test::Parties;

const ShowProgress kSilent = [](std::uint64_t, std::uint64_t) {};

RecordFollower follower(const std::string& kept = "", bool with_witness = false) {
  return RecordFollower::create(policy(with_witness), run_in_turn, kept).value();
}

Round follow(RecordFollower& monitor, const SignedRecord& record) {
  return monitor.follow(record.read(), std::nullopt, {});
}

std::vector<Phase> phases(const std::vector<PhaseChange>& changes) {
  std::vector<Phase> all;
  for (const PhaseChange& change : changes) all.push_back(change.phase);
  return all;
}

// "fork", or "" without an alarm.
std::string alarms(const Round& round) {
  std::string names;
  for (const Alarm& alarm : round.alarms) {
    names += (names.empty() ? "" : " ") + std::string(name(alarm.name));
  }
  return names;
}

// An election that has come to where ballots are accepted.
struct OpenElection {
  OpenElection() { parties.hold_until_open(memory, 3); }
  MemoryBoard memory;
  Parties parties;
};

// Its log as it was, with another ballot of the same voter.
struct TwoHistories {
  TwoHistories() {
    REQUIRE(election.memory.post(election.parties.vote(election.memory.board, 0, 0)) == "accepted");
    one = election.memory.entries;
    // The voter's device seals anew: another ballot, as valid.
    MemoryBoard again;
    std::vector<Bytes> block;
    for (std::size_t i = 0; i < before; ++i) {
      const std::string text(one[i].begin(), one[i].end());
      if (const auto record = decode_block_record(text)) {
        (void)again.apply(block, record->time);
        block.clear();
      } else if (!decode_result_record(text)) {
        block.push_back(one[i]);
      }
    }
    REQUIRE(again.post(election.parties.vote(again.board, 1, 1)) == "accepted");
    other = again.entries;
    REQUIRE(again.post(election.parties.vote(again.board, 2, 1)) == "accepted");
    longer = again.entries;
  }
  OpenElection election;
  std::size_t before = election.memory.entries.size();
  std::vector<Bytes> one;
  std::vector<Bytes> other;   // of the same size
  std::vector<Bytes> longer;  // extends the other
};

}  // namespace

TEST_CASE("a monitor verifies what a growing log adds, and says what that is") {
  OpenElection election;
  MemoryBoard& memory = election.memory;
  auto monitor = follower();
  Round round = follow(monitor, SignedRecord(memory.entries));
  REQUIRE(alarms(round).empty());
  REQUIRE(round.verified->size == memory.entries.size());
  REQUIRE(round.posts.at("deal") == 3);
  REQUIRE(phases(round.phases) == std::vector{Phase::join, Phase::commit, Phase::deal,
                                              Phase::certify, Phase::roll, Phase::ready,
                                              Phase::open});

  REQUIRE(memory.post(election.parties.vote(memory.board, 0, 0)) == "accepted");
  REQUIRE(memory.post(election.parties.vote(memory.board, 0, 1, 2)) == "accepted");
  round = follow(monitor, SignedRecord(memory.entries));
  REQUIRE(alarms(round).empty());
  REQUIRE(round.posts == std::map<std::string, std::uint64_t>{{"ballot", 2}});
  REQUIRE(round.phases.empty());

  // A ballot that replaces one of an earlier round is read again.
  REQUIRE(memory.post(election.parties.vote(memory.board, 0, 0, 3)) == "accepted");
  REQUIRE(memory.post(election.parties.act(Act::close)) == "accepted");
  for (std::uint32_t t : {1u, 2u}) {
    REQUIRE(memory.post(election.parties.share(memory.board, t)) == "accepted");
  }
  round = follow(monitor, SignedRecord(memory.entries));
  REQUIRE(alarms(round).empty());
  REQUIRE(round.posts.at("share") == 2);
  REQUIRE(round.posts.at("result") == 1);
  REQUIRE(phases(round.phases) == std::vector{Phase::closed, Phase::finished});

  round = follow(monitor, SignedRecord(memory.entries));
  REQUIRE(alarms(round).empty());
  REQUIRE_FALSE(round.verified);
  REQUIRE(monitor.verification().report.valid());
}

TEST_CASE("a monitor that followed a log step by step counts what one verification counts") {
  OpenElection election;
  auto monitor = follower();
  REQUIRE(alarms(follow(monitor, SignedRecord(election.memory.entries))).empty());
  REQUIRE(election.memory.post(election.parties.vote(election.memory.board, 2, 0)) == "accepted");
  const SignedRecord record(election.memory.entries);
  REQUIRE(alarms(follow(monitor, record)).empty());
  const auto at_once = verify_record(record.read(), policy(), run_in_turn, kSilent);
  for (const CheckName check : {CheckName::encoding, CheckName::rules, CheckName::bits,
                                CheckName::ceremony, CheckName::roll, CheckName::authority}) {
    const auto at = static_cast<std::size_t>(check);
    INFO(at_once.report.checks()[at].id);
    REQUIRE(monitor.verification().report.checks()[at].applied ==
            at_once.report.checks()[at].applied);
    REQUIRE(at_once.report.checks()[at].applied == at_once.report.checks()[at].expected);
  }
}

TEST_CASE("LG3: a smaller log is a rollback, also after a restart, with both checkpoints") {
  OpenElection election;
  const std::vector<Bytes> before = election.memory.entries;
  REQUIRE(election.memory.post(election.parties.vote(election.memory.board, 0, 0)) == "accepted");
  auto monitor = follower();
  REQUIRE(alarms(follow(monitor, SignedRecord(election.memory.entries))).empty());
  auto restarted = follower(monitor.checkpoint());
  for (RecordFollower* each : {&monitor, &restarted}) {
    const Round round = follow(*each, SignedRecord(before));
    REQUIRE(alarms(round) == "rollback");
    REQUIRE(round.alarms[0].is_final());
    const auto& evidence = round.alarms[0].evidence;
    const auto key = policy().log();
    REQUIRE(SignedCheckpoint::open(evidence.at("checkpoint-before"), key)->checkpoint.size ==
            election.memory.entries.size());
    REQUIRE(SignedCheckpoint::open(evidence.at("checkpoint-after"), key)->checkpoint.size ==
            before.size());
  }
  // What was verified stays what is kept.
  REQUIRE(restarted.checkpoint() == monitor.checkpoint());
}

TEST_CASE("LG3: two logs of one size are a fork") {
  const TwoHistories histories;
  auto monitor = follower();
  REQUIRE(alarms(follow(monitor, SignedRecord(histories.one))).empty());
  const Round round = follow(monitor, SignedRecord(histories.other));
  REQUIRE(alarms(round) == "fork");
  REQUIRE(round.alarms[0].is_final());
}

TEST_CASE("LG3: a larger log that is another one is a fork, and the evidence proves it alone") {
  const TwoHistories histories;
  auto monitor = follower();
  REQUIRE(alarms(follow(monitor, SignedRecord(histories.one))).empty());
  auto restarted = follower(monitor.checkpoint());
  const Round round = follow(restarted, SignedRecord(histories.longer));
  REQUIRE(alarms(round) == "fork");

  const auto& evidence = round.alarms[0].evidence;
  const auto key = policy().log();
  const Checkpoint before =
      SignedCheckpoint::open(evidence.at("checkpoint-before"), key)->checkpoint;
  const Checkpoint after = SignedCheckpoint::open(evidence.at("checkpoint-after"), key)->checkpoint;
  std::vector<std::string> lines;
  std::string rest = evidence.at("proof");
  for (std::size_t end; (end = rest.find('\n')) != std::string::npos; rest.erase(0, end + 1)) {
    lines.push_back(rest.substr(0, end));
  }
  REQUIRE(lines.at(0) == "old " + std::to_string(before.size));
  const auto hash_of = [](const std::string& text) {
    Hash hash{};
    const auto bytes = decode_base64(text).value();
    REQUIRE(bytes.size() == hash.size());
    std::ranges::copy(bytes, hash.begin());
    return hash;
  };
  const Hash other = hash_of(lines.at(1).substr(std::string("root ").size()));
  HashPath path;
  for (std::size_t i = 2; i < lines.size(); ++i) path.push_back(hash_of(lines[i]));
  REQUIRE(other != before.root);
  REQUIRE(verify_consistency(before.size, after.size, path, other, after.root));
  REQUIRE(evidence.contains("README.txt"));
}

TEST_CASE("tiles that do not lead to the signed root are no fork, and can be mended") {
  OpenElection election;
  auto monitor = follower();
  REQUIRE(alarms(follow(monitor, SignedRecord(election.memory.entries))).empty());
  REQUIRE(election.memory.post(election.parties.vote(election.memory.board, 0, 0)) == "accepted");
  SignedRecord record(election.memory.entries);
  const SignedRecord good = record;
  for (auto& [path, bytes] : record.files) {
    if (path.starts_with("tile/0")) bytes[0] ^= 1;
  }
  const Round round = follow(monitor, record);
  REQUIRE(alarms(round) == "broken");
  REQUIRE_FALSE(round.alarms[0].is_final());
  REQUIRE(alarms(follow(monitor, good)).empty());
}

TEST_CASE("an invalid post in a growing log is named with its check and entry") {
  OpenElection election;
  auto monitor = follower();
  REQUIRE(alarms(follow(monitor, SignedRecord(election.memory.entries))).empty());
  const std::size_t at = election.memory.entries.size();
  REQUIRE(election.memory.post(election.parties.vote(election.memory.board, 0, 0)) == "accepted");
  std::vector<Bytes> entries = election.memory.entries;
  std::uint8_t& c = entries[at][entries[at].size() - 20];  // z_K
  c = c == 'A' ? 'B' : 'A';
  const std::string kept = monitor.checkpoint();
  const Round round = follow(monitor, SignedRecord(entries));
  REQUIRE(alarms(round) == "invalid");
  REQUIRE(round.alarms[0].is_final());
  REQUIRE(round.alarms[0].detail.starts_with("C8: entry " + std::to_string(at) + ": "));
  REQUIRE_FALSE(round.verified);
  REQUIRE(monitor.checkpoint() == kept);
}

TEST_CASE("a file that is not to be had for a while is asked for again in the next round") {
  OpenElection election;
  const SignedRecord good(election.memory.entries);
  for (const auto& [path, bytes] : good.files) {
    auto monitor = follower();
    SignedRecord record = good;
    record.files.erase(path);
    INFO(path);
    REQUIRE(alarms(follow(monitor, record)) == "unreachable");
    const Round round = follow(monitor, good);
    REQUIRE(alarms(round).empty());
    REQUIRE(round.verified->size == election.memory.entries.size());
    REQUIRE(round.posts.at("deal") == 3);
  }
}

TEST_CASE("a checkpoint that another key signs is forged, and one without its witness waits") {
  OpenElection election;
  const auto& entries = election.memory.entries;
  auto monitor = follower("", true);
  SignedRecord record(entries);
  Round round = follow(monitor, record);
  REQUIRE(alarms(round) == "unwitnessed");
  REQUIRE_FALSE(round.verified);
  REQUIRE(monitor.checkpoint().empty());
  REQUIRE(alarms(follow(monitor, SignedRecord(entries, 1'700'000'000))).empty());

  record.add(
      "checkpoint",
      sign_checkpoint({kOrigin, 1, Hash{}}, bulletin_board::test::counting_key(0x30)).encode());
  round = follow(monitor, record);
  REQUIRE(alarms(round) == "forged");
  REQUIRE_FALSE(round.alarms[0].is_final());
}

TEST_CASE("LG6: a log that was not seen for longer than asked is stale") {
  OpenElection election;
  auto monitor = follower("", true);
  const SignedRecord record(election.memory.entries, 1'700'000'000);
  const auto at = [&](std::uint64_t now) {
    return alarms(monitor.follow(record.read(), Freshness{now, 60}, {}));
  };
  CHECK(at(1'700'000'060).empty());
  CHECK(at(1'700'000'061) == "stale");
  CHECK(at(1'600'000'000) == "stale");
  // A newer cosignature of the same checkpoint will do.
  const SignedRecord later(election.memory.entries, 1'700'000'050);
  CHECK(alarms(monitor.follow(later.read(), Freshness{1'700'000'061, 60}, {})).empty());
}

TEST_CASE("a phase is told as soon as its block is verified, not when all is read") {
  OpenElection election;
  // Enough for several bundles.
  for (std::uint64_t sequence = 1; election.memory.entries.size() < 600; ++sequence) {
    REQUIRE(election.memory.post(election.parties.vote(election.memory.board, 0, 0, sequence)) ==
            "accepted");
  }
  REQUIRE(election.memory.post(election.parties.act(Act::close)) == "accepted");
  auto monitor = follower();
  const SignedRecord record(election.memory.entries);
  std::string last_read;
  std::map<Phase, std::string> told;
  const ReadFile read = [&, all = record.read()](const std::string& path) {
    last_read = path;
    return all(path);
  };
  const Round round = monitor.follow(
      read, std::nullopt, {.phase = [&](const PhaseChange& to) { told[to.phase] = last_read; }});
  REQUIRE(alarms(round).empty());
  REQUIRE(told.at(Phase::open) == "tile/entries/000");
  REQUIRE(told.at(Phase::closed).starts_with("tile/entries/002.p/"));
}

TEST_CASE("a monitor that is restarted goes on from its own copy, and says nothing twice") {
  OpenElection election;
  auto monitor = follower();
  const SignedRecord copy(election.memory.entries);
  REQUIRE(alarms(follow(monitor, copy)).empty());
  auto restarted = follower(monitor.checkpoint());
  REQUIRE(restarted.resume(copy.read(), kSilent));
  REQUIRE_FALSE(follow(restarted, copy).verified);

  REQUIRE(election.memory.post(election.parties.vote(election.memory.board, 0, 0)) == "accepted");
  SignedRecord grown(election.memory.entries);
  const Round round = follow(restarted, grown);
  REQUIRE(alarms(round).empty());
  REQUIRE(round.posts == std::map<std::string, std::uint64_t>{{"ballot", 1}});
  REQUIRE(round.phases.empty());
}

TEST_CASE("ST1: a damaged copy is no alarm: the log is verified again from its beginning") {
  OpenElection election;
  auto monitor = follower();
  const SignedRecord good(election.memory.entries);
  REQUIRE(alarms(follow(monitor, good)).empty());
  for (const auto& [path, bytes] : good.files) {
    if (path == "checkpoint") continue;
    INFO(path);
    SignedRecord changed = good;
    changed.files[path].back() ^= 1;
    SignedRecord without = good;
    without.files.erase(path);
    for (const SignedRecord* copy : {&changed, &without}) {
      auto restarted = follower(monitor.checkpoint());
      REQUIRE_FALSE(restarted.resume(copy->read(), kSilent));
      const Round round = follow(restarted, good);
      REQUIRE(alarms(round).empty());
      REQUIRE(round.verified->size == election.memory.entries.size());
    }
  }
}

TEST_CASE("what is kept must be signed by the log") {
  REQUIRE_FALSE(RecordFollower::create(policy(), run_in_turn, "no checkpoint"));
}

}  // namespace tabella::verifier::test
