#include "text/nfc.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>

#include "text/nfc_tables.h"

namespace tabella::text {

namespace {

// Korean syllables are composed by arithmetic (The Unicode Standard, 3.12): a leading consonant L,
// a vowel V, and perhaps a trailing consonant T.
constexpr char32_t kS = 0xac00, kL = 0x1100, kV = 0x1161, kT = 0x11a7;
constexpr char32_t kCountL = 19, kCountV = 21, kCountT = 28, kCountS = kCountL * kCountV * kCountT;

bool in(char32_t c, char32_t first, char32_t count) { return c >= first && c - first < count; }

// The range that has the character, in a table of ascending ranges.
template <class Table>
const typename Table::value_type* find_range(const Table& table, char32_t c) {
  const auto range =
      std::ranges::lower_bound(table, std::uint32_t{c}, {}, &Table::value_type::last);
  return range != table.end() && range->first <= c ? &*range : nullptr;
}

int combining_class(char32_t c) {
  const auto* range = find_range(nfc::kCombiningClasses, c);
  return range == nullptr ? 0 : range->combining_class;
}

void decompose(char32_t c, std::u32string& out) {
  if (in(c, kS, kCountS)) {
    const char32_t s = c - kS;
    out += {kL + s / (kCountV * kCountT), kV + s / kCountT % kCountV};
    if (s % kCountT != 0) out.push_back(kT + s % kCountT);
    return;
  }
  const auto found =
      std::ranges::lower_bound(nfc::kComposites, std::uint32_t{c}, {}, &nfc::Composite::composed);
  if (found == nfc::kComposites.end() || found->composed != c) return out.push_back(c);
  // Only first parts decompose further.
  decompose(found->first, out);
  out.push_back(found->second);
}

auto parts(const nfc::Composite& each) { return std::tuple(each.first, each.second); }

std::optional<char32_t> compose(char32_t first, char32_t second) {
  if (in(first, kL, kCountL) && in(second, kV, kCountV)) {
    return kS + ((first - kL) * kCountV + (second - kV)) * kCountT;
  }
  const bool without_trailing = in(first, kS, kCountS) && (first - kS) % kCountT == 0;
  if (without_trailing && in(second, kT + 1, kCountT - 1)) return first + (second - kT);
  static const auto kByParts = [] {
    auto table = nfc::kComposites;
    std::ranges::sort(table, {}, parts);
    return table;
  }();
  const std::tuple wanted(std::uint32_t{first}, std::uint32_t{second});
  const auto found = std::ranges::lower_bound(kByParts, wanted, {}, parts);
  if (found == kByParts.end() || parts(*found) != wanted) return std::nullopt;
  return found->composed;
}

std::u32string decomposed(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text) decompose(c, out);
  // Marks between two starters are put in the order of their classes.
  for (auto begin = out.begin(); begin != out.end();) {
    const auto is_starter = [](char32_t c) { return combining_class(c) == 0; };
    const auto first_mark = std::find_if_not(begin, out.end(), is_starter);
    begin = std::find_if(first_mark, out.end(), is_starter);
    std::stable_sort(first_mark, begin, [](char32_t a, char32_t b) {
      return combining_class(a) < combining_class(b);
    });
  }
  return out;
}

std::u32string composed(std::u32string_view text) {
  std::u32string out;
  std::optional<std::size_t> starter;
  for (const char32_t c : text) {
    const int now = combining_class(c);
    const int before = out.empty() ? 0 : combining_class(out.back());
    const bool adjacent = starter && *starter + 1 == out.size();
    const bool blocked = !adjacent && before >= now;
    const auto one = starter && !blocked ? compose(out[*starter], c) : std::nullopt;
    if (one) {
      out[*starter] = *one;
      continue;
    }
    out.push_back(c);
    if (now == 0) starter = out.size() - 1;
  }
  return out;
}

}  // namespace

bool is_nfc(std::u32string_view text) {
  constexpr char32_t kFirstMark = 0x300;
  if (std::ranges::all_of(text, [](char32_t c) { return c < kFirstMark; })) return true;
  // What is never part of form C would decompose to something else for good.
  const auto never = [](char32_t c) { return find_range(nfc::kNeverInNfc, c) != nullptr; };
  return std::ranges::none_of(text, never) && composed(decomposed(text)) == text;
}

}  // namespace tabella::text
