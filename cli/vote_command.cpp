#include <cstdio>
#include <cstdlib>

#include "ballot/answers_json.h"
#include "ballot/seal.h"
#include "ballot/tested_notice.h"
#include "ballot/voting_code.h"
#include "bulletin_board/election.h"
#include "bulletin_board/receipt.h"
#include "cli/board_access.h"
#include "cli/party_commands.h"
#include "cli/read_file.h"
#include "cli/write_file.h"

namespace tabella::cli {
namespace {

using bulletin_board::Election;

constexpr std::string_view kHelp =
    R"(usage: tabella vote ELECTION --answers FILE.json --receipt FILE --board URL --policy FILE
       tabella vote ELECTION --answers FILE.json --test --board URL --policy FILE

Seals answers with a voting code (variable TABELLA_CODE) and casts the ballot, or only tests it:
reveals the seed, recomputes every byte, and says on the board that this ballot was tested, after
which it can never be cast. The board is verified first. The receipt and, beside it, the ballot (FILE.post) are saved. Casting again replaces
the earlier ballot where the election allows it.

Answers, by question (docs/protocol.md, "Answers"):  {"trees": {"chosen": ["yes"]}}

example:
  TABELLA_CODE=ABCD-... tabella vote town-square-2027 --answers answers.json \
    --receipt my.tlog-proof --board http://127.0.0.1:8080 --policy policy.txt
)";

int test_ballot(const BoardAccess& board, const Election& election, const ballot::Sealer& sealer,
                ballot::SealedBallot sealed, const ballot::Answers& answers,
                const crypto::SecretScalar& key) {
  const auto notice = ballot::make_tested_notice(*election.fingerprint(), sealed.id(), key);
  const std::string id = hex(sealed.id());
  const auto tested = sealer.test(std::move(sealed).reveal(), answers);
  if (!tested) {
    std::fprintf(stderr, "%s\n", tested.error().message().c_str());
    return kExitDifferent;
  }
  const std::string line = ballot::encode(notice);
  const auto place = board.post(Bytes(line.begin(), line.end()));
  if (!place) {
    std::fprintf(stderr, "the notice was refused: %s\n", place.error().message().c_str());
    return kExitDifferent;
  }
  std::printf("ballot %s says these answers, byte for byte; entry %llu says that it was tested\n",
              id.c_str(), static_cast<unsigned long long>(*place));
  return kExitDone;
}

// Casts and keeps the receipt.
int cast(const BoardAccess& board, const ballot::BallotPost& post,
         const std::string& receipt_path) {
  const std::string line = ballot::encode(post);
  // Saved first: whoever does not get an answer sends the same bytes again.
  if (auto saved = write_file(receipt_path + ".post", line); !saved) {
    return refuse(saved.error().message());
  }
  const auto place = board.post(Bytes(line.begin(), line.end()));
  if (!place) {
    std::fprintf(stderr, "refused: %s\n", place.error().message().c_str());
    return kExitDifferent;
  }
  const auto text = board.get("receipt/" + std::to_string(*place));
  if (!text) return refuse(text.error().message());
  const auto receipt = bulletin_board::Receipt::parse(*text);
  if (!receipt) return refuse(receipt.error().message());
  const auto verified = bulletin_board::verify_receipt(*receipt, as_bytes(line), board.policy());
  if (!verified) {
    std::fprintf(stderr, "the receipt is wrong: %s\n", verified.error().message().c_str());
    return kExitDifferent;
  }
  if (auto saved = write_file(receipt_path, *text); !saved) return refuse(saved.error().message());
  std::printf("cast as entry %llu; the receipt is %s\n", static_cast<unsigned long long>(*place),
              receipt_path.c_str());
  return kExitDone;
}

int run_vote(const Arguments& arguments) {
  const std::string id = arguments.operands().front();
  const auto answers_path = arguments.text("answers");
  const auto receipt = arguments.text("receipt");
  if (!answers_path) return refuse("vote: --answers FILE is missing");
  if (receipt.has_value() == arguments.has("test")) {
    return refuse("vote: needs either --receipt FILE or --test");
  }
  const char* typed = std::getenv("TABELLA_CODE");
  if (typed == nullptr) return refuse("vote: the variable TABELLA_CODE is missing");
  const auto code = ballot::VotingCode::from_typed(typed);
  if (!code) return refuse(code.error().message());
  const auto board = BoardAccess::from(arguments);
  if (!board) return refuse("vote: " + board.error().message());
  const auto text = read_file(*answers_path);
  if (!text) return refuse(text.error().message());
  const auto state = board->state();
  if (!state) return refuse("the board does not verify: " + state.error().message());
  const Election* election = (*state)->find(id);
  if (election == nullptr) return refuse("vote: there is no election " + id);
  if (election->phase() != bulletin_board::Phase::open) {
    return refuse("vote: the election is in phase " + std::string(name(election->phase())));
  }
  const auto key = code->derive_key(id);
  const auto credential = crypto::mul_base(key).publish();
  const auto member = election->roll().find(credential);
  if (member == election->roll().end()) return refuse("vote: this code is not on the roll");
  const ballot::CompiledStyle& style = election->styles()[member->second.style];
  const auto answers = ballot::decode_answers(election->definition(), style, *text);
  if (!answers) return refuse(*answers_path + ": " + answers.error().message());

  const ballot::Sealer sealer(election->definition(), style, *election->fingerprint(),
                              election->keys()->election_key());
  const auto& counted = member->second.ballot;
  auto sealed = sealer.seal(*answers, key, counted ? counted->sequence + 1 : 1);
  if (!sealed) return refuse(*answers_path + ": " + sealed.error().message());
  if (arguments.has("test")) {
    return test_ballot(*board, *election, sealer, *std::move(sealed), *answers, key);
  }
  return cast(*board, (*std::move(sealed)).cast(key), *receipt);
}

}  // namespace

Command vote_command() {
  return {.name = "vote",
          .summary = "seals answers, and tests or casts the ballot",
          .help = kHelp,
          .arguments = {.options = {{"answers"},
                                    {"receipt"},
                                    {"test", OptionValue::none},
                                    {"board"},
                                    {"policy"}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "ELECTION"},
          .run = run_vote};
}

}  // namespace tabella::cli
