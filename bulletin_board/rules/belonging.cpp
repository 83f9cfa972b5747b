#include "bulletin_board/rules/belonging.h"

#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace tabella::bulletin_board {

namespace {

constexpr std::string_view kOf = "of ";

}  // namespace

std::string text_of_post(std::string_view line, std::string_view belongs_to) {
  std::string text = std::string(line) + "\n";
  if (!belongs_to.empty()) text += std::string(kOf) + std::string(belongs_to) + "\n";
  return text;
}

// Another second line than one of this form is part of the line, which is then no post.
PostText split_post_text(std::string_view text) {
  text.remove_suffix(1);
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return {text, {}};
  const std::string_view second = text.substr(end + 1);
  if (!second.starts_with(kOf) || second.size() == kOf.size()) return {text, {}};
  return {text.substr(0, end), second.substr(kOf.size())};
}

crypto::Fingerprint announcement_of(std::string_view line, std::string_view origin) {
  return crypto::sha256({as_bytes(text_of_post(line, origin))});
}

std::string name_of(const crypto::Fingerprint& announcement) { return base64url(announcement); }

}  // namespace tabella::bulletin_board
