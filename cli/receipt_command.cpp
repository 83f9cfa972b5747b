#include <cstdio>

#include "bulletin_board/policy.h"
#include "bulletin_board/receipt.h"
#include "cli/party_commands.h"
#include "cli/read_file.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp =
    R"(usage: tabella receipt FILE.tlog-proof BALLOT.post --policy FILE

Checks that the ballot is in the log: that the log signed a checkpoint, cosigned as the policy asks,
under which exactly these bytes stand. Needs no network.

example:
  tabella receipt my.tlog-proof my.tlog-proof.post --policy policy.txt
)";

int run_receipt(const Arguments& arguments) {
  const auto policy_path = arguments.text("policy");
  if (!policy_path) return refuse("receipt: --policy FILE is missing");
  const auto text = read_file(arguments.operands()[0]);
  if (!text) return refuse(text.error().message());
  const auto entry = read_file(arguments.operands()[1]);
  if (!entry) return refuse(entry.error().message());
  const auto policy_text = read_file(*policy_path);
  if (!policy_text) return refuse(policy_text.error().message());
  const auto policy = bulletin_board::Policy::parse(*policy_text);
  if (!policy) return refuse(*policy_path + ": " + policy.error().message());
  const auto receipt = bulletin_board::Receipt::parse(*text);
  if (!receipt) return refuse(arguments.operands()[0] + ": " + receipt.error().message());
  const auto verified = bulletin_board::verify_receipt(*receipt, as_bytes(*entry), *policy);
  if (!verified) {
    std::fprintf(stderr, "%s\n", verified.error().message().c_str());
    return kExitDifferent;
  }
  std::printf("entry %llu of the log %s, under its checkpoint of size %llu\n",
              static_cast<unsigned long long>(receipt->index), verified->origin.c_str(),
              static_cast<unsigned long long>(verified->size));
  return kExitDone;
}

}  // namespace

Command receipt_command() {
  return {.name = "receipt",
          .summary = "checks that a ballot is in the log",
          .help = kHelp,
          .arguments = {.options = {{"policy"}},
                        .min_operands = 2,
                        .max_operands = 2,
                        .operands = "FILE.tlog-proof BALLOT.post"},
          .run = run_receipt};
}

}  // namespace tabella::cli
