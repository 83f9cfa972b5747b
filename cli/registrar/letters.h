// The letters that carry the voting codes to the voters: a sheet of paper each, with the address
// and the code as text and as QR codes, in the languages of the election.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "ballot/definition.h"
#include "crypto/fingerprint.h"

namespace tabella::cli {

struct Letter {
  std::string name;
  std::string code;
  // Whether it asks its reader to test the voting page. Nothing else tells who is asked, so that
  // the page under test does not know.
  bool asked_to_test = false;
};

// Where people test the voting page and check receipts. The letter names it, because the voting
// page is what is tested.
struct CheckPlace {
  std::string address;
  // SHA-256 of the page there, as it is on the log.
  std::optional<crypto::Fingerprint> page;
};

struct LetterTexts {
  std::string address;  // where to vote
  std::string contact;  // whom to ask, and to tell that something is wrong; may be empty
  // SHA-256 of the voting page, as it is on the log: another device shows its check code too.
  std::optional<crypto::Fingerprint> page;
  std::optional<CheckPlace> check = std::nullopt;
};

// HTML that loads nothing, to be printed. All letters have the same lines at the same places, but
// for the name, the code, and what stands in the room for the request to test. In English and
// Chinese, as far as the definition has these languages; in English if it has neither.
[[nodiscard]] std::string letters_page(const ballot::Definition& definition,
                                       const LetterTexts& texts, std::span<const Letter> letters);

// The same as a mail.
struct MailText {
  std::string subject;
  std::string text;
};
[[nodiscard]] MailText mail_text(const ballot::Definition& definition, const LetterTexts& texts,
                                 const Letter& letter);

}  // namespace tabella::cli
