#include "text/rfc3339.h"

#include <chrono>
#include <string>

namespace tabella::text {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// The number in the digits at `from`; has_form was asked before.
int digits(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  for (const char c : text.substr(from, count)) value = 10 * value + (c - '0');
  return value;
}

bool has_form(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return false;
  }
  return true;
}

std::string padded(std::int64_t value, std::size_t width) {
  const std::string text = std::to_string(value);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

}  // namespace

std::optional<std::int64_t> decode_time(std::string_view text) {
  if (!has_form(text)) return std::nullopt;
  const year_month_day date(std::chrono::year(digits(text, 0, 4)),
                            std::chrono::month(static_cast<unsigned>(digits(text, 5, 2))),
                            std::chrono::day(static_cast<unsigned>(digits(text, 8, 2))));
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  if (date.year() < std::chrono::year(1970)) return std::nullopt;
  const std::int64_t days = sys_days(date).time_since_epoch().count();
  return ((days * 24 + hour) * 60 + minute) * 60 + second;
}

std::string encode_time(std::int64_t seconds) {
  constexpr std::int64_t kDay = 86'400;
  const std::int64_t days = seconds / kDay;
  const std::int64_t rest = seconds % kDay;
  const year_month_day date{sys_days(std::chrono::days(days))};
  return padded(int{date.year()}, 4) + "-" + padded(unsigned{date.month()}, 2) + "-" +
         padded(unsigned{date.day()}, 2) + "T" + padded(rest / 3600, 2) + ":" +
         padded(rest / 60 % 60, 2) + ":" + padded(rest % 60, 2) + "Z";
}

}  // namespace tabella::text
