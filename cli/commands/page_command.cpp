#include <cstdio>
#include <filesystem>
#include <sstream>

#include "ballot/receipt_code.h"
#include "cli/commands/party_commands.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "cli/party/board_reader.h"
#include "crypto/hash.h"
#include "web/server/pages/stamp.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp =
    R"(usage: tabella page stamp PAGE.html --board URL|DIR --policy FILE --election ID
                          --operators URL,... --out FILE [--page NAME] [--practice]
       tabella page hash FILE

stamp writes into a page of a release what the page of one election trusts: the definition, the
fingerprint and the key, taken from the board after the whole record was verified, the policy, and
the addresses of the servers. The same inputs give the same bytes, so anybody can stamp a page again
and compare. NAME is voter, check, observer, trustee or authority; without it, it is PAGE.
hash prints the SHA-256 of a page as a page post says it (docs/log.md, "Posts"), as the check code
that is in the letters, and in hexadecimal digits.

example:
  tabella page stamp web/client/dist/voter.html --board http://127.0.0.1:8080 \
    --policy policy.txt --election council-2026 --operators http://127.0.0.1:8080 --out voter.html
  tabella page hash voter.html
)";

Result<std::string> required(const Arguments& arguments, const char* option) {
  auto text = arguments.text(option);
  if (!text) return Error{"arguments.missing", "", "--" + std::string(option) + " is missing"};
  return *std::move(text);
}

// What the board says of the election, from a record that was verified.
Result<server::Stamp> stamp_from(const Arguments& arguments, const std::string& id) {
  const auto reader = BoardReader::from(arguments);
  if (!reader) return reader.error();
  const auto board = reader->state();
  if (!board) return board.error();
  const bulletin_board::Election* election = (*board)->find(id);
  if (election == nullptr) return Error{"rules.election", id, "is not on this board"};
  server::Stamp stamp{.page = "", .election = id, .definition = election->post().definition};
  if (const auto& fingerprint = election->fingerprint()) stamp.fingerprint = hex(*fingerprint);
  if (const auto& keys = election->keys()) {
    stamp.election_key = hex(keys->election_key().element().bytes());
  }
  return stamp;
}

int stamp_file(const Arguments& arguments) {
  const std::string& path = arguments.operand("PAGE.html");
  const std::string name =
      arguments.text("page").value_or(std::filesystem::path(path).stem().string());
  const auto policy = required(arguments, "policy");
  const auto operators = required(arguments, "operators");
  const auto out = required(arguments, "out");
  for (const auto* each : {&policy, &operators, &out}) {
    if (!*each) return refuse("page: " + each->error().detail);
  }
  const auto release = read_file(path);
  const auto policy_text = read_file(*policy);
  for (const auto* each : {&release, &policy_text}) {
    if (!*each) return refuse(each->error().message());
  }
  server::Stamp stamp;
  if (const auto id = arguments.text("election")) {
    auto of_election = stamp_from(arguments, *id);
    if (!of_election) return refuse("page: " + of_election.error().message());
    stamp = *std::move(of_election);
  } else if (name != "authority") {
    return refuse("page: --election is missing");
  }
  stamp.page = name;
  stamp.policy = *policy_text;
  stamp.practice = arguments.has("practice");
  std::istringstream list(*operators);
  for (std::string each; std::getline(list, each, ',');) stamp.operators.push_back(each);
  const auto page = server::stamp_page(*release, stamp);
  if (!page) return refuse("page: " + page.error().message());
  if (const auto written = write_file(*out, *page); !written) {
    return refuse(written.error().message());
  }
  std::printf("%s\n", server::page_hash(*page).c_str());
  return kExitDone;
}

int hash_file(const Arguments& arguments) {
  const auto content = read_file(arguments.operand("FILE"));
  if (!content) return refuse(content.error().message());
  const auto hash = crypto::sha256({as_bytes(*content)});
  std::printf("%s\ncheck code %s\nSHA-256    %s\n", server::page_hash(*content).c_str(),
              ballot::receipt_code(hash).c_str(), hex(hash).c_str());
  return kExitDone;
}

}  // namespace

Command page_command() {
  return {.name = "page",
          .summary = "stamps the pages of an election",
          .help = kHelp,
          .usages = {{"stamp",
                      {"PAGE.html"},
                      {{"page"},
                       {"board"},
                       {"policy"},
                       {"election"},
                       {"operators"},
                       {"out"},
                       {"practice", OptionValue::none}},
                      stamp_file},
                     {"hash", {"FILE"}, {}, hash_file}}};
}

}  // namespace tabella::cli
