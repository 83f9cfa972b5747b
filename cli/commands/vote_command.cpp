#include <cstdio>
#include <cstdlib>

#include "ballot/answers_json.h"
#include "ballot/receipt_code.h"
#include "ballot/seal.h"
#include "ballot/test_file.h"
#include "ballot/tested_notice.h"
#include "ballot/voting_code.h"
#include "bulletin_board/election/election.h"
#include "bulletin_board/log/receipt.h"
#include "cli/commands/party_commands.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "cli/party/board_reader.h"
#include "cli/terminal/typed_secret.h"
#include "cli/voter/vote_folder.h"

namespace tabella::cli {
namespace {

using bulletin_board::Election;
using bulletin_board::Phase;

constexpr std::string_view kHelp =
    R"(usage: tabella vote seal DIR ELECTION --answers FILE.json --board URL --policy FILE
       tabella vote cast DIR
       tabella vote test DIR --answers FILE.json --out FILE.test

seal  seals answers with a voting code (variable TABELLA_CODE, or typed), keeps the ballot in DIR,
      which is new, and shows its receipt code. It is not cast yet.
cast  casts it and keeps the receipt in DIR. If the answer does not come, run it again: the same
      bytes are sent, and count once. Casting a later ballot replaces this one where the election
      allows it.
test  opens it instead: writes what a second device needs (tabella test open), and says on the board
      that this ballot was tested, after which it can never be cast. Then seal another one.

Note the receipt code before you decide; a dishonest program does not know yet what you will do.

Answers, by question (docs/protocol.md, "Answers"):  {"trees": {"chosen": ["yes"]}}

example:
  tabella vote seal my-ballot town-square-2027 --answers answers.json \
    --board http://127.0.0.1:8080 --policy policy.txt
  tabella vote cast my-ballot
)";

Result<ballot::VotingCode> read_code() {
  if (const char* given = std::getenv("TABELLA_CODE")) return ballot::VotingCode::from_typed(given);
  const auto typed = ask_terminal("voting code: ");
  if (!typed) return Error{"code.missing", "", "set TABELLA_CODE or type it on a terminal"};
  return ballot::VotingCode::from_typed({typed->data(), typed->size()});
}

// The verified election; only if it is open.
struct OpenElection {
  VerifiedBoard verified;
  const Election& election;
};
Result<OpenElection> open_election(const BoardReader& board, const std::string& id) {
  auto verified = board.verified();
  if (!verified) return verified.error();
  const Election* election = verified->board->find(id);
  if (election == nullptr) return Error{"vote.election", "", "there is no election " + id};
  if (election->phase() != Phase::open) {
    return Error{
        "vote.phase", "",
        "the election is in phase " + std::string(name(election->phase())) + "; nothing was cast"};
  }
  return OpenElection{*std::move(verified), *election};
}

int seal(const Arguments& arguments) {
  const std::string& path = arguments.operand("DIR");
  const std::string& id = arguments.operand("ELECTION");
  const auto answers_path = arguments.text("answers");
  if (!answers_path) return refuse("vote: --answers FILE is missing");
  const auto board = BoardReader::from(arguments);
  if (!board) return refuse("vote: " + board.error().message());
  const auto text = read_file(*answers_path);
  if (!text) return refuse(text.error().message());
  const auto code = read_code();
  if (!code) return refuse(code.error().message());
  const auto open = open_election(*board, id);
  if (!open) return refuse("vote: " + open.error().message());
  const Election& election = open->election;
  const auto key = code->derive_key(id);
  const auto member = election.member(crypto::mul_base(key).publish());
  if (!member) return refuse("vote: this code is not on the roll");
  const ballot::CompiledStyle& style = election.styles()[member->style];
  const auto answers = ballot::decode_answers(election.definition(), style, *text);
  if (!answers) return refuse(*answers_path + ": " + answers.error().message());
  const auto& counted = member->ballot;
  if (counted && election.definition().revoting == ballot::Revoting::refused) {
    return refuse(
        "vote: a ballot from this code is in the box, and this election lets nobody vote "
        "again. If it was not you, report it");
  }
  const ballot::Sealer sealer(election.definition(), style, *election.fingerprint(),
                              election.keys()->election_key());
  auto sealed = sealer.seal(*answers, key, counted ? counted->sequence + 1 : 1);
  if (!sealed) return refuse(*answers_path + ": " + sealed.error().message());
  const std::string receipt_code = ballot::receipt_code(sealed->id());
  const auto folder = VoteFolder::create(path, *arguments.text("board"), *arguments.text("policy"),
                                         id, *std::move(sealed), *code);
  if (!folder) return refuse("vote: " + folder.error().message());
  if (counted) std::printf("A ballot from this code is in the box. Casting replaces it.\n");
  std::printf("sealed, not cast yet\nreceipt code  %s\n", receipt_code.c_str());
  return kExitDone;
}

// Sends a line that is kept; sending it again does no harm.
Result<std::uint64_t> send(const VoteFolder& folder, const std::string& line) {
  auto place = folder.board().post(Bytes(line.begin(), line.end()));
  if (place || !place.error().code.starts_with("http.")) return place;
  return Error{"vote.unknown", "",
               "it cannot be told yet whether it arrived (" + place.error().message() +
                   "). Run the same command again: it counts once"};
}

Result<Done> keep_receipt(const VoteFolder& folder, const std::string& line, std::uint64_t place) {
  const auto text = folder.board().get("receipt/" + std::to_string(place));
  if (!text) {
    return Error{"vote.receipt", "",
                 "the ballot is entry " + std::to_string(place) +
                     ", but its receipt is not there yet (" + text.error().message() +
                     "). Run the same command again"};
  }
  const auto receipt = bulletin_board::Receipt::parse(*text);
  if (!receipt) return receipt.error();
  const auto verified =
      bulletin_board::verify_receipt(*receipt, as_bytes(line), folder.board().policy());
  if (!verified) return verified.error();
  return write_file(folder.receipt_file(), *text);
}

// The line to send: as it was kept, or made now.
Result<std::string> cast_line(const VoteFolder& folder) {
  const auto kept = folder.cast_line();
  if (!kept) return kept.error();
  if (*kept) return **kept;
  const auto code = read_code();
  if (!code) return code.error();
  auto sealed = folder.sealed(*code);
  if (!sealed) return sealed.error();
  if (const auto open = open_election(folder.board(), folder.election()); !open) {
    return open.error();
  }
  const std::string line =
      ballot::encode(std::move(*sealed).cast(code->derive_key(folder.election())));
  // The seed goes and the bytes are kept before anything is sent.
  if (auto saved = folder.keep_cast(line); !saved) return saved.error();
  return line;
}

int fail(const Error& error) {
  std::fprintf(stderr, "tabella: vote: %s\n", error.message().c_str());
  const bool is_input = error.code.starts_with("vote.") || error.code.starts_with("code.") ||
                        error.code.starts_with("file.");
  return is_input ? kExitCannot : kExitDifferent;
}

int cast(const Arguments& arguments) {
  const auto folder = VoteFolder::open(arguments.operand("DIR"));
  if (!folder) return fail(folder.error());
  const auto notice = folder->notice_line();
  if (!notice) return fail(notice.error());
  if (*notice) {
    return fail({"vote.tested", "", "this ballot was tested and is never counted; seal a new one"});
  }
  const auto line = cast_line(*folder);
  if (!line) return fail(line.error());
  if (folder->has_receipt()) {
    std::printf("cast already; the receipt is %s\n", folder->receipt_file().c_str());
    return kExitDone;
  }
  const auto place = send(*folder, *line);
  if (!place) return fail(place.error());
  const auto kept = keep_receipt(*folder, *line, *place);
  if (!kept) return fail(kept.error());
  const auto post = ballot::decode_ballot_post(*line);
  const auto id = post ? ballot::id_of(*post) : Result<crypto::BallotId>(post.error());
  if (!id) return fail(id.error());
  std::printf("receipt code  %s\ncast as entry %llu; the receipt is %s\n",
              ballot::receipt_code(*id).c_str(), static_cast<unsigned long long>(*place),
              folder->receipt_file().c_str());
  return kExitDone;
}

// The notice to send. Before it exists, what the second device needs is written.
Result<std::string> test_line(const VoteFolder& folder, const Arguments& arguments) {
  const auto kept = folder.notice_line();
  if (!kept) return kept.error();
  if (*kept) return **kept;
  const auto answers_path = arguments.text("answers");
  const auto out = arguments.text("out");
  if (!answers_path || !out) {
    return Error{"vote.test", "", "test needs --answers FILE and --out FILE"};
  }
  const auto text = read_file(*answers_path);
  if (!text) return text.error();
  const auto code = read_code();
  if (!code) return code.error();
  auto sealed = folder.sealed(*code);
  if (!sealed) return sealed.error();
  const auto open = open_election(folder.board(), folder.election());
  if (!open) return open.error();
  const Election& election = open->election;
  const auto key = code->derive_key(folder.election());
  const auto member = election.member(crypto::mul_base(key).publish());
  if (!member) return Error{"vote.roll", "", "this code is not on the roll"};
  const ballot::CompiledStyle& style = election.styles()[member->style];
  const auto answers = ballot::decode_answers(election.definition(), style, *text);
  if (!answers) return answers.error();
  const auto id = sealed->id();
  auto revealed = std::move(*sealed).reveal();
  const std::string notice = ballot::encode(ballot::make_tested_notice(
      *election.fingerprint(), style.id, revealed.sequence, revealed.uncast, key));
  const ballot::TestFile test{*election.fingerprint(),
                              style.id,
                              revealed.credential,
                              revealed.sequence,
                              id,
                              std::move(revealed.seed),
                              revealed.K,
                              {}};
  const std::string content =
      ballot::encode(test, ballot::expose_as_json(election.definition(), style, *answers));
  if (auto saved = write_file(*out, content, Readers::owner); !saved) return saved.error();
  if (auto saved = folder.keep_notice(notice); !saved) return saved.error();
  std::printf("%s opens this ballot on a second device: tabella test open. It shows the answers.\n",
              out->c_str());
  return notice;
}

int test(const Arguments& arguments) {
  const auto folder = VoteFolder::open(arguments.operand("DIR"));
  if (!folder) return fail(folder.error());
  const auto was_cast = folder->cast_line();
  if (!was_cast) return fail(was_cast.error());
  if (*was_cast) {
    return fail({"vote.cast", "",
                 "this ballot was cast: opening it would prove how you voted. Seal another one to "
                 "test the app"});
  }
  const auto line = test_line(*folder, arguments);
  if (!line) return fail(line.error());
  const auto place = send(*folder, *line);
  if (!place) return fail(place.error());
  std::printf("entry %llu says that this ballot was tested; it is never counted\n",
              static_cast<unsigned long long>(*place));
  return kExitDone;
}

}  // namespace

Command vote_command() {
  return {.name = "vote",
          .summary = "seals answers; casts the ballot, or tests it",
          .help = kHelp,
          .usages = {{"seal", {"DIR", "ELECTION"}, {{"answers"}, {"board"}, {"policy"}}, seal},
                     {"cast", {"DIR"}, {}, cast},
                     {"test", {"DIR"}, {{"answers"}, {"out"}}, test}}};
}

}  // namespace tabella::cli
