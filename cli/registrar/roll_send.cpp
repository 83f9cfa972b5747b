#include "cli/registrar/roll_send.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "cli/registrar/invitations.h"
#include "cli/registrar/invited_election.h"
#include "cli/registrar/mail_address.h"
#include "cli/registrar/mail_server.h"
#include "cli/registrar/sending_report.h"
#include "cli/terminal/exit_code.h"
#include "cli/terminal/progress.h"
#include "cli/terminal/typed_secret.h"

namespace tabella::cli {

namespace {

// Rows of the table, from 1, separated by commas.
Result<std::set<std::size_t>> rows_of(const Arguments& arguments, std::string_view option,
                                      std::size_t count) {
  std::set<std::size_t> rows;
  const std::string text = arguments.text(option).value_or("");
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    std::size_t row = 0;
    const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), row);
    if (failure != std::errc() || end != part.data() + part.size() || row < 1 || row > count) {
      return Error{"arguments.number", "--" + std::string(option),
                   "\"" + std::string(part) + "\" is no row from 1 to " + std::to_string(count)};
    }
    rows.insert(row - 1);
  }
  return rows;
}

std::string words_of(const SentMail& mail) {
  switch (mail.state) {
    case MailState::begun:
      return "may have been handed over; --again sends it again";
    case MailState::refused:
      return "refused: " + mail.reason;
    case MailState::returned:
      return "came back";
    default:
      return "not sent";
  }
}

// kExitDone if all are with the mail server.
int report(const std::vector<Invitation>& invitations, const SendingReport& sending) {
  const auto count = sending.count();
  const auto of = [&](MailState state) { return count[static_cast<std::size_t>(state)]; };
  std::printf(
      "Invitations: %zu handed to the mail server, %zu refused, %zu came back, %zu unknown, "
      "%zu not sent\n",
      of(MailState::sent), of(MailState::refused), of(MailState::returned), of(MailState::begun),
      of(MailState::unsent));
  for (std::size_t row = 0; row < invitations.size(); ++row) {
    const SentMail& mail = sending.of(row);
    if (mail.state == MailState::sent || mail.state == MailState::unsent) continue;
    std::printf("row %zu, %s <%s>: %s\n", row + 1, invitations[row].name.c_str(),
                invitations[row].address.c_str(), words_of(mail).c_str());
  }
  return of(MailState::sent) == invitations.size() ? kExitDone : kExitDifferent;
}

std::string report_path(const std::string& table) { return table + ".sent"; }

Result<MailServer> server_of(const Arguments& arguments, const std::string& url) {
  MailServerOptions options{.url = url, .user = arguments.text("user").value_or("")};
  if (!options.user.empty()) {
    if (const char* given = std::getenv("TABELLA_SMTP_PASSWORD")) {
      options.password.assign(given, given + std::string_view(given).size());
    } else if (auto typed = ask_terminal("Password of the mail server: ")) {
      options.password = *std::move(typed);
    } else {
      return Error{"mail.password", "", "set TABELLA_SMTP_PASSWORD, or run this in a terminal"};
    }
  }
  return MailServer::create(std::move(options));
}

struct Sending {
  MailServer server;
  InvitedElection election;
  std::string from;
};

// Until all were tried, or the server takes nothing more: then why.
Result<Done> send_all(Sending& sending, const std::vector<Invitation>& invitations,
                      const std::set<std::size_t>& again, SendingReport& report) {
  Progress progress("send", "invitations", invitations.size());
  for (std::size_t row = 0; row < invitations.size(); ++row) {
    progress.advance();
    const MailState state = report.of(row).state;
    const bool is_due = state == MailState::unsent || state == MailState::refused;
    if (!is_due && !again.contains(row)) continue;
    const Invitation& invitation = invitations[row];
    MailText mail = mail_text(sending.election.definition, sending.election.texts,
                              {.name = invitation.name,
                               .code = invitation.code,
                               .asked_to_test = invitation.asked_to_test});
    if (auto done = report.remark(row, MailState::begun); !done) return done;
    const auto refusal = sending.server.hand_over({.from = sending.from,
                                                   .to = invitation.address,
                                                   .subject = std::move(mail.subject),
                                                   .text = std::move(mail.text)});
    if (!refusal) {
      if (auto done = report.remark(row, MailState::sent); !done) return done;
      continue;
    }
    using Failure = MailServer::Failure;
    if (refusal->failure == Failure::refused) {
      if (auto done = report.remark(row, MailState::refused, refusal->reason); !done) return done;
      continue;
    }
    if (refusal->failure == Failure::unsent) {
      if (auto done = report.remark(row, MailState::unsent, refusal->reason); !done) return done;
    }
    return Error{"mail.server", "", refusal->reason};
  }
  progress.finish();
  return Done{};
}

}  // namespace

int send_invitations(const Arguments& arguments) {
  const std::string& table = arguments.operand("CODES.csv");
  const auto url = arguments.text("smtp");
  const auto from = arguments.text("from");
  if (!url) return refuse("roll: --smtp URL is missing: smtp://HOST:PORT or smtps://HOST:PORT");
  if (!from || !is_mail_address(*from)) {
    return refuse("roll: --from needs the address of mail that the invitations come from");
  }
  const auto invitations = read_codes_file(table, Addresses::needed);
  if (!invitations) return refuse("roll: " + invitations.error().message());
  const auto again = rows_of(arguments, "again", invitations->size());
  if (!again) return refuse("roll: " + again.error().message());
  auto election = invited_election(arguments, arguments.operand("ELECTION"), invitations->front());
  if (!election) return refuse("roll: " + election.error().message());
  auto server = server_of(arguments, *url);
  if (!server) return refuse("roll: " + server.error().message());
  auto sending =
      SendingReport::open(report_path(table), *invitations, SendingReport::Access::write);
  if (!sending) return refuse("roll: " + sending.error().message());
  Sending all{*std::move(server), *std::move(election), *from};
  const auto done = send_all(all, *invitations, *again, *sending);
  const int exit = report(*invitations, *sending);
  if (!done) return refuse("roll: " + done.error().message() + "; run it again to go on");
  std::printf(
      "Whoever sees voting codes can vote with them. Delete %s once nobody needs another "
      "letter.\n",
      table.c_str());
  return exit;
}

int show_sent(const Arguments& arguments) {
  const std::string& table = arguments.operand("CODES.csv");
  const auto invitations = read_codes_file(table, Addresses::needed);
  if (!invitations) return refuse("roll: " + invitations.error().message());
  const auto returned = rows_of(arguments, "returned", invitations->size());
  if (!returned) return refuse("roll: " + returned.error().message());
  auto sending = SendingReport::open(
      report_path(table), *invitations,
      returned->empty() ? SendingReport::Access::read : SendingReport::Access::write);
  if (!sending) return refuse("roll: " + sending.error().message());
  for (const std::size_t row : *returned) {
    if (sending->of(row).state != MailState::sent &&
        sending->of(row).state != MailState::returned) {
      return refuse("roll: row " + std::to_string(row + 1) +
                    " was not sent, so it cannot come back");
    }
    if (auto done = sending->remark(row, MailState::returned); !done) {
      return refuse("roll: " + done.error().message());
    }
  }
  return report(*invitations, *sending);
}

}  // namespace tabella::cli
