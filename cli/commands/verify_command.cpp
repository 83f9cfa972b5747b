#include <cstdio>
#include <ctime>

#include "cli/commands/party_commands.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "cli/observer/verification_html.h"
#include "cli/party/board_reader.h"
#include "crypto/parallel.h"
#include "verifier/whole_record.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp =
    R"(usage: tabella verify URL|FOLDER|FILE.tar --policy FILE [options]

Verifies a record from its static files alone: replays the rules over the whole log, checks every
proof, derives every result again, and reports each check by name: objects expected, objects
checked, failures. In a folder or an archive every file is looked at: receipts are checked, and what
does not belong there is a failure.

  --receipt FILE.tlog-proof --ballot FILE.post   checks this receipt too
  --max-age SECONDS   the log must have been seen not longer ago, by this computer's clock
  --threads N         default: all cores
  --json              the report as data
  --report FILE.html  the report as a page too

Exit status: 0 everything holds; 1 something does not, or is missing; 2 it cannot be read.

examples:
  tabella verify http://127.0.0.1:8080 --policy policy.txt --max-age 3600
  tabella verify record.tar --policy policy.txt --report report.html
)";

struct GivenReceipt {
  std::string name;
  std::string receipt;
  std::string post;
};

Result<std::optional<GivenReceipt>> given_receipt(const Arguments& arguments) {
  const auto receipt_path = arguments.text("receipt");
  const auto ballot_path = arguments.text("ballot");
  if (!receipt_path && !ballot_path) return std::optional<GivenReceipt>();
  if (!receipt_path || !ballot_path) {
    return Error{"arguments.missing", "", "--receipt and --ballot go together"};
  }
  auto receipt = read_file(*receipt_path);
  if (!receipt) return receipt.error();
  auto post = read_file(*ballot_path);
  if (!post) return post.error();
  return std::optional(GivenReceipt{*receipt_path, *std::move(receipt), *std::move(post)});
}

constexpr std::string_view kSource = "URL, FOLDER or FILE.tar";

int run_verify(const Arguments& arguments) {
  constexpr std::uint64_t kLongest = std::uint64_t{1} << 40;
  const std::string& source = arguments.operand(kSource);
  const auto policy = arguments.text("policy");
  if (!policy) return refuse("verify: --policy FILE is missing");
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  if (!threads) return refuse("verify: " + threads.error().detail);
  const auto max_age = arguments.number("max-age", kLongest, 0, kLongest);
  if (!max_age) return refuse("verify: " + max_age.error().detail);
  const auto given = given_receipt(arguments);
  if (!given) return refuse("verify: " + given.error().message());
  const auto board = BoardReader::to(source, *policy);
  if (!board) return refuse(board.error().message());

  auto verification = board->verify(static_cast<unsigned>(*threads));
  if (const auto& files = board->files()) {
    verifier::check_files(board->read(), *files, board->policy(), verification);
  }
  if (const auto& receipt = *given) {
    verifier::check_receipt(board->read(), receipt->name, as_bytes(receipt->receipt),
                            as_bytes(receipt->post), board->policy(), verification);
  }
  if (arguments.has("max-age")) {
    verifier::check_age({static_cast<std::uint64_t>(std::time(nullptr)), *max_age}, board->policy(),
                        verification);
  }
  verification.report.close();
  if (const auto page = arguments.text("report")) {
    const auto saved = write_file(*page, html_report(source, verification));
    if (!saved) return refuse(saved.error().message());
  }
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
          .usages = {{.operands = {kSource},
                      .options = {{"policy"},
                                  {"threads"},
                                  {"receipt"},
                                  {"ballot"},
                                  {"max-age"},
                                  {"report"},
                                  {"json", OptionValue::none}},
                      .run = run_verify}}};
}

}  // namespace tabella::cli
