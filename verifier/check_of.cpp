#include "verifier/check_of.h"

#include <algorithm>
#include <span>

#include "crypto/expects.h"

namespace tabella::verifier {

namespace {

std::optional<CheckName> find_in(std::span<const CheckedCode> table, std::string_view code) {
  const auto found = std::ranges::find(table, code, &CheckedCode::code);
  if (found == table.end()) return std::nullopt;
  return found->check;
}

}  // namespace

std::optional<CheckName> find_check(std::string_view code) {
  if (const auto of_family = find_in(kCheckedFamilies, code.substr(0, code.find('.')))) {
    return of_family;
  }
  return find_in(kCheckedCodes, code);
}

CheckName check_of(std::string_view code) {
  const auto check = find_check(code);
  EXPECTS(check.has_value());
  return *check;
}

}  // namespace tabella::verifier
