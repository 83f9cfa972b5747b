#include <cstdio>
#include <filesystem>
#include <map>

#include "cli/commands/party_commands.h"
#include "cli/files/read_file.h"
#include "cli/party/board_reader.h"
#include "cli/party/save_record.h"
#include "verifier/record_files.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp =
    R"(usage: tabella record FOLDER|FILE.tar --board URL --policy FILE [options]

Downloads the record: checkpoint, tiles and entries, and the policy, as static files that can be
verified without any server, for years; into a new folder, or into one file if its name ends in
.tar. --board may also be a folder or an archive that holds a record, receipts included.

  --receipts FOLDER   adds the receipts NAME.tlog-proof in it, each with its NAME.tlog-proof.post

examples:
  tabella record record --board http://127.0.0.1:8080 --policy policy.txt
  tabella record record.tar --board record --policy policy.txt
)";

Result<std::map<std::string, std::string>> receipts_in(const std::string& folder) {
  std::map<std::string, std::string> receipts;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder, error)) {
    const std::string path =
        std::string(verifier::kReceiptFolder) + file.path().filename().string();
    if (!verifier::is_receipt(path) && !verifier::is_receipt_post(path)) continue;
    auto content = read_file(file.path().string());
    if (!content) return content.error();
    receipts[path] = *std::move(content);
  }
  if (error) return Error{"file.read", folder, error.message()};
  return receipts;
}

// Those that the record has already.
Result<std::map<std::string, std::string>> receipts_of(const BoardReader& board) {
  std::map<std::string, std::string> receipts;
  for (const std::string& path : board.files().value_or(std::vector<std::string>())) {
    if (!verifier::is_receipt(path) && !verifier::is_receipt_post(path)) continue;
    auto content = board.get(path);
    if (!content) return content.error();
    receipts[path] = *std::move(content);
  }
  return receipts;
}

constexpr std::string_view kTarget = "FOLDER or FILE.tar";

int run_record(const Arguments& arguments) {
  const std::string& target = arguments.operand(kTarget);
  const auto board = BoardReader::from(arguments);
  if (!board) return refuse("record: " + board.error().message());
  const auto checkpoint = board->get("checkpoint");
  if (!checkpoint) return refuse(checkpoint.error().message());
  const auto opened = board->policy().open(*checkpoint);
  if (!opened) return refuse(opened.error().message());
  const auto policy = read_file(*arguments.text("policy"));
  if (!policy) return refuse(policy.error().message());
  const auto given = arguments.text("receipts");
  const auto receipts = given ? receipts_in(*given) : receipts_of(*board);
  if (!receipts) return refuse(receipts.error().message());
  const auto saved = save_record(target, {opened->checkpoint.size, *checkpoint, *policy, *receipts},
                                 [&](const auto& tile) { return board->get(tile.path()); });
  if (!saved) return refuse(saved.error().message());
  std::printf("%llu entries in %s\n", static_cast<unsigned long long>(opened->checkpoint.size),
              target.c_str());
  return kExitDone;
}

}  // namespace

Command record_command() {
  return {.name = "record",
          .summary = "downloads a record as static files",
          .help = kHelp,
          .usages = {{.operands = {kTarget},
                      .options = {{"board"}, {"policy"}, {"receipts"}},
                      .run = run_record}}};
}

}  // namespace tabella::cli
