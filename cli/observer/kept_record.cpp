#include "cli/observer/kept_record.h"

#include <filesystem>
#include <fstream>
#include <utility>

#include "bulletin_board/log/tiles.h"
#include "cli/files/read_file.h"
#include "cli/files/read_within.h"
#include "cli/files/write_file.h"
#include "verifier/record_files.h"

namespace tabella::cli {

namespace fs = std::filesystem;

using bulletin_board::TileId;

namespace {

// The file of a tile or bundle that is not full; none for any other.
std::optional<TileId> partial_tile(const std::string& path) {
  const auto tile = TileId::parse(path);
  if (!tile || tile->width == bulletin_board::kTileWidth) return std::nullopt;
  return tile;
}

}  // namespace

Result<KeptRecord> KeptRecord::in(const std::string& folder) {
  KeptRecord record(folder + "/record");
  std::error_code error;
  fs::create_directories(record.folder_, error);
  for (auto at = fs::recursive_directory_iterator(record.folder_, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    const std::string path = at->path().lexically_relative(record.folder_).generic_string();
    if (partial_tile(path)) record.partial_.insert(path);
  }
  if (error) return Error{"file.write", record.folder_, error.message()};
  return record;
}

Result<std::string> KeptRecord::checkpoint() const {
  std::error_code ignored;
  if (!fs::exists(folder_ + "/checkpoint", ignored)) return std::string();
  return read_file(folder_ + "/checkpoint");
}

verifier::ReadFile KeptRecord::read() const {
  return [folder = folder_](const std::string& path) {
    return read_within(folder, path, verifier::kMaxFileSize);
  };
}

verifier::ReadFile KeptRecord::keeping(verifier::ReadFile read) {
  return [this, read = std::move(read)](const std::string& path) {
    auto content = read(path);
    const auto tile = TileId::parse(path);
    if (content && tile && !verifier::is_tile_of(*tile, verified_)) keep_file(path, *content);
    return content;
  };
}

void KeptRecord::keep_file(const std::string& path, const Bytes& content) {
  const fs::path file = fs::path(folder_) / path;
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<const char*>(content.data()),
            static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out) failure_ = Error{"file.write", file.string(), "cannot be written"};
  if (partial_tile(path)) partial_.insert(path);
}

Result<Done> KeptRecord::keep(std::uint64_t size, const std::string& checkpoint) {
  if (failure_) return *failure_;
  if (checkpoint == kept_) return Done{};
  if (auto saved = write_file(folder_ + "/checkpoint", checkpoint); !saved) return saved;
  verified_ = size;
  kept_ = checkpoint;
  std::erase_if(partial_, [&](const std::string& path) {
    if (verifier::is_tile_of(*partial_tile(path), size)) return false;
    std::error_code ignored;
    fs::remove(fs::path(folder_) / path, ignored);
    return true;
  });
  return Done{};
}

}  // namespace tabella::cli
