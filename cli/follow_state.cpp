#include "cli/follow_state.h"

#include <filesystem>

#include "cli/read_file.h"
#include "cli/write_file.h"

namespace tabella::cli {

Result<std::string> kept_checkpoint(const std::string& folder) {
  std::error_code ignored;
  if (!std::filesystem::exists(folder + "/checkpoint", ignored)) return std::string();
  return read_file(folder + "/checkpoint");
}

Result<Done> keep_checkpoint(const std::string& folder, const std::string& checkpoint) {
  return write_file(folder + "/checkpoint", checkpoint);
}

Result<std::string> keep_evidence(const std::string& folder, const verifier::Alarm& alarm) {
  if (alarm.evidence.empty()) return std::string();
  const std::string first = folder + "/evidence-" + std::string(verifier::name(alarm.name));
  std::string path = first;
  std::error_code error;
  // An older one stays as it is.
  for (int n = 2; !std::filesystem::create_directory(path, error) && !error; ++n) {
    path = first + "-" + std::to_string(n);
  }
  if (error) return Error{"file.write", path, error.message()};
  for (const auto& [name, content] : alarm.evidence) {
    if (auto saved = write_file((std::filesystem::path(path) / name).string(), content); !saved) {
      return saved.error();
    }
  }
  return path;
}

}  // namespace tabella::cli
