// What the copies of make_switchable.cpp call, besides the switch itself.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "crypto/bytes.h"
#include "crypto/check.h"
#include "tests/adversary/switch.h"
#include "verifier/report.h"

namespace tabella::adversary {

// The failing checks that are not off.
[[nodiscard]] inline crypto::FailedChecks without_off(const crypto::FailedChecks& failed) {
  crypto::FailedChecks left;
  for (const crypto::Check check : crypto::kChecks) {
    if (failed.contains(check) && !is_off("ballot." + std::string(crypto::name(check)))) {
      left.add(check);
    }
  }
  return left;
}

[[nodiscard]] inline bool is_off(const verifier::Report& report, verifier::CheckName check,
                                 const std::string& failure) {
  const auto& named = report.checks()[static_cast<std::size_t>(check)];
  return is_off(std::string(named.id) + ": " + failure);
}
inline void fail(verifier::Report& report, verifier::CheckName check, const std::string& failure) {
  if (!is_off(report, check, failure)) report.fail(check, failure);
}

// The commitments that a challenge depends on: all, but for one that is forgotten.
[[nodiscard]] inline Bytes remembered(ByteView commitments) {
  constexpr std::array<std::string_view, 6> kNames = {"A", "C", "D", "T_alpha", "T_beta", "K"};
  Bytes out;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (is_off("message " + std::string(kNames[i]))) continue;
    const ByteView element = commitments.subspan(32 * i, 32);
    out.insert(out.end(), element.begin(), element.end());
  }
  return out;
}

}  // namespace tabella::adversary
