#include <algorithm>
#include <cstdio>

#include "ballot/answers_json.h"
#include "ballot/ballot_post.h"
#include "ballot/receipt_code.h"
#include "ballot/seal.h"
#include "ballot/test_file.h"
#include "bulletin_board/election/election.h"
#include "bulletin_board/log/tiles.h"
#include "cli/commands/party_commands.h"
#include "cli/files/read_file.h"
#include "cli/party/board_reader.h"
#include "cli/voter/answers_text.h"

namespace tabella::cli {
namespace {

using bulletin_board::Election;

constexpr std::string_view kHelp =
    R"(usage: tabella test open FILE.test --code RECEIPTCODE --board URL|FOLDER --policy FILE

The second device's part of a test. Takes the election from its own verified copy of the log, seals
the answers in FILE again from the ballot's seed, compares the ballot that comes out, byte for byte,
with the receipt code that was noted before the test, and says what it contains in words. A ballot
that was cast is not opened: that would prove a vote.

example:
  tabella test open my.test --code 5J2Q0-... --board http://127.0.0.1:8080 --policy policy.txt
)";

const Election* find_election(const bulletin_board::Board& board,
                              const crypto::Fingerprint& fingerprint) {
  for (const auto& [id, election] : board.elections()) {
    if (election.fingerprint() == fingerprint) return &election;
  }
  return nullptr;
}

// Whether a ballot with this id is on the log, also one that was replaced since.
Result<bool> is_on_log(const VerifiedBoard& verified, const BoardReader& board,
                       const ballot::TestFile& test) {
  const std::uint64_t size = verified.board->size();
  for (std::uint64_t first = 0; first < size; first += bulletin_board::kTileWidth) {
    const auto width = std::min(bulletin_board::kTileWidth, size - first);
    const bulletin_board::TileId bundle{std::nullopt, first / bulletin_board::kTileWidth,
                                        static_cast<std::uint32_t>(width)};
    const auto bytes = board.read()(bundle.path());
    if (!bytes) return bytes.error();
    const auto entries = bulletin_board::decode_bundle(*bytes, width);
    if (!entries) return entries.error();
    for (const Bytes& entry : *entries) {
      const auto post = ballot::decode_ballot_post(as_text(entry));
      if (!post || post->election != test.election || post->credential != test.credential) continue;
      const auto id = ballot::id_of(*post);
      if (id && *id == test.ballot) return true;
    }
  }
  return false;
}

// What the ballot contains, in words.
Result<std::vector<std::string>> open_ballot(const Election& election, const ballot::TestFile& test,
                                             const std::string& noted_code) {
  if (ballot::receipt_code(test.ballot) != noted_code) {
    return Error{"test.different", "",
                 "this is not the ballot whose receipt code you noted; it has " +
                     ballot::receipt_code(test.ballot) + ". Report it"};
  }
  const auto style = std::ranges::find(election.styles(), test.style, &ballot::CompiledStyle::id);
  if (style == election.styles().end()) {
    return Error{"test.style", "", "the election has no style " + test.style};
  }
  const auto answers = ballot::decode_answers(election.definition(), *style, test.answers);
  if (!answers) return answers.error();
  const ballot::Sealer sealer(election.definition(), *style, *election.fingerprint(),
                              election.keys()->election_key());
  const auto made = sealer.seal_again(test.credential, test.sequence, test.seed, test.K, *answers);
  if (!made) return made.error();
  if (*made != test.ballot) {
    return Error{"test.different", "",
                 "the sealed ballot does not contain these answers. Report it, and do not vote on "
                 "the first device"};
  }
  return expose_in_words(election.definition(), *style, *answers,
                         election.definition().languages.front());
}

int open_test(const Arguments& arguments) {
  const std::string& path = arguments.operand("FILE.test");
  const auto typed = arguments.text("code");
  if (!typed) {
    return refuse(
        "test: --code is missing: the receipt code, noted before the test. A code that "
        "is seen only afterwards proves nothing");
  }
  const auto code = ballot::read_receipt_code(*typed);
  if (!code) return refuse("test: " + code.error().message());
  const auto text = read_file(path);
  if (!text) return refuse(text.error().message());
  const auto test = ballot::decode_test_file(*text);
  if (!test) return refuse(path + ": " + test.error().message());
  const auto board = BoardReader::from(arguments);
  if (!board) return refuse("test: " + board.error().message());
  const auto verified = board->verified();
  if (!verified) {
    std::fprintf(stderr, "the board does not verify: %s\n", verified.error().message().c_str());
    return kExitDifferent;
  }
  const Election* election = find_election(*verified->board, test->election);
  if (election == nullptr) {
    return refuse("test.election: the board has no election with the fingerprint of this file");
  }
  const auto on_log = is_on_log(*verified, *board, *test);
  if (!on_log) return refuse("test: " + on_log.error().message());
  if (*on_log) {
    return refuse("test.cast: this ballot was cast. It is not opened: that would prove a vote");
  }
  const auto lines = open_ballot(*election, *test, *code);
  if (!lines) {
    std::fprintf(stderr, "tabella: %s\n", lines.error().message().c_str());
    return kExitDifferent;
  }
  std::printf("The sealed ballot contains:\n");
  for (const std::string& line : *lines) std::printf("  %s\n", line.c_str());
  std::printf("Is this what was chosen? If not, report it, and do not vote on the first device.\n");
  return kExitDone;
}

}  // namespace

Command test_command() {
  return {.name = "test",
          .summary = "opens a ballot that another device has sealed",
          .help = kHelp,
          .usages = {{"open", {"FILE.test"}, {{"code"}, {"board"}, {"policy"}}, open_test}}};
}

}  // namespace tabella::cli
