// A folder that comes into being as a whole or not at all.
#pragma once

#include <string>
#include <utility>

#include "crypto/result.h"

namespace tabella::cli {

// Files are put into a folder next to it, which takes its name at the end and is removed if it
// never does. The owner's alone.
class NewFolder {
 public:
  NewFolder(NewFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  NewFolder& operator=(NewFolder&&) = delete;
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder();

  // Code folder.exists if the place is taken, file.write.
  [[nodiscard]] static Result<NewFolder> begin(const std::string& path);

  // Where to write a file of the folder.
  [[nodiscard]] std::string file(const std::string& name) const;
  // Durable when this returns.
  [[nodiscard]] Result<Done> finish();

 private:
  explicit NewFolder(std::string path) : path_(std::move(path)) {}
  [[nodiscard]] std::string unfinished() const { return path_ + ".part"; }

  std::string path_;  // empty once finished or moved
};

}  // namespace tabella::cli
