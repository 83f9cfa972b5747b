// Good records verify; each altered one fails the check that its alteration is about.
#include "verifier/verify.h"

#include "bulletin_board/rules/block_size.h"
#include "bulletin_board/rules/records_json.h"
#include "tests/bulletin_board/log/growing_log.h"
#include "tests/bulletin_board/log/static_log.h"
#include "tests/bulletin_board/parties.h"
#include "verifier/record_verifier.h"

namespace tabella::verifier::test {

namespace {

using namespace tabella::bulletin_board;
using bulletin_board::test::counting_key;
using bulletin_board::test::MemoryBoard;
using bulletin_board::test::Parties;
using bulletin_board::test::StaticLog;

// A log as static files, hashed and signed anew: what a dishonest board can do.
class Record {
 public:
  explicit Record(const std::vector<Bytes>& entries) { seal(entries); }

  void seal(const std::vector<Bytes>& entries) {
    const StaticLog log(entries);
    files = log.files();
    const std::string checkpoint =
        sign_checkpoint({"board.example/test", log.size(), log.root()}, counting_key(0x10))
            .encode();
    files["checkpoint"] = Bytes(checkpoint.begin(), checkpoint.end());
  }

  [[nodiscard]] Result<Bytes> read(const std::string& path) const {
    const auto found = files.find(path);
    if (found == files.end()) return Error{"file.read", path, "is missing"};
    return found->second;
  }

  static Policy policy() {
    return Policy::parse("log " +
                         VerifierKey::make("board.example/test", SignatureType::ed25519,
                                           counting_key(0x10).public_key())
                             .text() +
                         "\nquorum none\n")
        .value();
  }

  [[nodiscard]] Report verify() const {
    return verify_record([this](const std::string& path) { return read(path); }, policy(),
                         run_in_turn, [](std::uint64_t, std::uint64_t) {})
        .report;
  }

  // File by file, with each block's ballots verified alone: a ballot that replaces another then has
  // that one read again. `again` is what a file holds when it is read for the second time.
  [[nodiscard]] Report verify_in_steps(
      const std::function<Result<Bytes>(const std::string& path)>& again) const {
    const Policy trusted = policy();
    RecordVerifier verifier(trusted, run_in_turn, 1);
    std::set<std::string> seen;
    for (auto next = verifier.wants(2); !next.empty(); next = verifier.wants(2)) {
      REQUIRE(next.size() <= 2);
      verifier.feed(seen.insert(next.front()).second ? read(next.front()) : again(next.front()));
    }
    return verifier.finish().report;
  }

  std::map<std::string, Bytes> files;
};

// An election with ballots, a revote and a result.
struct Held {
  Held() {
    parties.add_witness("w1");
    parties.hold_until_open(memory, 4);
    for (std::size_t v = 0; v < 4; ++v) {
      REQUIRE(memory.post(parties.vote(memory.board, v, v % 2)) == "accepted");
    }
    REQUIRE(memory.post(parties.vote(memory.board, 0, 1, 2)) == "accepted");
    REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
    cosign();
    for (std::uint32_t t : {1u, 2u}) {
      REQUIRE(memory.post(parties.share(memory.board, t)) == "accepted");
    }
    cosign();
  }
  void cosign() {
    const auto checkpoint = parties.cosigned_checkpoint(memory.board, memory.time);
    REQUIRE(memory.post(parties.cosigned(checkpoint)) == "accepted");
  }
  MemoryBoard memory;
  Parties parties;
};

// The ids of the checks that fail.
std::string failing(const Report& report) {
  std::string ids;
  for (const CheckReport& check : report.checks()) {
    if (!check.failures.empty()) ids += (ids.empty() ? "" : " ") + std::string(check.id);
  }
  return ids.empty() ? "valid" : ids;
}

std::string text_of_entry(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

std::size_t first_of_type(const std::vector<Bytes>& entries, const std::string& type) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (text_of_entry(entries[i]).starts_with("{\"type\":\"" + type + "\"")) return i;
  }
  FAIL("there is no " << type);
  return 0;
}

}  // namespace

TEST_CASE("a good record verifies, and every check was applied") {
  const Held held;
  const Report report = Record(held.memory.entries).verify();
  INFO(text_of(report));
  REQUIRE(failing(report) == "valid");
  for (const CheckReport& check : report.checks()) {
    INFO(check.id);
    REQUIRE(check.applied == check.expected);
    // Receipts are not of the log.
    REQUIRE((check.applied > 0) == (check.id != "C20"));
  }
  REQUIRE(json_of(report).find("\"valid\": true") != std::string::npos);
}

TEST_CASE("the result of an archived election is checked too") {
  Held held;
  REQUIRE(held.memory.post(held.parties.act(Act::archive)) == "accepted");
  const Report report = Record(held.memory.entries).verify();
  REQUIRE(failing(report) == "valid");
  REQUIRE(report.checks()[static_cast<std::size_t>(CheckName::result)].applied == 1);
}

