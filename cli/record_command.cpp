#include <cstdio>
#include <filesystem>
#include <optional>

#include "bulletin_board/tiles.h"
#include "cli/board_access.h"
#include "cli/party_commands.h"
#include "cli/progress.h"
#include "cli/write_file.h"

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
  const auto save = [&](const std::string& path, const std::string& content) {
    const std::string file = folder + "/" + path;
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(file).parent_path(), error);
    return write_file(file, content);
  };
  Progress progress("download", "entries", opened->checkpoint.size);
  std::optional<Error> failure;
  bulletin_board::visit_tiles(opened->checkpoint.size, [&](const bulletin_board::TileId& tile) {
    const auto bytes = board->get(tile.path());
    if (!bytes) {
      failure = bytes.error();
    } else if (const auto saved = save(tile.path(), *bytes); !saved) {
      failure = saved.error();
    } else if (!tile.level) {
      progress.advance(tile.width);
    }
    return !failure.has_value();
  });
  if (failure) return refuse(failure->message());
  progress.finish();
  std::error_code error;
  std::filesystem::copy_file(*arguments.text("policy"), folder + "/policy.txt",
                             std::filesystem::copy_options::overwrite_existing, error);
  if (error) return refuse("record: policy.txt: " + error.message());
  // Last: a folder with a checkpoint is whole.
  if (const auto saved = save("checkpoint", *checkpoint); !saved) {
    return refuse(saved.error().message());
  }
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
