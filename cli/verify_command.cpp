#include <cstdio>

#include "bulletin_board/node/parallel.h"
#include "cli/board_access.h"
#include "cli/party_commands.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella verify URL|FOLDER --policy FILE [options]

Verifies a record from its static files alone: replays the rules over the whole log, checks every
proof, derives every result again, and reports each check by name with how often it was applied.

  --threads N   default: all cores
  --json        the report as data

Exit status: 0 everything holds; 1 something does not, or is missing; 2 it cannot be read.

example:
  tabella verify http://127.0.0.1:8080 --policy policy.txt
)";

int run_verify(const Arguments& arguments) {
  const auto policy = arguments.text("policy");
  if (!policy) return refuse("verify: --policy FILE is missing");
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  if (!threads) return refuse("verify: " + threads.error().detail);
  const auto board = BoardAccess::to(arguments.operands().front(), *policy);
  if (!board) return refuse(board.error().message());
  const auto verification = board->verify(static_cast<unsigned>(*threads));
  const std::string shown = arguments.has("json") ? verifier::json_of(verification.report)
                                                  : verifier::text_of(verification.report);
  std::fputs(shown.c_str(), stdout);
  return verification.report.valid() ? kExitDone : kExitDifferent;
}

}  // namespace

Command verify_command() {
  return {.name = "verify",
          .summary = "verifies a record, check by check",
          .help = kHelp,
          .arguments = {.options = {{"policy"}, {"threads"}, {"json", OptionValue::none}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "URL or FOLDER"},
          .run = run_verify};
}

}  // namespace tabella::cli
