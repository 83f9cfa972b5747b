#include "web/server/html/page_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tabella::server {

using bulletin_board::Phase;

constinit const PageText kEnglishText = {
#include "page_text.en.inc"
};

constinit const PageText kSimplifiedChineseText = {
#include "page_text.zh-Hans.inc"
};

namespace {

constexpr std::array<const PageText*, 2> kTexts = {&kEnglishText, &kSimplifiedChineseText};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// The text for a tag such as zh-CN; traditional script is another language than simplified.
const PageText* text_for(std::string_view tag) {
  const std::string wanted = lower(tag);
  if (wanted == "en" || wanted.starts_with("en-")) return &kEnglishText;
  const bool is_chinese = wanted == "zh" || wanted.starts_with("zh-");
  return is_chinese ? &kSimplifiedChineseText : nullptr;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// Thousandths of a weight such as "0.8"; 1000 if there is none, 0 if it is malformed.
int weight_of(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return 1000;
  std::string digits;
  for (const char c : parameters.substr(at + 2)) {
    if (c >= '0' && c <= '9') digits += c;
    if (digits.size() == 4) break;
  }
  digits.resize(4, '0');
  int weight = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), weight);
  return std::min(weight, 1000);
}

}  // namespace

const PageText& page_text(std::string_view query, std::string_view accept_language) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (!pair.starts_with("lang=")) continue;
    for (const PageText* text : kTexts) {
      if (text->tag == pair.substr(5)) return *text;
    }
  }
  const PageText* best = &kEnglishText;
  int most = 0;
  while (!accept_language.empty()) {
    const std::string_view item = accept_language.substr(0, accept_language.find(','));
    accept_language.remove_prefix(std::min(accept_language.size(), item.size() + 1));
    const std::string_view tag = item.substr(0, item.find(';'));
    const int weight = weight_of(item.substr(tag.size()));
    const PageText* text = text_for(trimmed(tag));
    if (text != nullptr && weight > most) {
      best = text;
      most = weight;
    }
  }
  return *best;
}

std::string_view phase_text(const PageText& text, Phase phase) {
  switch (phase) {
    case Phase::join:
      return text.phase_join;
    case Phase::commit:
      return text.phase_commit;
    case Phase::deal:
      return text.phase_deal;
    case Phase::certify:
      return text.phase_certify;
    case Phase::roll:
      return text.phase_roll;
    case Phase::ready:
      return text.phase_ready;
    case Phase::open:
      return text.phase_open;
    case Phase::closed:
      return text.phase_closed;
    case Phase::finished:
      return text.phase_finished;
    case Phase::cancelled:
      return text.phase_cancelled;
    case Phase::archived:
      return text.phase_archived;
  }
  return "";
}

std::string fill(std::string_view sentence,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> places) {
  std::string out;
  while (!sentence.empty()) {
    const auto begin = sentence.find('{');
    out += sentence.substr(0, begin);
    if (begin == std::string_view::npos) break;
    sentence.remove_prefix(begin);
    const auto end = sentence.find('}');
    const std::string_view name = end == std::string_view::npos ? "" : sentence.substr(1, end - 1);
    const auto* const place =
        std::ranges::find(places, name, &std::pair<std::string_view, std::string_view>::first);
    // A brace that is not a place stays what it is.
    const bool is_place = place != places.end();
    out += is_place ? place->second : sentence.substr(0, 1);
    sentence.remove_prefix(is_place ? end + 1 : 1);
  }
  return out;
}

}  // namespace tabella::server
