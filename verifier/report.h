// What a verification found: each check by name, how often it was applied, and every failure. What
// was not checked never reads as valid. docs/observers.md, "Checks".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
};
inline constexpr std::size_t kCheckCount = 19;

struct CheckReport {
  std::string_view id;     // "C1"
  std::string_view title;  // what it covers
  std::uint64_t applied = 0;
  std::vector<std::string> failures;
};

class Report {
 public:
  Report();

  void count(CheckName check, std::uint64_t times = 1) { at(check).applied += times; }
  void fail(CheckName check, std::string failure) {
    at(check).failures.push_back(std::move(failure));
  }

  [[nodiscard]] const std::array<CheckReport, kCheckCount>& checks() const { return checks_; }
  // No failure anywhere.
  [[nodiscard]] bool valid() const;

 private:
  [[nodiscard]] CheckReport& at(CheckName check) {
    return checks_[static_cast<std::size_t>(check)];
  }

  std::array<CheckReport, kCheckCount> checks_;
};

// The check that a refusal of the rules belongs to, by its code.
[[nodiscard]] CheckName check_of(std::string_view code);

[[nodiscard]] std::string text_of(const Report& report);
[[nodiscard]] std::string json_of(const Report& report);

}  // namespace tabella::verifier
