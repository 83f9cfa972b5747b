// What goes beyond the log: files that are left over, receipts, age.
#include "verifier/whole_record.h"

#include "bulletin_board/log/receipt.h"
#include "tests/bulletin_board/parties.h"
#include "tests/verifier/signed_record.h"

namespace tabella::verifier::test {

namespace {

using namespace tabella::bulletin_board;
using bulletin_board::test::MemoryBoard;
using bulletin_board::test::Parties;
using bulletin_board::test::StaticLog;

const ShowProgress kSilent = [](std::uint64_t, std::uint64_t) {};

// A log of some blocks, and a receipt of entry 1 when it was shorter.
struct Log {
  Log() {
    parties.hold_until_dealt(memory);
    const StaticLog shorter(std::vector<Bytes>(memory.entries.begin(), memory.entries.begin() + 6));
    receipt = Receipt{1, shorter.inclusion(1), checkpoint_of(shorter)}.encode();
    record = std::make_unique<SignedRecord>(memory.entries);
    record->add("policy.txt", "");
    record->add("receipts/a.tlog-proof", receipt);
    record->files["receipts/a.tlog-proof.post"] = memory.entries[1];
  }
  Verification verify() {
    auto verification = verify_record(record->read(), policy(), run_in_turn, kSilent);
    check_files(record->read(), record->names(), policy(), verification);
    verification.report.close();
    return verification;
  }
  std::string failing_checks() { return failing(verify().report); }

  MemoryBoard memory;
  Parties parties;
  std::string receipt;
  std::unique_ptr<SignedRecord> record;
};

const CheckReport& receipts_of(const Verification& verification) {
  return verification.report.checks()[static_cast<std::size_t>(CheckName::receipts)];
}

}  // namespace

TEST_CASE("a record with its receipts and nothing else is valid, and the receipts are counted") {
  Log log;
  const auto verification = log.verify();
  INFO(text_of(verification.report));
  REQUIRE(failing(verification.report) == "valid");
  REQUIRE(receipts_of(verification).expected == 1);
  REQUIRE(receipts_of(verification).applied == 1);
}

TEST_CASE("C20: a receipt of another post, another log or a larger one fails") {
  Log log;
  const auto with = [&](const std::string& path, Bytes bytes) {
    Log other;
    other.memory.entries = log.memory.entries;
    *other.record = *log.record;
    other.record->files[path] = std::move(bytes);
    return other.failing_checks();
  };
  const auto bytes = [](const std::string& text) { return Bytes(text.begin(), text.end()); };
  CHECK(with("receipts/a.tlog-proof.post", log.memory.entries[2]) == "C20");
  CHECK(with("receipts/a.tlog-proof", bytes("no receipt")) == "C20");

  // Of a log that has the entry as well, but which this one does not extend.
  std::vector<Bytes> changed(log.memory.entries.begin(), log.memory.entries.begin() + 6);
  changed[4][0] ^= 1;
  const StaticLog forked(changed);
  CHECK(with("receipts/a.tlog-proof",
             bytes(Receipt{1, forked.inclusion(1), checkpoint_of(forked)}.encode())) == "C20");

  std::vector<Bytes> more = log.memory.entries;
  more.push_back(bytes("more"));
  const StaticLog larger(more);
  CHECK(with("receipts/a.tlog-proof",
             bytes(Receipt{1, larger.inclusion(1), checkpoint_of(larger)}.encode())) == "C20");
}

TEST_CASE("C19, C20: a receipt without its post, or a post without its receipt, fails") {
  Log log;
  log.record->files.erase("receipts/a.tlog-proof.post");
  CHECK(log.failing_checks() == "C20");
  Log other;
  other.record->files.erase("receipts/a.tlog-proof");
  CHECK(other.failing_checks() == "C19");
}

TEST_CASE("receipts are not done, and not wrong, where there is no log to compare them with") {
  const auto altered = [](const std::string& path) {
    Log log;
    log.record->files.at(path)[3] ^= 1;
    auto verification = log.verify();
    INFO(text_of(verification.report));
    CHECK_FALSE(verification.report.valid());
    CHECK(receipts_of(verification).expected == 1);
    CHECK(receipts_of(verification).applied == 0);
    CHECK(receipts_of(verification).state() == CheckState::undone);
    return failing(verification.report);
  };
  CHECK(altered("checkpoint") == "C14");
  Log log;
  const std::string tile = "tile/0/000.p/" + std::to_string(log.memory.entries.size());
  CHECK(altered(tile) == "C14");
}

TEST_CASE("C19: what does not belong to a record of this size is left over") {
  for (const char* path : {"tile/0/000.p/1", "tile/entries/000", "tile/1/000.p/1", "tile/0/001",
                           "keys.json", "receipts/.hidden.tlog-proof", "tile/0/000.p/999"}) {
    Log log;
    log.record->add(path, "x");
    INFO(path);
    REQUIRE(log.failing_checks() == "C19");
  }
}

TEST_CASE("VE2: what was expected and not checked is never valid") {
  Report report;
  report.expect(CheckName::bits, 3);
  report.count(CheckName::bits, 2);
  REQUIRE(report.checks()[static_cast<std::size_t>(CheckName::bits)].state() == CheckState::undone);
  REQUIRE_FALSE(report.valid());
  REQUIRE(text_of(report).find("C9  not done") != std::string::npos);
  report.close();
  REQUIRE(failing(report) == "C19");
  REQUIRE(summary_of(report) == "0 checks passed, 1 failed, 1 not done, 19 without objects");
}

TEST_CASE("LG6: a record that was cosigned too long ago is stale") {
  Log log;
  const SignedRecord record(log.memory.entries, 1'700'000'000);
  const auto at = [&](std::uint64_t now) {
    auto verification = verify_record(record.read(), policy(true), run_in_turn, kSilent);
    check_age({now, 60}, policy(true), verification);
    return failing(verification.report);
  };
  CHECK(at(1'700'000'060) == "valid");
  CHECK(at(1'700'000'061) == "C15");
  // Clocks differ; but a date in the future would be new for as long as its witness likes.
  CHECK(at(1'700'000'000 - kClocksDiffer) == "valid");
  CHECK(at(1'700'000'000 - kClocksDiffer - 1) == "C15");
  CHECK(at(1'600'000'000) == "C15");
}

TEST_CASE("LG6: without a quorum a last block that is dated in the future is not new") {
  Log log;
  const auto at = [&](std::uint64_t now) {
    auto verification = log.verify();
    check_age({now, 60}, policy(), verification);
    return failing(verification.report);
  };
  const std::uint64_t last = log.memory.board.time();
  CHECK(at(last) == "valid");
  CHECK(at(last + 61) == "C15");
  CHECK(at(last - kClocksDiffer) == "valid");
  CHECK(at(last - kClocksDiffer - 1) == "C15");
}

}  // namespace tabella::verifier::test
