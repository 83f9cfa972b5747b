// What the copies of make_switchable.cpp call, besides the switch itself.
#pragma once

#include <string>

#include "tests/adversary/switch.h"
#include "verifier/report.h"

namespace tabella::adversary {

// What the verifier finds itself is named with its check: "C14: tile/0/000: has another size".
[[nodiscard]] inline bool is_off(const verifier::Failure& failure) {
  static const verifier::Report names;
  const auto& check = names.checks()[static_cast<std::size_t>(failure.check)];
  return is_off(std::string(check.id) + ": " + failure.text);
}

}  // namespace tabella::adversary
