// The words of the pages that need no script, in one file for each language: text_en.cpp, ...
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "bulletin_board/election/election.h"

namespace tabella::server {

// {0}, {1}: what is put there.
struct PageText {
  std::string_view tag;   // of the language, as in a definition
  std::string_view name;  // of the language, in itself
  std::string_view elections;
  std::string_view no_elections;
  std::string_view all_elections;
  // In the order of Phase.
  std::array<std::string_view, 10> phases;
  std::string_view what_now;
  std::string_view vote;
  std::string_view check;
  std::string_view observe;
  std::string_view trustee_link;
  std::string_view nothing_now;
  std::string_view reason;  // why it was cancelled
  std::string_view notices;
  std::string_view revoked;  // {0}: the official, {1}: why
  std::string_view schedule;
  std::string_view opens;
  std::string_view closes;
  std::string_view utc;  // {0}: date and time
  std::string_view numbers;
  std::string_view roll;
  std::string_view roll_code;
  std::string_view accepted;
  std::string_view tested;
  std::string_view receipts;
  std::string_view legal_basis;
  std::string_view retention;
  std::string_view trustees;
  std::string_view trustees_caption;  // {0} of {1} are needed
  std::string_view trustee;
  std::string_view committed;
  std::string_view dealt;
  std::string_view certified;
  std::string_view held;
  std::string_view shared;
  std::string_view done;
  std::string_view not_yet;
  std::string_view disqualified;
  std::string_view result;
  std::string_view took_part;  // {0} of {1}
  std::string_view asked;      // {0}
  std::string_view option;
  std::string_view total;
  std::string_view share_of;
  std::string_view withheld;
  std::string_view withheld_why;  // {0}: the smallest group
  std::string_view blank;
  std::string_view answered;
  std::string_view in_favor;  // {0}: the option
  std::string_view against;
  std::string_view above;  // {0} before {1}
  std::string_view with;   // {0} and {1}
  std::string_view pages;
  std::string_view pages_caption;
  std::string_view page;
  std::string_view page_code;
  std::string_view hash;
  std::string_view record;
  std::string_view definition_link;
  std::string_view result_link;
  std::string_view checkpoint_link;
  std::string_view log_size;   // {0} entries
  std::string_view witnesses;  // {0} have signed it
  std::string_view last_block;
  std::string_view hint;  // what this page is not
};

extern const PageText kEnglishText;
extern const PageText kSimplifiedChineseText;

// The language that a reader asks for: by ?lang=TAG, else by Accept-Language, else English.
[[nodiscard]] const PageText& page_text(std::string_view query, std::string_view accept_language);

// Puts words in their places.
[[nodiscard]] std::string fill(std::string_view sentence,
                               std::initializer_list<std::string_view> words);

}  // namespace tabella::server
