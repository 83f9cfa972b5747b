#include "cli/save_record.h"

#include <filesystem>
#include <optional>

#include "cli/progress.h"
#include "cli/write_file.h"

namespace tabella::cli {

Result<Done> save_record(
    const std::string& folder, const Record& record,
    const std::function<Result<std::string>(const bulletin_board::TileId&)>& read_tile) {
  const auto save = [&](const std::string& path, const std::string& content) {
    const std::filesystem::path file = std::filesystem::path(folder) / path;
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    return write_file(file.string(), content);
  };
  Progress progress("record", "entries", record.size);
  std::optional<Error> failure;
  bulletin_board::visit_tiles(record.size, [&](const bulletin_board::TileId& tile) {
    const auto bytes = read_tile(tile);
    if (!bytes) {
      failure = bytes.error();
    } else if (const auto saved = save(tile.path(), *bytes); !saved) {
      failure = saved.error();
    } else if (!tile.level) {
      progress.advance(tile.width);
    }
    return !failure.has_value();
  });
  if (failure) return *failure;
  progress.finish();
  if (auto saved = save("policy.txt", record.policy); !saved) return saved;
  return save("checkpoint", record.checkpoint);
}

}  // namespace tabella::cli
