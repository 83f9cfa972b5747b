// The voting codes that go to voters by mail, and what became of each. docs/command-line.md, "A
// registrar's folder".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/result.h"

namespace tabella::cli {

struct Invitation {
  std::string name;
  std::string address;         // of mail; empty where none is needed and none is there
  std::string code;            // as it is printed
  bool asked_to_test = false;  // by the registrar's lot
};

// What the column test says.
inline constexpr std::string_view kAskedToTest = "yes";
inline constexpr std::string_view kNotAsked = "no";

enum class Addresses { needed, ignored };

// A table as `tabella roll make` or the officials' page writes it: the columns name (or person),
// email (or address), test and code, and others that mean nothing here. Without the column test
// nobody is asked to. All or nothing: code invitations.rows, with every row that is wrong and the
// reason. For example:
//   name,id,email,test,code
//   Ada,17,ada@mail.example,no,CODE
[[nodiscard]] Result<std::vector<Invitation>> read_invitations(
    std::string_view text, Addresses addresses = Addresses::needed);

enum class MailState {
  unsent,
  begun,     // it was being handed over when the program ended: it may have been taken
  sent,      // handed over to the mail server
  refused,   // by the mail server
  returned,  // it came back, as the registrar has said
};
inline constexpr std::size_t kMailStates = 5;

struct SentMail {
  MailState state = MailState::unsent;
  std::string reason;
};

// What became of each, by row, from lines of five fields (row from 1, name, address, state, reason)
// of which the last of each row counts. For example:
//   17,"Ada","ada@mail.example",sent,""
// Codes sending.form, sending.other: it belongs to another
// table.
[[nodiscard]] Result<std::vector<SentMail>> read_sent(std::string_view text,
                                                      const std::vector<Invitation>& invitations);
// Such a line.
[[nodiscard]] std::string sent_line(std::size_t row, const Invitation& invitation, MailState state,
                                    const std::string& reason);

// "sent", as in the file.
[[nodiscard]] std::string_view name(MailState state);

}  // namespace tabella::cli
