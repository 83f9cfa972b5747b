// A file that nobody needs but the process that makes it.
#pragma once

#include <string>

namespace tabella::bulletin_board {

// Its name. What an ended process left under it is removed, and so is the file when this goes.
class ScratchFile {
 public:
  explicit ScratchFile(std::string path);
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace tabella::bulletin_board
