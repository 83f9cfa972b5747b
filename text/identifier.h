// Identifiers of elections, questions, options and styles: 1 to 64 of A-Z a-z 0-9 . _ -, of which
// the first is a letter or a digit: "board-2026", "q1", "north". Nothing in them can be confused on
// a page, in a path or in JSON.
#pragma once

#include <algorithm>
#include <string_view>

namespace tabella::text {

inline constexpr std::size_t kMaxIdentifierSize = 64;

[[nodiscard]] inline bool is_identifier(std::string_view text) {
  const auto alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  if (text.empty() || text.size() > kMaxIdentifierSize || !alphanumeric(text[0])) return false;
  return std::ranges::all_of(
      text, [&](char c) { return alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

}  // namespace tabella::text
