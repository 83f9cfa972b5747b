#include "cli/observer/evidence.h"

#include <filesystem>

#include "cli/files/write_file.h"

namespace tabella::cli {

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
