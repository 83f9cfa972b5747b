#include "cli/files/new_folder.h"

#include <filesystem>

#include "cli/files/write_file.h"

namespace tabella::cli {

namespace fs = std::filesystem;

Result<NewFolder> NewFolder::begin(const std::string& path) {
  // "trustee/" is "trustee".
  fs::path place = fs::path(path).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  NewFolder folder(place.string());
  if (fs::exists(place)) return Error{"folder.exists", folder.path_, "is there already"};
  std::error_code error;
  // Of an attempt that was cut off: nothing in it was ever used.
  fs::remove_all(folder.unfinished(), error);
  if (!fs::create_directories(folder.unfinished(), error)) {
    return Error{"file.write", folder.path_, error.message()};
  }
  fs::permissions(folder.unfinished(), fs::perms::owner_all, error);
  if (error) return Error{"file.write", folder.path_, error.message()};
  return folder;
}

std::string NewFolder::file(const std::string& name) const {
  const fs::path file = fs::path(unfinished()) / name;
  std::error_code ignored;
  fs::create_directories(file.parent_path(), ignored);
  return file.string();
}

NewFolder::~NewFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(unfinished(), ignored);
}

Result<Done> NewFolder::finish() {
  auto done = rename_durably(unfinished(), path_);
  if (done) path_.clear();
  return done;
}

}  // namespace tabella::cli
