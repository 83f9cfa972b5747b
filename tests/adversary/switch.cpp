#include "tests/adversary/switch.h"

#include <algorithm>

#include "crypto/expects.h"

namespace tabella::adversary {

namespace {

std::vector<std::string> names_off;
std::uint64_t passed = 0;

}  // namespace

bool is_off(const std::string& message) {
  const bool off = std::ranges::any_of(
      names_off, [&](const std::string& name) { return message.starts_with(name); });
  if (off) ++passed;
  return off;
}

SwitchedOff::SwitchedOff(std::vector<std::string> names) {
  EXPECTS(names_off.empty());
  names_off = std::move(names);
  passed = 0;
}

SwitchedOff::~SwitchedOff() { names_off.clear(); }

std::uint64_t SwitchedOff::let_pass() { return passed; }

}  // namespace tabella::adversary
