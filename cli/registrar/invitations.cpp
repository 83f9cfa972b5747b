#include "cli/registrar/invitations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "ballot/voting_code.h"
#include "cli/files/separated_rows.h"
#include "cli/registrar/mail_address.h"
#include "cli/registrar/row_complaints.h"
#include "text/plain_text.h"

namespace tabella::cli {

namespace {

constexpr std::array<std::string_view, kMailStates> kStates = {"unsent", "begun", "sent", "refused",
                                                               "returned"};

// The column of one of these names.
std::optional<std::size_t> column_of(const Row& header, std::array<std::string_view, 2> names) {
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    if (std::ranges::find(names, header.fields[i]) != names.end()) return i;
  }
  return std::nullopt;
}

bool parse_number(std::string_view text, std::size_t& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size();
}

// What a reason may hold, so that it stays one field of one line.
std::string on_one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) c = ' ';
  }
  return text::is_utf8(text) ? text : "a reason that is no text";
}

}  // namespace

std::string_view name(MailState state) { return kStates[static_cast<std::size_t>(state)]; }

Result<std::vector<Invitation>> read_invitations(std::string_view text, Addresses addresses) {
  const bool by_mail = addresses == Addresses::needed;
  const auto rows = parse_rows(text, ',');
  if (!rows) return Error{"invitations.rows", rows.error().path, rows.error().detail};
  if (rows->empty()) return Error{"invitations.rows", "", "the table is empty"};
  const Row& header = rows->front();
  const auto name = column_of(header, {"name", "person"});
  const auto address = column_of(header, {"email", "address"});
  const auto test = column_of(header, {"test", "test"});
  const auto code = column_of(header, {"code", "code"});
  if (!name || (by_mail && !address) || !code) {
    return Error{"invitations.rows", "",
                 by_mail
                     ? "row 1: the columns are name, email and code, as tabella roll make "
                       "writes them of a list with a column email"
                     : "row 1: the columns are name and code, as tabella roll make writes them"};
  }
  std::vector<Invitation> invitations;
  RowComplaints complaints;
  std::map<std::string, std::size_t> lines;
  for (std::size_t i = 1; i < rows->size(); ++i) {
    const Row& row = (*rows)[i];
    if (row.fields.size() != header.fields.size()) {
      complaints.add(row.line, std::to_string(row.fields.size()) + " fields, expected " +
                                   std::to_string(header.fields.size()));
      continue;
    }
    Invitation made{.name = row.fields[*name],
                    .address = by_mail ? row.fields[*address] : "",
                    .code = row.fields[*code]};
    if (test) {
      const std::string& word = row.fields[*test];
      made.asked_to_test = word == kAskedToTest;
      if (!made.asked_to_test && word != kNotAsked) complaints.add(row.line, "test is yes or no");
    }
    if (text::refuse_text(made.name)) complaints.add(row.line, "no name");
    if (by_mail && !is_mail_address(made.address)) {
      complaints.add(row.line, "\"" + made.address + "\" is no address of mail");
    }
    // In its one spelling: the same code counts once, however a spreadsheet has left it.
    if (const auto typed = ballot::VotingCode::from_typed(made.code)) {
      const auto spelled = typed->expose_for_storage();
      made.code.assign(spelled.begin(), spelled.end());
    } else {
      complaints.add(row.line, "no voting code");
    }
    const auto [other, is_new] = lines.emplace(made.code, row.line);
    if (!is_new) complaints.add(row.line, "same code as row " + std::to_string(other->second));
    invitations.push_back(std::move(made));
  }
  if (rows->size() == 1) complaints.add(header.line, "no voter follows");
  if (complaints.empty()) return invitations;
  return Error{"invitations.rows", "",
               complaints.text() + (by_mail ? "nothing was sent" : "nothing was done")};
}

Result<std::vector<SentMail>> read_sent(std::string_view text,
                                        const std::vector<Invitation>& invitations) {
  const auto rows = parse_rows(text, ',');
  if (!rows) return Error{"sending.form", "", rows.error().message()};
  std::vector<SentMail> mails(invitations.size());
  for (const Row& line : *rows) {
    const auto& fields = line.fields;
    std::size_t row = 0;
    const auto state = fields.size() == 5 ? std::ranges::find(kStates, fields[3]) : kStates.end();
    const bool has_row = state != kStates.end() && parse_number(fields[0], row) && row >= 1;
    if (!has_row) return Error{"sending.form", "", line_text(line.line)};
    const bool is_known = row <= invitations.size() && invitations[row - 1].name == fields[1] &&
                          invitations[row - 1].address == fields[2];
    if (!is_known) {
      return Error{"sending.other", "", line_text(line.line) + " is of nobody in the table"};
    }
    mails[row - 1] = {static_cast<MailState>(state - kStates.begin()), fields[4]};
  }
  return mails;
}

std::string sent_line(std::size_t row, const Invitation& invitation, MailState state,
                      const std::string& reason) {
  return std::to_string(row + 1) + "," + quoted_field(invitation.name) + "," +
         quoted_field(invitation.address) + "," + std::string(name(state)) + "," +
         quoted_field(on_one_line(reason)) + "\n";
}

}  // namespace tabella::cli
