#include "cli/files/read_within.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace tabella::cli {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  // Goes down into what stands there by that name.
  bool enter(const std::string& name, int flags) {
    const int below = openat(number_, name.c_str(), flags | O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    close(std::exchange(number_, below));
    return number_ >= 0;
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

Result<Bytes> read_within(const std::string& folder, const std::string& path,
                          std::uint64_t max_size) {
  const auto refused = [&](const std::string& detail) {
    return Error{"file.read", folder + "/" + path, detail};
  };
  const auto failed = [&] { return refused(errno == ELOOP ? "is a link" : std::strerror(errno)); };
  Descriptor at(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (at.number() < 0) return failed();
  const std::filesystem::path names(path);
  for (auto name = names.begin(); name != names.end(); ++name) {
    if (*name == ".." || name->is_absolute()) return refused("leads out of the folder");
    const bool is_last = std::next(name) == names.end();
    // A pipe that nobody writes to would keep who opens it waiting.
    if (!at.enter(name->string(), is_last ? O_NONBLOCK : O_DIRECTORY)) return failed();
  }
  struct stat what {};
  if (fstat(at.number(), &what) != 0) return failed();
  if (!S_ISREG(what.st_mode)) return refused("is no regular file");
  if (static_cast<std::uint64_t>(what.st_size) > max_size) return refused("is too large");
  Bytes content(static_cast<std::size_t>(what.st_size));
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t more = read(at.number(), content.data() + done, content.size() - done);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return failed();
    if (more == 0) return refused("was cut while it was read");
    done += static_cast<std::size_t>(more);
  }
  return content;
}

}  // namespace tabella::cli
