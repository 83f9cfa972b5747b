#include <cstdio>

#include "ballot/ballot_post.h"
#include "ballot/receipt_code.h"
#include "bulletin_board/election/election.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/log/receipt.h"
#include "cli/commands/party_commands.h"
#include "cli/files/read_file.h"
#include "cli/party/board_reader.h"
#include "verifier/whole_record.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp =
    R"(usage: tabella receipt check FILE.tlog-proof BALLOT.post --policy FILE [--board URL|FOLDER]

Checks that the ballot is in the log: that the log signed a checkpoint, cosigned as the policy asks,
under which exactly these bytes stand. Needs no network. Shows the ballot's receipt code, never what
was chosen. With --board, verifies the whole record too, and says whether this is the ballot that
counts.

example:
  tabella receipt check my-ballot/receipt.tlog-proof my-ballot/ballot.post --policy policy.txt
)";

// What has become of the ballot at this entry of a verified log.
Result<std::string> state_of(const bulletin_board::Board& board, const ballot::BallotPost& post,
                             std::uint64_t entry) {
  for (const auto& [id, election] : board.elections()) {
    if (election.fingerprint() != post.election) continue;
    const auto member = election.member(post.credential);
    const bool counts = member && member->ballot && member->ballot->entry == entry;
    if (!counts) return std::string("a later ballot from the same voting code replaced it");
    if (election.phase() == bulletin_board::Phase::cancelled) {
      return std::string("the election was cancelled: no ballot is counted");
    }
    return std::string(election.results() ? "it is part of the result"
                                          : "it is the one that counts");
  }
  return Error{"receipt.election", "", "the board has no such election"};
}

// As C20 has it: in the board's own log, which extends the one of the receipt.
Result<std::string> state_on(const BoardReader& board, const bulletin_board::Receipt& receipt,
                             const std::string& line, const ballot::BallotPost& post) {
  const auto verified = board.verified();
  if (!verified) return verified.error();
  const auto record = board.policy().open(verified->checkpoint);
  if (!record) return record.error();
  const auto entry =
      verifier::entry_of(board.read(), receipt, as_bytes(line), board.policy(), record->checkpoint);
  if (!entry) return entry.error();
  return state_of(*verified->board, post, *entry);
}

int check_receipt(const Arguments& arguments) {
  const std::string& receipt_path = arguments.operand("FILE.tlog-proof");
  const std::string& ballot_path = arguments.operand("BALLOT.post");
  const auto policy_path = arguments.text("policy");
  if (!policy_path) return refuse("receipt: --policy FILE is missing");
  const auto text = read_file(receipt_path);
  if (!text) return refuse(text.error().message());
  const auto entry = read_file(ballot_path);
  if (!entry) return refuse(entry.error().message());
  const auto post = ballot::decode_ballot_post(*entry);
  if (!post) return refuse(ballot_path + ": " + post.error().message());
  const auto id = ballot::id_of(*post);
  if (!id) return refuse(ballot_path + ": " + id.error().message());
  const auto policy_text = read_file(*policy_path);
  if (!policy_text) return refuse(policy_text.error().message());
  const auto policy = bulletin_board::Policy::parse(*policy_text);
  if (!policy) return refuse(*policy_path + ": " + policy.error().message());
  const auto receipt = bulletin_board::Receipt::parse(*text);
  if (!receipt) return refuse(receipt_path + ": " + receipt.error().message());
  const auto verified = bulletin_board::verify_receipt(*receipt, as_bytes(*entry), *policy);
  if (!verified) {
    std::fprintf(stderr, "%s\n", verified.error().message().c_str());
    return kExitDifferent;
  }
  std::printf("receipt code %s: entry %llu of the log %s, under its checkpoint of size %llu\n",
              ballot::receipt_code(*id).c_str(), static_cast<unsigned long long>(receipt->index),
              verified->origin.c_str(), static_cast<unsigned long long>(verified->size));
  if (!arguments.has("board")) return kExitDone;
  const auto board = BoardReader::from(arguments);
  if (!board) return refuse("receipt: " + board.error().message());
  const auto state = state_on(*board, *receipt, *entry, *post);
  if (!state) {
    std::fprintf(stderr, "%s\n", state.error().message().c_str());
    return kExitDifferent;
  }
  std::printf("%s\n", state->c_str());
  return kExitDone;
}

}  // namespace

Command receipt_command() {
  return {
      .name = "receipt",
      .summary = "checks that a ballot is in the log",
      .help = kHelp,
      .usages = {
          {"check", {"FILE.tlog-proof", "BALLOT.post"}, {{"policy"}, {"board"}}, check_receipt}}};
}

}  // namespace tabella::cli
