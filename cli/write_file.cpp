#include "cli/write_file.h"

#include <filesystem>
#include <fstream>

namespace tabella::cli {

Result<Done> write_file(const std::string& path, std::string_view content) {
  const std::string temporary = path + ".part";
  std::ofstream out(temporary, std::ios::binary);
  if (!out || !(out << content << std::flush)) {
    return Error{"file.write", path, "cannot be written"};
  }
  out.close();
  std::error_code error;
  std::filesystem::rename(temporary, path, error);
  if (error) return Error{"file.write", path, error.message()};
  return Done{};
}

}  // namespace tabella::cli
