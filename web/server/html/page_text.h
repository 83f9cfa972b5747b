// The words of the pages that need no script, in the languages of web/text/server.*.json.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "bulletin_board/election/election.h"

namespace tabella::server {

// Every text of server.en.json is a field: "noElections" is no_elections. In a text, {name} is
// where words are put.
struct PageText {
  std::string_view tag;  // of the language, as in a definition
#include "page_text.fields.inc"
};

extern const PageText kEnglishText;
extern const PageText kSimplifiedChineseText;

// The language that a reader asks for: by ?lang=TAG, else by Accept-Language, else English. For
// "lang=zh-Hans" and for "fr, zh;q=0.7, en;q=0.5" it is simplified Chinese.
[[nodiscard]] const PageText& page_text(std::string_view query, std::string_view accept_language);

// Where an election is, in a sentence.
[[nodiscard]] std::string_view phase_text(const PageText& text, bulletin_board::Phase phase);

// Puts words in their places: "{count} of {all} took part." with {{"count", "9"}, {"all", "12"}}.
[[nodiscard]] std::string fill(
    std::string_view sentence,
    std::initializer_list<std::pair<std::string_view, std::string_view>> places);

}  // namespace tabella::server
