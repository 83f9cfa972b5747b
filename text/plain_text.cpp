#include "text/plain_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "text/nfc.h"

namespace tabella::text {

namespace {

constexpr std::size_t kMaxTextSize = 8192;

// One code point from the front of text, which it shortens; none if the bytes are not UTF-8 in the
// shortest form (RFC 3629).
std::optional<std::uint32_t> next_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  const std::size_t size = lead < 0x80             ? 1
                           : (lead & 0xe0) == 0xc0 ? 2
                           : (lead & 0xf0) == 0xe0 ? 3
                           : (lead & 0xf8) == 0xf0 ? 4
                                                   : 0;
  if (size == 0 || text.size() < size) return std::nullopt;
  std::uint32_t point = size == 1 ? lead : lead & (0x7fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return std::nullopt;
    point = point << 6 | (byte(i) & 0x3fu);
  }
  constexpr std::array<std::uint32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  if (point < kSmallest[size] || point > 0x10ffff || surrogate) return std::nullopt;
  text.remove_prefix(size);
  return point;
}

bool is_control(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

// Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX 9).
bool is_bidi(std::uint32_t c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

// Default-ignorable characters by which two texts can differ and look the same. Zero-width joiner
// and non-joiner stay: several scripts are not written correctly without them.
bool is_invisible(std::uint32_t c) {
  return c == 0x00ad || c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 ||
         (c >= 0x180b && c <= 0x180f) || c == 0x200b || (c >= 0x2060 && c <= 0x2065) ||
         (c >= 0x206a && c <= 0x206f) || c == 0x3164 || (c >= 0xfe00 && c <= 0xfe0f) ||
         c == 0xfeff || c == 0xffa0 || (c >= 0xfff9 && c <= 0xfffb) || c == 0x2800 ||
         (c >= 0x1bca0 && c <= 0x1bca3) || (c >= 0x1d173 && c <= 0x1d17a) ||
         (c >= 0xe0000 && c <= 0xe0fff);
}

bool is_space(std::uint32_t c) {
  return c == 0x20 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
         c == 0x205f || c == 0x3000;
}

bool is_not_a_character(std::uint32_t c) {
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) || (c >= 0xe000 && c <= 0xf8ff) ||
         c >= 0xf0000 || c == 0xfffd;
}

std::string code_point_name(std::uint32_t c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string name = "U+";
  for (int shift = c > 0xffff ? 20 : 12; shift >= 0; shift -= 4) name += kDigits[c >> shift & 15];
  return name;
}

bool all(std::string_view text, char low, char high) {
  return std::ranges::all_of(text, [&](char c) { return c >= low && c <= high; });
}

bool is_script(std::string_view part) {
  return part.size() == 4 && part[0] >= 'A' && part[0] <= 'Z' && all(part.substr(1), 'a', 'z');
}

bool is_region(std::string_view part) {
  return (part.size() == 2 && all(part, 'A', 'Z')) || (part.size() == 3 && all(part, '0', '9'));
}

}  // namespace

std::optional<std::string> refuse_text(std::string_view text) {
  if (text.empty()) return "is empty";
  if (text.size() > kMaxTextSize)
    return "is longer than " + std::to_string(kMaxTextSize) + " bytes";
  std::u32string points;
  while (!text.empty()) {
    const std::optional<std::uint32_t> c = next_code_point(text);
    if (!c) return "is not valid UTF-8";
    points.push_back(*c);
    if (is_control(*c)) return "has the control character " + code_point_name(*c);
    if (is_bidi(*c)) return "has the direction mark " + code_point_name(*c);
    if (is_invisible(*c)) return "has the invisible character " + code_point_name(*c);
    if (is_not_a_character(*c)) return "has " + code_point_name(*c) + ", which is no character";
  }
  if (is_space(points.front()) || is_space(points.back())) return "begins or ends with a space";
  if (!is_nfc(points)) return "is not in Unicode normalisation form C";
  return std::nullopt;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    if (!next_code_point(text)) return false;
  }
  return true;
}

bool is_language_tag(std::string_view tag) {
  std::vector<std::string_view> parts;
  for (std::size_t dash = tag.find('-'); dash != std::string_view::npos; dash = tag.find('-')) {
    parts.push_back(tag.substr(0, dash));
    tag.remove_prefix(dash + 1);
  }
  parts.push_back(tag);
  const std::string_view language = parts[0];
  if (language.size() < 2 || language.size() > 3 || !all(language, 'a', 'z')) return false;
  if (parts.size() == 1) return true;
  if (parts.size() == 2) return is_script(parts[1]) || is_region(parts[1]);
  return parts.size() == 3 && is_script(parts[1]) && is_region(parts[2]);
}

}  // namespace tabella::text
