#include "cli/files/read_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace tabella::cli {

Result<std::string> read_file(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return Error{"file.read", path, "is a folder"};
  }
  const std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) {
    return Error{"file.read", path, "cannot be read or is empty"};
  }
  return text.str();
}

}  // namespace tabella::cli
