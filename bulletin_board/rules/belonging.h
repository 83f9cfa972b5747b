// What a signed post belongs to, said in the text that is signed, so that nothing that was signed
// for one log or one election can be posted in another. docs/log.md, "Posts".
//
//   {"type":"close","election":"square"}
//   of 1HhVr0t3...
//
// The second line of an announcement names the log by its origin. That of every post in what was
// announced names the announcement by the SHA-256 of its text, and with it the log. The manifest
// has none: it says the origin itself.
#pragma once

#include <string>
#include <string_view>

#include "crypto/fingerprint.h"

namespace tabella::bulletin_board {

// The text of the note: the post's line, then what it belongs to, if that is not empty.
[[nodiscard]] std::string text_of_post(std::string_view line, std::string_view belongs_to);

struct PostText {
  std::string_view line;        // without its newline
  std::string_view belongs_to;  // empty if there is no second line
};
// Of the text of a note, which ends in a newline. What stands behind `of ` is taken as it is: the
// rules compare it with the one that is right.
[[nodiscard]] PostText split_post_text(std::string_view text);

// The SHA-256 of an announcement's text.
[[nodiscard]] crypto::Fingerprint announcement_of(std::string_view line, std::string_view origin);
// What the posts in what was announced belong to.
[[nodiscard]] std::string name_of(const crypto::Fingerprint& announcement);

}  // namespace tabella::bulletin_board
