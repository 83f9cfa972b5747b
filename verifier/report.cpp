#include "verifier/report.h"

#include <algorithm>

namespace tabella::verifier {

Report::Report()
    : checks_{{{"C1", "encoding: every entry is in its one form"},
               {"C2", "definition: complete, compiled again, fingerprints computed again"},
               {"C3", "ceremony: hashes, dealings, certificates, complaints"},
               {"C4", "election key: the sum of the dealings"},
               {"C5", "roll: within its bounds, nobody twice, in the fingerprint"},
               {"C6", "authority: who may say what, with all signatures"},
               {"C7", "shape: ballots have the size of their style"},
               {"C8", "credential: on the roll, and its holder sealed the ballot"},
               {"C9", "bits: every bit is 0 or 1"},
               {"C10", "equations: answers obey the question"},
               {"C11", "ciphertexts: encrypt what the proof speaks of"},
               {"C12", "repeats: no alpha, B, K or commitment twice"},
               {"C13", "rules: phases, times, sequences; the log replayed byte for byte"},
               {"C14", "log: entries, tiles, tree and checkpoint"},
               {"C15", "views: the policy's log key and cosignatures"},
               {"C16", "aggregate: computed from the counted ballots"},
               {"C17", "shares: proofs of the partial decryptions"},
               {"C18", "result: totals, counting and decision derived again"},
               {"C19", "completeness: nothing missing, nothing left over"},
               {"C20", "receipts: each leads to its post in this log"},
               {"C21", "clock: ahead of no witness where voting ended or was decided"}}} {}

CheckState CheckReport::state() const {
  if (!failures.empty()) return CheckState::failed;
  if (is_cut_off || applied < expected) return CheckState::undone;
  return applied == 0 ? CheckState::nothing : CheckState::passed;
}

std::size_t Report::count_in(CheckState state) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(checks_, [&](const CheckReport& c) { return c.state() == state; }));
}

void Report::cut_off() {
  for (std::size_t i = 0; i < checks_.size(); ++i) {
    const auto check = static_cast<CheckName>(i);
    if (check == CheckName::views || check == CheckName::receipts) continue;
    // How many entries and tiles there are is known from the checkpoint.
    if (check == CheckName::log && checks_[i].expected > 0) continue;
    checks_[i].is_cut_off = true;
  }
}

bool Report::valid() const {
  return count_in(CheckState::failed) == 0 && count_in(CheckState::undone) == 0;
}

bool Report::is_sound() const {
  return count_in(CheckState::undone) == 0 &&
         count_in(CheckState::failed) == (fails(CheckName::clock) ? 1U : 0U);
}

void Report::close() {
  if (count_in(CheckState::failed) > 0) return;
  for (const CheckReport& check : checks_) {
    if (check.state() != CheckState::undone) continue;
    fail(CheckName::completeness, std::string(check.id) + ": only " +
                                      std::to_string(check.applied) + " of " +
                                      std::to_string(check.expected) + " were checked");
  }
}

std::string_view name(CheckState state) {
  switch (state) {
    case CheckState::passed:
      return "ok";
    case CheckState::failed:
      return "FAILED";
    case CheckState::undone:
      return "not done";
    case CheckState::nothing:
      break;
  }
  return "-";
}

std::string summary_of(const Report& report) {
  return std::to_string(report.count_in(CheckState::passed)) + " checks passed, " +
         std::to_string(report.count_in(CheckState::failed)) + " failed, " +
         std::to_string(report.count_in(CheckState::undone)) + " not done, " +
         std::to_string(report.count_in(CheckState::nothing)) + " without objects";
}

std::string verdict_of(const Report& report) {
  if (!report.valid()) return "INVALID";
  if (report.unfinished().empty()) return "valid";
  std::string text = "valid so far: ";
  for (const Unfinished& each : report.unfinished()) {
    if (&each != &report.unfinished().front()) text += ", ";
    text += each.election + " is in phase " + each.phase;
  }
  return text + ", without a result";
}

std::string text_of(const Report& report) {
  const auto left = [](std::string_view text, std::size_t width) {
    return std::string(text) + std::string(width - std::min(width, text.size()), ' ');
  };
  const auto right = [](std::string_view text, std::size_t width) {
    return std::string(width - std::min(width, text.size()), ' ') + std::string(text);
  };
  std::string text = left("", 13) + right("expected", 10) + right("checked", 10) + "\n";
  for (const CheckReport& check : report.checks()) {
    text += left(check.id, 4) + left(name(check.state()), 9) +
            right(std::to_string(check.expected), 10) + right(std::to_string(check.applied), 10) +
            "  " + std::string(check.title) + "\n";
    for (const std::string& failure : check.failures) text += "      " + failure + "\n";
  }
  for (const MomentTold& each : report.moments()) text += text_of(each) + "\n";
  return text + summary_of(report) + "\n" + verdict_of(report) + "\n";
}

}  // namespace tabella::verifier
