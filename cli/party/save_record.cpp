#include "cli/party/save_record.h"

#include <filesystem>
#include <optional>

#include "cli/files/write_file.h"
#include "cli/party/record_archive.h"
#include "cli/terminal/progress.h"

namespace tabella::cli {

namespace {

using SaveFile = std::function<Result<Done>(const std::string& path, const std::string& content)>;

Result<Done> save_files(
    const Record& record,
    const std::function<Result<std::string>(const bulletin_board::TileId&)>& read_tile,
    const SaveFile& save) {
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
  for (const auto& [path, content] : record.receipts) {
    if (auto saved = save(path, content); !saved) return saved;
  }
  if (auto saved = save("policy.txt", record.policy); !saved) return saved;
  return save("checkpoint", record.checkpoint);
}

Result<Done> save_in_folder(const std::string& folder, const std::string& path,
                            const std::string& content) {
  const std::filesystem::path file = std::filesystem::path(folder) / path;
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  return write_file(file.string(), content);
}

}  // namespace

Result<Done> save_record(
    const std::string& target, const Record& record,
    const std::function<Result<std::string>(const bulletin_board::TileId&)>& read_tile) {
  std::error_code ignored;
  if (std::filesystem::exists(target, ignored)) {
    return Error{"file.write", target, "is there already"};
  }
  if (!target.ends_with(".tar")) {
    return save_files(record, read_tile, [&](const std::string& path, const std::string& content) {
      return save_in_folder(target, path, content);
    });
  }
  auto archive = RecordArchiveWriter::create(target);
  if (!archive) return archive.error();
  auto saved =
      save_files(record, read_tile, [&](const std::string& path, const std::string& content) {
        return archive->add(path, content);
      });
  if (!saved) return saved;
  return archive->finish();
}

}  // namespace tabella::cli
