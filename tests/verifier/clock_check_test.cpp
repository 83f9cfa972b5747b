// C21: a board whose clock was ahead of its witnesses where voting ended, and what is told of
// others.
#include "bulletin_board/log/policy.h"
#include "tests/bulletin_board/parties.h"
#include "tests/verifier/signed_record.h"
#include "verifier/record_follower.h"
#include "verifier/report.h"

namespace tabella::verifier::test {

namespace {

using namespace tabella::bulletin_board;
using bulletin_board::test::MemoryBoard;
using bulletin_board::test::Parties;

constexpr std::uint64_t kDay = 86'400;

// Voting has ended; its witness has not spoken yet.
struct Closed {
  explicit Closed(bool has_witness = true) {
    if (has_witness) parties.add_witness("w1");
    parties.hold_until_open(memory, 1);
    REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  }
  void cosign_at(std::uint64_t time) {
    const auto checkpoint = parties.cosigned_checkpoint(memory.board, time);
    REQUIRE(memory.post(parties.cosigned(checkpoint)) == "accepted");
  }
  [[nodiscard]] Report verify() const {
    const SignedRecord record(memory.entries);
    return verify_record(record.read(), policy(), run_in_turn, [](std::uint64_t, std::uint64_t) {})
        .report;
  }
  Parties parties;
  MemoryBoard memory;
};

const CheckReport& clock_of(const Report& report) {
  return report.checks()[static_cast<std::size_t>(CheckName::clock)];
}

bool says(const Report& report, const std::string& words) {
  return text_of(report).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("BA23: voting that ended a day early by its witnesses' time fails C21 alone") {
  Closed closed;
  closed.cosign_at(closed.memory.time - kDay);
  const Report report = closed.verify();
  CHECK(failing(report) == "C21");
  CHECK_FALSE(report.valid());
  CHECK(report.is_sound());
  const std::string entry = "entry " + std::to_string(closed.memory.entries.size() - 2) + ": ";
  CHECK(clock_of(report).failures.at(0) ==
        entry +
            "sample-2026: voting ended at 2023-11-14T22:13:20Z by the board's clock; its witnesses "
            "saw "
            "it 1440 minutes before that, at 2023-11-13T22:13:20Z: the board's clock was ahead");
  CHECK(verdict_of(report) == "INVALID");
  CHECK(json_of(report).find("\"sound\": true") != std::string::npos);
  CHECK(json_of(report).find("\"state\": \"ahead\"") != std::string::npos);
  // The log goes on, and all of it is checked: officials can end what nobody should count.
  REQUIRE(closed.memory.post(closed.parties.act(Act::cancel, "The clock was ahead.")) ==
          "accepted");
  CHECK(failing(closed.verify()) == "C21");
  CHECK(closed.verify().count_in(CheckState::undone) == 0);
}

TEST_CASE("what witnesses saw later, or not at all, is told and fails nothing") {
  SECTION("a year later") {
    Closed closed;
    closed.cosign_at(closed.memory.time + 365 * kDay);
    const Report report = closed.verify();
    CHECK(failing(report) == "valid");
    CHECK(says(report, "its witnesses saw it 525600 minutes later"));
    CHECK(says(report, "not shown that it was on time"));
    CHECK(clock_of(report).applied == 1);
  }
  SECTION("in time") {
    Closed closed;
    closed.cosign_at(closed.memory.time + 30);
    CHECK(failing(closed.verify()) == "valid");
    CHECK(says(closed.verify(), "its witnesses saw it at 2023-11-14T22:13:50Z"));
  }
  SECTION("not yet") {
    const Closed closed;
    CHECK(failing(closed.verify()) == "valid");
    CHECK(says(closed.verify(), "not shown: no time of its witnesses is on the log"));
    CHECK(clock_of(closed.verify()).state() == CheckState::nothing);
  }
  SECTION("where nobody asks a witness") {
    const Closed closed(false);
    CHECK(failing(closed.verify()) == "valid");
    CHECK(says(closed.verify(), "times are the operator's word"));
  }
}

TEST_CASE("a record in which more than the clock is wrong is not sound") {
  Closed closed;
  closed.cosign_at(closed.memory.time - kDay);
  closed.memory.entries.pop_back();
  const Report report = closed.verify();
  CHECK_FALSE(report.is_sound());
}

TEST_CASE("a monitor says once that the clock was ahead, and goes on") {
  Closed closed;
  auto monitor = RecordFollower::create(policy(), run_in_turn, "").value();
  const auto alarms = [&] {
    const SignedRecord record(closed.memory.entries);
    return monitor.follow(record.read(), std::nullopt, {}).alarms;
  };
  CHECK(alarms().empty());
  closed.cosign_at(closed.memory.time - kDay);
  const auto raised = alarms();
  REQUIRE(raised.size() == 1);
  CHECK(raised[0].name == AlarmName::clock);
  CHECK_FALSE(raised[0].is_final());
  CHECK(name(raised[0].name) == "clock");
  CHECK(raised[0].detail.starts_with("entry "));
  REQUIRE(closed.memory.post(closed.parties.act(Act::cancel, "The clock was ahead.")) ==
          "accepted");
  CHECK(alarms().empty());
  CHECK(monitor.verified_size() == closed.memory.entries.size());
}

}  // namespace tabella::verifier::test
