// What the copies of make_switchable.cpp call, besides the switch itself.
#pragma once

#include <string>

#include "tests/adversary/switch.h"
#include "verifier/report.h"

namespace tabella::adversary {

[[nodiscard]] inline bool is_off(const verifier::Report& report, verifier::CheckName check,
                                 const std::string& failure) {
  const auto& named = report.checks()[static_cast<std::size_t>(check)];
  return is_off(std::string(named.id) + ": " + failure);
}
inline void fail(verifier::Report& report, verifier::CheckName check, const std::string& failure) {
  if (!is_off(report, check, failure)) report.fail(check, failure);
}

}  // namespace tabella::adversary
