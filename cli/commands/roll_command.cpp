#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "ballot/fingerprint.h"
#include "ballot/receipt_code.h"
#include "ballot/voting_code.h"
#include "bulletin_board/election/election.h"
#include "bulletin_board/rules/belonging.h"
#include "cli/commands/party_commands.h"
#include "cli/files/new_folder.h"
#include "cli/files/read_file.h"
#include "cli/files/separated_rows.h"
#include "cli/files/write_file.h"
#include "cli/party/party_key.h"
#include "cli/registrar/asked_to_test.h"
#include "cli/registrar/invitations.h"
#include "cli/registrar/roll_check.h"
#include "cli/registrar/roll_election.h"
#include "cli/registrar/roll_file.h"
#include "cli/registrar/roll_letters.h"
#include "cli/registrar/roll_send.h"
#include "cli/registrar/voter_list.h"
#include "cli/terminal/progress.h"
#include "crypto/parallel.h"

namespace tabella::cli {
namespace {

using bulletin_board::Election;
using bulletin_board::Phase;
using bulletin_board::RollEntry;

constexpr std::string_view kHelp =
    R"(usage: tabella roll make DIR ELECTION --list FILE.csv|--voters N --board URL --policy FILE
                         [--style ID]
       tabella roll post DIR --key KEYFILE --board URL --policy FILE
       tabella roll check CODES.csv ELECTION --board URL --policy FILE
       tabella roll letters CODES.csv ELECTION OUT.html --address URL --check-address URL
                         --board URL --policy FILE [--contact TEXT] [--without-page]
       tabella roll send CODES.csv ELECTION --smtp URL --from MAIL --address URL
                         --check-address URL --board URL --policy FILE [--user NAME]
                         [--contact TEXT] [--again ROWS] [--without-page]
       tabella roll sent CODES.csv [--returned ROWS]

make  a voting code for every voter, in DIR, which is new:
        codes.csv     name, id, (email,) test, code: whoever sees codes can vote with them, and
                      sees who is asked to test the voting page. Delete it once they are sent
        mapping.csv   name, id, credential: whoever has it sees who has voted. Keep it locked away
                      for disputes, or destroy it
        roll          the public credentials, in an order that says nothing
      One voter in eight, drawn in secret, is asked to test the voting page; letters and mails
      say so to these, and nothing else does.
      FILE.csv has the columns name, and perhaps id, email, style and weight. If a row is wrong,
      all that are wrong are named, and nothing is made.
post  DIR/roll, signed by the registrar, and ends the roll. Can be cut off and run again.
check compares the codes of a table (codes.csv, or what the officials' page saved) with the roll on
      the board, and names who is on one alone
letters
      a letter on a page of its own for each, with QR codes and the check codes of the voting page
      and the check page, which are on the log by then (tabella election page): to be printed, and
      then deleted. --check-address is where people test the voting page and check receipts: the
      check page of another operator, or the letter says that the check is not independent.
      --without-page leaves out both codes, and --check-address may be missing.
send  hands the codes of a table with mail addresses to a mail server, smtp://HOST:PORT or
      smtps://HOST:PORT; by TLS, unless it is this computer.
      With --user, the password is in TABELLA_SMTP_PASSWORD, or typed. What became of each is in
      CODES.csv.sent: cut off and run again, it sends nothing twice. --again 3,17 sends rows again.
      Mail is read by others more easily than a letter; who must be safe from that gets a letter.
sent  what became of each. --returned 3,17 notes that these came back.

example:
  tabella roll make roll town-square-2027 --list voters.csv --board http://127.0.0.1:8080 \
    --policy policy.txt
  tabella roll post roll --key registrar.key --board http://127.0.0.1:8080 --policy policy.txt
  tabella roll letters roll/codes.csv town-square-2027 letters.html \
    --address https://vote.example.org --check-address https://check.example.net \
    --contact "+49 30 123456" --board http://127.0.0.1:8080 --policy policy.txt
)";

// In the order of the voters.
struct Made {
  std::vector<std::string> codes;
  std::vector<RollEntry> entries;
};

Made make_codes(const std::string& election, const std::vector<VoterRow>& voters) {
  Made made;
  made.codes.resize(voters.size());
  made.entries.resize(voters.size());
  Progress progress("codes", "voters", voters.size());
  // Each derivation takes 64 MiB for a moment.
  in_parallel(voters.size(), hardware_threads(), [&](std::size_t i, unsigned) {
    const auto code = ballot::VotingCode::random();
    const auto text = code.expose_for_storage();
    made.codes[i] = std::string(text.begin(), text.end());
    made.entries[i] = {crypto::mul_base(code.derive_key(election)).publish(), voters[i].style,
                       voters[i].weight};
    progress.advance();
  });
  progress.finish();
  return made;
}

// A row for each voter: name, id and what `last` says of it.
template <class Last>
std::string table(const char* header, const std::vector<VoterRow>& voters, Last last) {
  std::string text = std::string(header) + "\n";
  for (std::size_t i = 0; i < voters.size(); ++i) {
    text += quoted_field(voters[i].name) + "," + quoted_field(voters[i].id) + "," + last(i) + "\n";
  }
  return text;
}

Result<std::vector<VoterRow>> voters_of(const Arguments& arguments, const Election& election) {
  const auto list = arguments.text("list");
  if (list.has_value() == arguments.has("voters")) {
    return Error{"arguments.missing", "", "needs either --list FILE.csv or --voters N"};
  }
  const auto& definition = election.definition();
  if (list) {
    if (arguments.has("style")) {
      return Error{"arguments.option", "", "--style goes with --voters; a list has a column style"};
    }
    const auto text = read_file(*list);
    if (!text) return text.error();
    auto voters = read_voters(*text, definition);
    if (!voters) return std::move(voters).error().within(*list);
    return voters;
  }
  const auto count = arguments.number("voters", 0, 1, definition.roll.max_voters);
  if (!count) return count.error();
  const std::string style = arguments.text("style").value_or(definition.styles.front().id);
  if (std::ranges::find(definition.styles, style, &ballot::BallotStyle::id) ==
      definition.styles.end()) {
    return Error{"roll.style", "", "the election has no style " + style};
  }
  return unnamed_voters(*count, style);
}

Result<Done> save(const std::string& path, const Election& election,
                  const std::vector<VoterRow>& voters) {
  auto folder = NewFolder::begin(path);
  if (!folder) return folder.error();
  const std::string& id = election.definition().id;
  Made made = make_codes(id, voters);
  const auto write = [&](const char* name, const std::string& content) {
    return write_file(folder->file(name), content, Readers::owner);
  };
  const bool by_mail = !voters.front().email.empty();
  const std::vector<bool> asked_to_test = draw_asked_to_test(voters.size());
  const auto code_fields = [&](std::size_t i) {
    return (by_mail ? quoted_field(voters[i].email) + "," : "") +
           std::string(asked_to_test[i] ? kAskedToTest : kNotAsked) + "," + made.codes[i];
  };
  auto done = write("codes.csv", table(by_mail ? "name,id,email,test,code" : "name,id,test,code",
                                       voters, code_fields));
  if (done) {
    done = write("mapping.csv", table("name,id,credential", voters, [&](std::size_t i) {
                   return hex(made.entries[i].credential.bytes());
                 }));
  }
  std::ranges::sort(made.entries, {}, &RollEntry::credential);
  if (done) done = write("roll", encode(RollFile{id, made.entries}));
  return done ? folder->finish() : done;
}

int make(const Arguments& arguments) {
  const std::string& path = arguments.operand("DIR");
  if (std::filesystem::exists(path)) return refuse("roll: " + path + " is there already");
  const auto found = roll_election(arguments, arguments.operand("ELECTION"));
  if (!found) return kExitCannot;
  const Election& election = found->election;
  if (!awaits_roll(election.phase())) {
    return refuse("roll: the election is in phase " + std::string(name(election.phase())) +
                  "; its roll is complete");
  }
  const auto voters = voters_of(arguments, election);
  if (!voters) return refuse("roll: " + voters.error().message());
  if (const auto saved = save(path, election, *voters); !saved) {
    return refuse(saved.error().message());
  }
  std::printf("%zu voting codes in %s: post the roll, then make letters or send mails\n",
              voters->size(), path.c_str());
  std::printf("Whoever sees voting codes can vote with them. Delete codes.csv after sending.\n");
  std::printf(
      "It also says who is asked to test the voting page: %zu, drawn by lot. Tell nobody.\n",
      count_asked_to_test(voters->size()));
  std::printf("Whoever has mapping.csv sees who has voted. Lock it away, or destroy it.\n");
  return kExitDone;
}

// How many of these entries are on the board already, in this order.
Result<std::size_t> count_posted(const Election& election, const std::vector<RollEntry>& entries) {
  const std::size_t posted = election.roll_size();
  const bool is_ours =
      posted <= entries.size() &&
      std::all_of(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(posted),
                  [&](const RollEntry& entry) { return election.is_on_roll(entry.credential); });
  if (is_ours) return posted;
  return Error{"roll.other", "", "the board has a roll that is not this one"};
}

std::vector<bulletin_board::SignedPost> posts_of(const Election& election, const RollFile& roll,
                                                 std::size_t posted) {
  std::vector<bulletin_board::SignedPost> posts;
  for (auto& part : roll_parts(roll, posted)) posts.emplace_back(std::move(part));
  const auto& styles = election.definition().styles;
  std::vector<ballot::RollEntry> all;
  for (const RollEntry& entry : roll.entries) {
    const auto style = std::ranges::find(styles, entry.style, &ballot::BallotStyle::id);
    all.push_back(
        {entry.credential, static_cast<std::uint32_t>(style - styles.begin()), entry.weight});
  }
  posts.emplace_back(bulletin_board::RollEndPost{roll.election, roll.entries.size(),
                                                 ballot::roll_fingerprint(all)});
  return posts;
}

int post(const Arguments& arguments) {
  const auto key_path = arguments.text("key");
  if (!key_path) return refuse("roll: --key FILE is missing");
  const auto roll = read_roll_file(arguments.operand("DIR") + "/roll");
  if (!roll) return refuse("roll: " + roll.error().message());
  const auto found = roll_election(arguments, roll->election);
  if (!found) return kExitCannot;
  const Election& election = found->election;
  const auto posted = count_posted(election, roll->entries);
  if (!posted) return refuse("roll: " + posted.error().message());
  const bool is_complete = !awaits_roll(election.phase()) && *posted == roll->entries.size();
  if (is_complete) {
    std::printf("the roll is on the board already\n");
    return kExitDone;
  }
  if (election.phase() != Phase::roll) {
    return refuse("roll: the election is in phase " + std::string(name(election.phase())));
  }
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  const auto key = PartyKey::load(*key_path, *passphrase);
  if (!key) return refuse(key.error().message());
  const auto posts = posts_of(election, *roll, *posted);
  for (const bulletin_board::SignedPost& each : posts) {
    const auto place = found->board.post(bulletin_board::sign_post(
        each, bulletin_board::name_of(election.announcement()), {key->signer()}));
    if (!place) {
      std::fprintf(stderr, "refused: %s\n", place.error().message().c_str());
      return kExitDifferent;
    }
  }
  const auto& end = std::get<bulletin_board::RollEndPost>(posts.back());
  std::printf("the roll of %zu voters is on the board; its check code is %s\n",
              roll->entries.size(), ballot::receipt_code(end.roll).c_str());
  return kExitDone;
}

}  // namespace

Command roll_command() {
  return {.name = "roll",
          .summary = "makes voting codes; posts the roll; writes letters or sends mails",
          .help = kHelp,
          .usages = {{"make",
                      {"DIR", "ELECTION"},
                      {{"list"}, {"voters"}, {"style"}, {"board"}, {"policy"}},
                      make},
                     {"post", {"DIR"}, {{"key"}, {"board"}, {"policy"}}, post},
                     {"check", {"CODES.csv", "ELECTION"}, {{"board"}, {"policy"}}, check_codes},
                     {"letters",
                      {"CODES.csv", "ELECTION", "OUT.html"},
                      {{"address"},
                       {"check-address"},
                       {"contact"},
                       {"without-page", OptionValue::none},
                       {"board"},
                       {"policy"}},
                      write_letters},
                     {"send",
                      {"CODES.csv", "ELECTION"},
                      {{"smtp"},
                       {"from"},
                       {"address"},
                       {"check-address"},
                       {"user"},
                       {"contact"},
                       {"again"},
                       {"without-page", OptionValue::none},
                       {"board"},
                       {"policy"}},
                      send_invitations},
                     {"sent", {"CODES.csv"}, {{"returned"}}, show_sent}}};
}

}  // namespace tabella::cli