TEST_CASE("VE2: an empty log, or a missing file, is never valid") {
  REQUIRE(failing(Record({}).verify()) == "C19");
  const Held held;
  const Record good(held.memory.entries);
  for (const auto& [path, bytes] : good.files) {
    Record record = good;
    record.files.erase(path);
    INFO(path);
    REQUIRE(failing(record.verify()) == "C19");
  }
}

TEST_CASE("LG1: a file that a disk or a courier altered is blamed on the log, and on nobody else") {
  const Held held;
  const Record good(held.memory.entries);
  for (const auto& [path, bytes] : good.files) {
    const std::size_t step = path == "checkpoint" ? 1 : 97;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      Record record = good;
      record.files[path][at] ^= 1;
      INFO(path << " at " << at);
      const Report report = record.verify();
      REQUIRE_FALSE(report.valid());
      if (path != "checkpoint") REQUIRE(failing(report) == "C14");
      REQUIRE(report.checks()[static_cast<std::size_t>(CheckName::rules)].applied == 0);
    }
  }
}

TEST_CASE("a re-signed log with an altered entry fails the check that the alteration is about") {
  const Held held;
  const auto altered = [&](const std::string& type, auto&& alter) {
    std::vector<Bytes> entries = held.memory.entries;
    alter(entries, first_of_type(entries, type));
    return failing(Record(entries).verify());
  };
  const auto drop = [](std::vector<Bytes>& entries, std::size_t at) {
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at));
  };
  const auto spoil_end = [](std::size_t from_end) {
    return [from_end](std::vector<Bytes>& entries, std::size_t at) {
      std::uint8_t& c = entries[at][entries[at].size() - from_end];
      c = c == 'A' ? 'B' : 'A';
    };
  };
  CHECK(altered("ballot", drop) == "C13");           // the state's digest
  CHECK(altered("ballot", spoil_end(20)) == "C8");   // z_K
  CHECK(altered("ballot", spoil_end(60)) == "C11");  // z_r
  CHECK(altered("share", drop).starts_with("C1"));
  CHECK(altered("result", spoil_end(5)) == "C18");
  CHECK(altered("result", drop) == "C13");
  CHECK(altered("block", drop) != "valid");
  CHECK(altered("open", drop) == "C13");
  CHECK(altered("roll_end", drop) == "C13");
  CHECK(altered("roll", [&](std::vector<Bytes>& entries, std::size_t at) {
          std::string text = text_of_entry(entries[at]);
          const auto weight = text.find("\"all\",1");
          text.replace(weight, 7, "\"all\",2");
          entries[at] = Bytes(text.begin(), text.end());
        }) == "C6");
}

TEST_CASE("all checks that a ballot fails are named, not only the first") {
  const Held held;
  std::vector<Bytes> entries = held.memory.entries;
  // Another f: the challenges change, so every equation fails.
  const std::size_t at = first_of_type(entries, "ballot");
  std::string text = text_of_entry(entries[at]);
  char& c = text[text.size() - 300];
  c = c == 'A' ? 'B' : 'A';
  entries[at] = Bytes(text.begin(), text.end());
  REQUIRE(failing(Record(entries).verify()) == "C8 C9 C10 C11");
}

TEST_CASE("of a post that is refused, and of those after it, no other check counts as done") {
  const Held held;
  std::vector<Bytes> entries = held.memory.entries;
  const std::size_t at = first_of_type(entries, "ballot");
  entries[at][entries[at].size() - 3] = '!';
  const Report report = Record(entries).verify();
  REQUIRE(failing(report) == "C1");
  INFO(text_of(report));
  const CheckReport& bits = report.checks()[static_cast<std::size_t>(CheckName::bits)];
  REQUIRE(bits.state() == CheckState::undone);
  REQUIRE(bits.applied == 0);
  REQUIRE(bits.expected == 5);
}

TEST_CASE("a replay that stops says ok of no check that has not seen the rest") {
  const Held held;
  const auto states = [](const Record& record) {
    const Report report = record.verify();
    INFO(text_of(report));
    CHECK_FALSE(report.valid());
    CHECK(verdict_of(report) == "INVALID");
    std::map<std::string, CheckState> found;
    for (const CheckReport& check : report.checks()) found[std::string(check.id)] = check.state();
    return found;
  };
  const auto all_undone_but = [&](const Record& record,
                                  const std::map<std::string, CheckState>& others) {
    for (const auto& [id, state] : states(record)) {
      INFO(id);
      const auto other = others.find(id);
      CHECK(state == (other == others.end() ? CheckState::undone : other->second));
    }
  };
  const auto nothing = CheckState::nothing;
  // Who may vote, the key and so on were seen, but not what may come.
  std::vector<Bytes> entries = held.memory.entries;
  const std::size_t at = first_of_type(entries, "ballot");
  entries[at][entries[at].size() - 3] = '!';
  all_undone_but(Record(entries),
                 {{"C1", CheckState::failed}, {"C15", CheckState::passed}, {"C20", nothing}});
  Record record(held.memory.entries);
  record.files.at("tile/entries/000.p/" + std::to_string(held.memory.entries.size()))[9] ^= 1;
  all_undone_but(record,
                 {{"C14", CheckState::failed}, {"C15", CheckState::passed}, {"C20", nothing}});
  // Nothing is known of the log, not even how much there is.
  record.files.erase("checkpoint");
  all_undone_but(record, {{"C19", CheckState::failed}, {"C20", nothing}});
}

