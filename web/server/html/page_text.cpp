#include "web/server/html/page_text.h"

#include <algorithm>
#include <charconv>

namespace tabella::server {

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

std::string fill(std::string_view sentence, std::initializer_list<std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool is_place = sentence[i] == '{' && i + 2 < sentence.size() && sentence[i + 2] == '}';
    if (!is_place) {
      out += sentence[i];
      continue;
    }
    out += words.begin()[sentence[i + 1] - '0'];
    i += 2;
  }
  return out;
}

}  // namespace tabella::server
