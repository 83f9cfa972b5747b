// Which checks are switched off while a hostile record is made, or while one is verified without
// them. Only the copies of the sources that make_switchable.cpp wrote ask: no product does.
// docs/adversary.md, "Kill matrix".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "crypto/result.h"

namespace tabella::adversary {

// Whether an error whose message, "code: path: detail", begins with a name that is off. Counts.
[[nodiscard]] bool is_off(const std::string& message);
[[nodiscard]] inline bool is_off(const Error& error) { return is_off(error.message()); }

// While it lives, the checks with these names are off. One at a time.
class SwitchedOff {
 public:
  explicit SwitchedOff(std::vector<std::string> names);
  SwitchedOff(const SwitchedOff&) = delete;
  SwitchedOff& operator=(const SwitchedOff&) = delete;
  ~SwitchedOff();

  // How often something was let pass since then.
  [[nodiscard]] static std::uint64_t let_pass();
};

}  // namespace tabella::adversary