TEST_CASE("a valid record of an election without an end says so") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 4);
  const Report open = Record(memory.entries).verify();
  CHECK(open.valid());
  CHECK(verdict_of(open) == "valid so far: sample-2026 is in phase open, without a result");
  CHECK(text_of(open).ends_with(verdict_of(open) + "\n"));
  CHECK(json_of(open).find("\"phase\": \"open\"") != std::string::npos);
  CHECK(verdict_of(Record(Held().memory.entries).verify()) == "valid");
  REQUIRE(memory.post(parties.act(Act::cancel, "A fire.")) == "accepted");
  CHECK(verdict_of(Record(memory.entries).verify()) == "valid");
}

TEST_CASE("BA6: two ballots of one voter in another order fail the rules") {
  const Held held;
  std::vector<Bytes> entries = held.memory.entries;
  std::vector<std::size_t> ballots;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (text_of_entry(entries[i]).starts_with("{\"type\":\"ballot\"")) ballots.push_back(i);
  }
  std::swap(entries[ballots.front()], entries[ballots.back()]);
  REQUIRE(failing(Record(entries).verify()) == "C13");
}

TEST_CASE("LG2: another log's checkpoint is not taken") {
  const Held held;
  Record record(held.memory.entries);
  const std::string other =
      sign_checkpoint({"board.example/test", 1, Hash{}}, counting_key(0x30)).encode();
  record.files["checkpoint"] = Bytes(other.begin(), other.end());
  REQUIRE(failing(record.verify()) == "C14");
}

TEST_CASE("a block without end fails where it is larger than one may be") {
  MemoryBoard memory;
  const Parties parties;
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  REQUIRE(memory.post(parties.election()) == "accepted");
  const std::size_t begin = memory.entries.size();
  const auto failure = [&](std::size_t count, const Bytes& entry) {
    std::vector<Bytes> entries = memory.entries;
    entries.insert(entries.end(), count, entry);
    const Report report = Record(entries).verify();
    const auto& rules = report.checks()[static_cast<std::size_t>(CheckName::rules)];
    return rules.failures.empty() ? "none" : rules.failures.front();
  };
  const std::string too_large = ": rules.block: its block is larger than one may be";
  CHECK(failure(BlockSize::kMaxPosts, {'x'}) == "none");
  CHECK(failure(BlockSize::kMaxPosts + 1, {'x'}) ==
        "entry " + std::to_string(begin + BlockSize::kMaxPosts) + too_large);
  const std::size_t fit = BlockSize::kMaxBytes / 60'000;
  CHECK(failure(fit, Bytes(60'000, 'x')) == "none");
  CHECK(failure(fit + 1, Bytes(60'000, 'x')) == "entry " + std::to_string(begin + fit) + too_large);
  // There is one election, so one result.
  const std::string line = encode(ResultRecord{"sample-2026", {}});
  const Bytes result(line.begin(), line.end());
  CHECK(failure(1, result) == "none");
  CHECK(failure(2, result) == "entry " + std::to_string(begin + 1) + too_large);
}

TEST_CASE("a record that is fed file by file gives the same report as one at hand") {
  const Held held;
  Record record(held.memory.entries);
  const auto in_steps = [&record] {
    return text_of(
        record.verify_in_steps([&](const std::string& path) { return record.read(path); }));
  };
  REQUIRE(in_steps() == text_of(record.verify()));
  for (const auto& [path, bytes] : std::map(record.files)) {
    INFO(path);
    record.files.erase(path);
    REQUIRE(in_steps() == text_of(record.verify()));
    record.files[path] = bytes;
    record.files[path][bytes.size() / 2] ^= 1;
    REQUIRE(in_steps() == text_of(record.verify()));
    record.files[path] = bytes;
  }
}

TEST_CASE("a replaced ballot that reads differently the second time fails the log") {
  const Held held;
  const Record record(held.memory.entries);
  std::size_t read_again = 0;
  const auto altered = [&](const std::string& path) -> Result<Bytes> {
    ++read_again;
    Bytes bytes = record.read(path).value();
    bytes[100] ^= 1;
    return bytes;
  };
  REQUIRE(failing(record.verify_in_steps(altered)) == "C14");
  const auto missing = [](const std::string& path) -> Result<Bytes> {
    return Error{"file.read", path, "is missing"};
  };
  REQUIRE(failing(record.verify_in_steps(missing)) == "C19");
  REQUIRE(read_again == 1);
}

}  // namespace tabella::verifier::test
