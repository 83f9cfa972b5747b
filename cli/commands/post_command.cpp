#include <cstdio>

#include "cli/commands/party_commands.h"
#include "cli/files/read_file.h"
#include "cli/party/board_reader.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella post FILE.post --board URL --policy FILE

Sends a signed post to the board and prints its place in the log.

example:
  tabella post trees.post --board http://127.0.0.1:8080 --policy policy.txt
)";

int run_post(const Arguments& arguments) {
  const auto file = read_file(arguments.operand("FILE.post"));
  if (!file) return refuse(file.error().message());
  const auto board = BoardReader::from(arguments);
  if (!board) return refuse("post: " + board.error().message());
  const auto index = board->post(Bytes(file->begin(), file->end()));
  if (!index) {
    std::fprintf(stderr, "refused: %s\n", index.error().message().c_str());
    return kExitDifferent;
  }
  std::printf("accepted as entry %llu\n", static_cast<unsigned long long>(*index));
  return kExitDone;
}

}  // namespace

Command post_command() {
  return {
      .name = "post",
      .summary = "sends a signed post to the board",
      .help = kHelp,
      .usages = {{.operands = {"FILE.post"}, .options = {{"board"}, {"policy"}}, .run = run_post}}};
}

}  // namespace tabella::cli
