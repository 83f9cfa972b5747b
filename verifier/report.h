// What a verification found: each check by name, how often it was applied, and every failure. What
// was not checked never reads as valid. docs/observers.md, "Checks".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bulletin_board/election/moments.h"
#include "crypto/result.h"

namespace tabella::verifier {

enum class CheckName {
  encoding,      // C1
  definition,    // C2
  ceremony,      // C3
  election_key,  // C4
  roll,          // C5
  authority,     // C6
  shape,         // C7
  credential,    // C8
  bits,          // C9
  equations,     // C10
  ciphertexts,   // C11
  repeats,       // C12
  rules,         // C13
  log,           // C14
  views,         // C15
  aggregate,     // C16
  shares,        // C17
  result,        // C18
  completeness,  // C19
  receipts,      // C20
  clock,         // C21
};
inline constexpr std::size_t kCheckCount = 21;

enum class CheckState {
  passed,
  failed,
  undone,   // there was more to check than was reached
  nothing,  // there was nothing to check
};

struct CheckReport {
  std::string_view id;     // "C1"
  std::string_view title;  // what it covers
  // Objects that the record says there are, as far as it was read, and those that were checked.
  std::uint64_t expected = 0;
  std::uint64_t applied = 0;
  std::vector<std::string> failures = {};
  // There may be more objects: the record was not read to its end.
  bool is_cut_off = false;

  [[nodiscard]] CheckState state() const;
};

// What was found wrong, and by which check.
struct Failure {
  CheckName check = CheckName::encoding;
  std::string text;
};

// An election of which the record does not have the end: nothing is wrong with it, and its result
// is not there to be checked.
struct Unfinished {
  std::string election;
  std::string phase;
};

// When something happened that its time decides, by the board and by its witnesses. Only a board's
// clock that was ahead is a failure: an outage is no crime, and is told.
struct MomentTold {
  std::string election;
  bulletin_board::WeightyMoment moment;
  bulletin_board::MomentState state = bulletin_board::MomentState::operators_word;
};
// "sample-2026: voting ended at 2026-05-09T18:00:00Z by the board's clock; ..."
[[nodiscard]] std::string text_of(const MomentTold& told);

// One for each verification, as a part of it; filled by the thread that verifies, never by those
// that it lends.
class Report {
 public:
  Report();

  // What there is to check, and what was checked.
  void expect(CheckName check, std::uint64_t objects = 1) { at(check).expected += objects; }
  void count(CheckName check, std::uint64_t objects = 1) { at(check).applied += objects; }
  void fail(CheckName check, std::string failure) {
    at(check).failures.push_back(std::move(failure));
  }
  void fail(Failure failure) { fail(failure.check, std::move(failure.text)); }

  // What is verified ends here, before the log does: no check of the log has seen all of its
  // objects. That of the checkpoint's signatures has, and receipts are not of the log.
  void cut_off();
  void leave_unfinished(Unfinished election) { unfinished_.push_back(std::move(election)); }
  void tell(MomentTold moment) { moments_.push_back(std::move(moment)); }

  [[nodiscard]] const std::array<CheckReport, kCheckCount>& checks() const { return checks_; }
  [[nodiscard]] const std::vector<Unfinished>& unfinished() const { return unfinished_; }
  [[nodiscard]] const std::vector<MomentTold>& moments() const { return moments_; }
  [[nodiscard]] bool fails(CheckName check) const {
    return !checks_[static_cast<std::size_t>(check)].failures.empty();
  }
  [[nodiscard]] std::size_t count_in(CheckState state) const;
  // No failure anywhere, and nothing left unchecked.
  [[nodiscard]] bool valid() const;
  // The same but for the clock: the log is what the rules make of it, and what an election whose
  // clock was wrong deserves is for its parties to judge. One such election stops no other.
  [[nodiscard]] bool is_sound() const;
  // What was expected and not checked fails the completeness of a record without other failures.
  void close();

 private:
  [[nodiscard]] CheckReport& at(CheckName check) {
    return checks_[static_cast<std::size_t>(check)];
  }

  std::array<CheckReport, kCheckCount> checks_;
  std::vector<Unfinished> unfinished_;
  std::vector<MomentTold> moments_;
};

// "13 checks passed, 0 failed, 2 not done, 5 without objects"
[[nodiscard]] std::string summary_of(const Report& report);
// "valid", "INVALID", "valid so far: sample-2026 is in phase open, without a result".
[[nodiscard]] std::string verdict_of(const Report& report);
[[nodiscard]] std::string_view name(CheckState state);
[[nodiscard]] std::string text_of(const Report& report);
[[nodiscard]] std::string json_of(const Report& report);

}  // namespace tabella::verifier
