#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "ballot/voting_code.h"
#include "bulletin_board/election.h"
#include "bulletin_board/node/parallel.h"
#include "cli/board_access.h"
#include "cli/html.h"
#include "cli/key_file.h"
#include "cli/party_commands.h"
#include "cli/progress.h"
#include "cli/write_file.h"

namespace tabella::cli {
namespace {

using bulletin_board::RollPostEntry;

constexpr std::string_view kHelp =
    R"(usage: tabella roll ELECTION --voters N --letters FILE.html --codes FILE
                    --key KEYFILE --board URL --policy FILE [--style ID]

Makes a voting code for each of N voters, posts the public credentials in an order that says nothing
(ascending), and closes the roll. Writes the letters as a page to be printed, one code each, and the
codes as lines of text. Whoever has a code can vote with it: keep both files away from everybody.

example:
  tabella roll town-square-2027 --voters 120 --letters letters.html --codes codes.txt \
    --key registrar.key --board http://127.0.0.1:8080 --policy policy.txt
)";

// So many credentials fit into a post, with the longest style.
constexpr std::size_t kPart = 500;

struct Made {
  std::vector<std::string> codes;
  std::vector<RollPostEntry> entries;
};

Made make_codes(const std::string& election, const std::string& style, std::uint64_t voters) {
  Made made;
  made.codes.resize(voters);
  made.entries.resize(voters);
  Progress progress("codes", "voters", voters);
  // Each derivation takes 64 MiB for a moment.
  in_parallel(voters, hardware_threads(), [&](std::size_t i, unsigned) {
    const auto code = ballot::VotingCode::random();
    const auto text = code.expose_for_storage();
    made.codes[i] = std::string(text.begin(), text.end());
    made.entries[i] = {crypto::mul_base(code.derive_key(election)).publish(), style, 1};
    progress.advance();
  });
  progress.finish();
  std::ranges::sort(made.entries, {}, &RollPostEntry::credential);
  return made;
}

std::string letters_page(const bulletin_board::Election& election,
                         const std::vector<std::string>& codes) {
  const auto& definition = election.definition();
  const std::string title = escape_html(definition.title.at(definition.languages.front()));
  std::string page =
      "<!doctype html>\n<html lang=\"" + escape_html(definition.languages.front()) +
      "\">\n<meta charset=\"utf-8\">\n<title>" + title +
      "</title>\n<style>body{font:16px sans-serif}section{page-break-after:always;padding:20mm}"
      "code{font-size:150%}</style>\n";
  for (const std::string& code : codes) {
    page += "<section><h1>" + title + "</h1><p>" + escape_html(definition.id) + "</p><p><code>" +
            escape_html(code) + "</code></p></section>\n";
  }
  return page + "</html>\n";
}

int post_roll(const BoardAccess& board, const bulletin_board::Election& election,
              const PartyKey& key, const Made& made) {
  const std::string& id = election.definition().id;
  std::vector<bulletin_board::SignedPost> posts;
  std::vector<ballot::RollEntry> all;
  const auto& styles = election.definition().styles;
  for (std::size_t first = 0; first < made.entries.size(); first += kPart) {
    const auto begin = made.entries.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end =
        begin + static_cast<std::ptrdiff_t>(std::min(kPart, made.entries.size() - first));
    posts.emplace_back(bulletin_board::RollPost{id, {begin, end}});
  }
  for (const RollPostEntry& entry : made.entries) {
    const auto style = std::ranges::find(styles, entry.style, &ballot::BallotStyle::id);
    all.push_back({entry.credential, static_cast<std::uint32_t>(style - styles.begin()), 1});
  }
  posts.emplace_back(
      bulletin_board::RollEndPost{id, made.entries.size(), ballot::roll_fingerprint(all)});
  for (const bulletin_board::SignedPost& post : posts) {
    const auto place = board.post(bulletin_board::sign_post(post, {key.signer()}));
    if (!place) {
      std::fprintf(stderr, "refused: %s\n", place.error().message().c_str());
      return kExitDifferent;
    }
  }
  std::printf("the roll of %zu voters is on the board\n", made.entries.size());
  return kExitDone;
}

int run_roll(const Arguments& arguments) {
  const std::string id = arguments.operands().front();
  const auto voters = arguments.number("voters", 0, 1, 10'000'000);
  if (!voters) return refuse("roll: " + voters.error().detail);
  if (*voters == 0) return refuse("roll: --voters N is missing");
  const auto letters = arguments.text("letters");
  const auto codes = arguments.text("codes");
  const auto key_path = arguments.text("key");
  if (!letters || !codes || !key_path) {
    return refuse("roll: --letters, --codes and --key are needed");
  }
  const auto board = BoardAccess::from(arguments);
  if (!board) return refuse("roll: " + board.error().message());
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  const auto key = PartyKey::load(*key_path, *passphrase);
  if (!key) return refuse(key.error().message());
  const auto state = board->state();
  if (!state) return refuse("the board does not verify: " + state.error().message());
  const auto* election = (*state)->find(id);
  if (election == nullptr) return refuse("roll: there is no election " + id);
  if (election->phase() != bulletin_board::Phase::roll) {
    return refuse("roll: the election is in phase " + std::string(name(election->phase())));
  }
  const std::string style = arguments.text("style").value_or(election->styles().front().id);
  if (std::ranges::find(election->styles(), style, &ballot::CompiledStyle::id) ==
      election->styles().end()) {
    return refuse("roll: the election has no style " + style);
  }
  // Codes whose credentials are on the board are never overwritten.
  for (const std::string& path : {*codes, *letters}) {
    if (std::filesystem::exists(path)) return refuse("roll: " + path + " is there already");
  }
  const Made made = make_codes(id, style, *voters);
  std::string lines;
  for (const std::string& code : made.codes) lines += code + "\n";
  // The codes are saved before anything is public: a credential without a code would be lost.
  for (const auto& saved :
       {write_file(*codes, lines, Readers::owner),
        write_file(*letters, letters_page(*election, made.codes), Readers::owner)}) {
    if (!saved) return refuse(saved.error().message());
  }
  return post_roll(*board, *election, *key, made);
}

}  // namespace

Command roll_command() {
  return {.name = "roll",
          .summary = "makes voting codes and letters, and posts the roll",
          .help = kHelp,
          .arguments =
              {.options =
                   {{"voters"}, {"letters"}, {"codes"}, {"style"}, {"key"}, {"board"}, {"policy"}},
               .min_operands = 1,
               .max_operands = 1,
               .operands = "ELECTION"},
          .run = run_roll};
}

}  // namespace tabella::cli
