#include "cli/terminal/decimal.h"

#include <algorithm>

namespace tabella::cli {
namespace {

constexpr unsigned kMaxPlaces = 18;

// value * 10 + digit, if that fits.
std::optional<std::int64_t> append_digit(std::int64_t value, int digit) {
  std::int64_t result = 0;
  if (__builtin_mul_overflow(value, std::int64_t{10}, &result)) return std::nullopt;
  if (__builtin_add_overflow(result, std::int64_t{digit}, &result)) return std::nullopt;
  return result;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = text.find_first_of(".,");
  const std::string_view whole = text.substr(0, point);
  std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() && fraction.empty()) return std::nullopt;
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  if (fraction.size() > kMaxPlaces) return std::nullopt;

  Decimal number{.units = 0, .places = static_cast<unsigned>(fraction.size())};
  for (const std::string_view part : {whole, fraction}) {
    for (const char c : part) {
      if (c < '0' || c > '9') return std::nullopt;
      const auto next = append_digit(number.units, c - '0');
      if (!next) return std::nullopt;
      number.units = *next;
    }
  }
  if (negative) number.units = -number.units;
  return number;
}

std::optional<std::int64_t> Decimal::scaled(unsigned to_places) const {
  if (to_places < places) return std::nullopt;
  std::int64_t result = units;
  for (unsigned i = places; i < to_places; ++i) {
    if (__builtin_mul_overflow(result, std::int64_t{10}, &result)) return std::nullopt;
  }
  return result;
}

std::string to_text(std::int64_t units, unsigned places) {
  const bool negative = units < 0;
  std::string digits = std::to_string(units);
  if (negative) digits.erase(0, 1);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string fraction = digits.substr(digits.size() - places);
  digits.resize(digits.size() - places);
  while (fraction.ends_with('0')) fraction.pop_back();
  return (negative ? "-" : "") + digits + (fraction.empty() ? "" : "." + fraction);
}

std::string grouped(std::int64_t units, unsigned places) {
  const std::string text = to_text(units, places);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  const std::size_t end = std::min(text.find('.'), text.size());
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > first && i < end && (end - i) % 3 == 0) result += ',';
    result += text[i];
  }
  return result;
}

}  // namespace tabella::cli
