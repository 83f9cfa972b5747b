#include "cli/files/write_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace tabella::cli {

namespace {

// Closed when it goes.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags, mode_t mode)
      : number_(open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

  [[nodiscard]] bool write_all(std::string_view content) const {
    while (!content.empty()) {
      const ssize_t written = write(number_, content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }
  [[nodiscard]] bool sync() const { return fsync(number_) == 0; }

 private:
  int number_;
};

// A name is durable when its folder is.
bool sync_folder_of(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path();
  const Descriptor folder(parent.empty() ? "." : parent.string(), O_RDONLY | O_DIRECTORY, 0);
  return folder.is_open() && folder.sync();
}

bool rename_and_sync(const std::string& from, const std::string& to) {
  return std::rename(from.c_str(), to.c_str()) == 0 && sync_folder_of(to);
}

bool write_durably(const std::string& path, std::string_view content, mode_t mode) {
  const std::string temporary = path + ".part";
  // An older one, of a run that was cut off, may have other readers.
  std::remove(temporary.c_str());
  {
    const Descriptor file(temporary, O_WRONLY | O_CREAT | O_EXCL, mode);
    if (!file.is_open() || !file.write_all(content) || !file.sync()) return false;
  }
  return rename_and_sync(temporary, path);
}

}  // namespace

Result<Done> write_file(const std::string& path, std::string_view content, Readers readers) {
  if (!write_durably(path, content, readers == Readers::owner ? 0600 : 0644)) {
    return Error{"file.write", path, std::strerror(errno)};
  }
  return Done{};
}

Result<Done> rename_durably(const std::string& from, const std::string& to) {
  if (!rename_and_sync(from, to)) return Error{"file.write", to, std::strerror(errno)};
  return Done{};
}

Result<Done> make_name_durable(const std::string& path) {
  if (!sync_folder_of(path)) return Error{"file.write", path, std::strerror(errno)};
  return Done{};
}

}  // namespace tabella::cli
