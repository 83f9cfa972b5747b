#include <cstdio>

#include "cli/board_access.h"
#include "cli/party_commands.h"
#include "cli/read_file.h"
#include "cli/save_record.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella record FOLDER --board URL --policy FILE

Downloads the record: checkpoint, tiles and entries, and the policy, as static files that can be
verified without any server, for years.

example:
  tabella record record --board http://127.0.0.1:8080 --policy policy.txt
)";

int run_record(const Arguments& arguments) {
  const std::string folder = arguments.operands().front();
  const auto board = BoardAccess::from(arguments);
  if (!board) return refuse("record: " + board.error().message());
  const auto checkpoint = board->get("checkpoint");
  if (!checkpoint) return refuse(checkpoint.error().message());
  const auto opened = board->policy().open(*checkpoint);
  if (!opened) return refuse(opened.error().message());
  const auto policy = read_file(*arguments.text("policy"));
  if (!policy) return refuse(policy.error().message());
  const auto saved = save_record(folder, {opened->checkpoint.size, *checkpoint, *policy},
                                 [&](const auto& tile) { return board->get(tile.path()); });
  if (!saved) return refuse(saved.error().message());
  std::printf("%llu entries in %s\n", static_cast<unsigned long long>(opened->checkpoint.size),
              folder.c_str());
  return kExitDone;
}

}  // namespace

Command record_command() {
  return {.name = "record",
          .summary = "downloads a record as static files",
          .help = kHelp,
          .arguments = {.options = {{"board"}, {"policy"}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "FOLDER"},
          .run = run_record};
}

}  // namespace tabella::cli
