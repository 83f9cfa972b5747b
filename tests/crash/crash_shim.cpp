// Loaded before the C library (LD_PRELOAD): counts what a process does to regular files and makes
// the n-th of these calls the last one, or a failing one. From the environment:
//
//   CRASH_AT      number of the call, from 1; 0 only counts
//   CRASH_MODE    kill    the process dies before the call
//                 fault   it crashes, as by a fault of its own
//                 power   it dies, and each write that was not synchronised is lost, torn or kept,
//                         as CRASH_SEED says
//                 full    this write and every later one finds the disk full, after half of the
//                 bytes eio     this synchronisation fails, and later ones pretend that nothing
//                 happened
//   CRASH_DEAF    fsync and fdatasync do nothing: a disk that lies. The harness must notice.
//   CRASH_COUNT   a file for the number of calls, written at the end
//
// A process with one thread at a time in here; that is what a mutex is for.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace {

// Direct calls, which nobody counts.
ssize_t raw_pread(int fd, void* data, std::size_t size, off_t at) {
  return static_cast<ssize_t>(syscall(SYS_pread64, fd, data, size, at));
}
ssize_t raw_pwrite(int fd, const void* data, std::size_t size, off_t at) {
  return static_cast<ssize_t>(syscall(SYS_pwrite64, fd, data, size, at));
}

// A write, or a new length, that a power failure may take back.
struct Undo {
  off_t at = 0;
  std::vector<char> old;  // what stood there
  off_t old_size = 0;     // of the file
};

class Shim {
 public:
  static Shim& instance() {
    static Shim shim;
    return shim;
  }

  // Before a write of so many bytes. True if it is to fail.
  bool before_write(int fd, off_t at, std::size_t size) {
    if (!is_file(fd)) return false;
    remember(fd, at, size);
    return step(true);
  }
  // Before a synchronisation. True if it is to fail.
  bool before_sync(int fd) {
    if (!is_file(fd)) return false;
    const bool fails = step(false);
    // A failed one leaves it open what is on the disk; what it covers may be lost.
    if (!deaf_ && !fails) undo_.erase(inode(fd));
    return fails;
  }
  [[nodiscard]] bool deaf() const { return deaf_; }
  std::mutex mutex;

 private:
  Shim() {
    const auto number = [](const char* name) {
      const char* text = std::getenv(name);
      return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
    };
    at_ = number("CRASH_AT");
    random_ = number("CRASH_SEED") * 2 + 1;
    const char* mode = std::getenv("CRASH_MODE");
    mode_ = mode == nullptr ? "" : mode;
    deaf_ = std::getenv("CRASH_DEAF") != nullptr;
  }
  ~Shim() {
    const char* path = std::getenv("CRASH_COUNT");
    if (path == nullptr) return;
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const std::string text = std::to_string(calls_);
    if (fd >= 0) (void)!::syscall(SYS_write, fd, text.data(), text.size());
    if (fd >= 0) close(fd);
  }

  static bool is_file(int fd) {
    struct stat status {};
    return fd > 2 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
  }
  static ino_t inode(int fd) {
    struct stat status {};
    fstat(fd, &status);
    return status.st_ino;
  }

  bool step(bool is_write) {
    ++calls_;
    if (mode_ == "full" && is_write && at_ != 0 && calls_ >= at_) return fail();
    if (mode_ == "eio" && !is_write && at_ != 0 && calls_ >= at_ && !failed_) return fail();
    if (calls_ != at_) return false;
    if (mode_ == "fault") kill(getpid(), SIGSEGV);
    if (mode_ == "power") lose_power();
    if (mode_ == "power" || mode_ == "kill") kill(getpid(), SIGKILL);
    return false;
  }

  // Says so on standard output, once: from here on nothing may be acknowledged.
  bool fail() {
    if (!failed_) (void)!::syscall(SYS_write, STDOUT_FILENO, "fault\n", 6);
    failed_ = true;
    return true;
  }

  void remember(int fd, off_t at, std::size_t size) {
    if (mode_ != "power") return;
    struct stat status {};
    fstat(fd, &status);
    Undo undo{at, {}, status.st_size};
    if (at < status.st_size) {
      undo.old.resize(std::min<std::size_t>(size, static_cast<std::size_t>(status.st_size - at)));
      (void)!raw_pread(fd, undo.old.data(), undo.old.size(), at);
    }
    files_[inode(fd)] = fd;
    undo_[inode(fd)].push_back(std::move(undo));
  }

  std::uint64_t draw() {
    random_ ^= random_ << 13;
    random_ ^= random_ >> 7;
    random_ ^= random_ << 17;
    return random_;
  }

  // Newest first, each by lot: kept, lost, or torn at a sector.
  void lose_power() {
    constexpr std::size_t kSector = 512;
    for (auto& [file, undos] : undo_) {
      const int fd = files_.at(file);
      for (auto undo = undos.rbegin(); undo != undos.rend(); ++undo) {
        const std::uint64_t lot = draw() % 4;
        if (lot == 0) continue;
        std::size_t from = 0;
        if (lot == 1) from = std::min(undo->old.size(), kSector * (draw() % 8));
        (void)!raw_pwrite(fd, undo->old.data() + from, undo->old.size() - from,
                          undo->at + static_cast<off_t>(from));
        if (lot != 1) (void)!::syscall(SYS_ftruncate, fd, undo->old_size);
      }
    }
  }

  std::uint64_t at_ = 0;
  std::uint64_t calls_ = 0;
  std::uint64_t random_ = 1;
  std::string mode_;
  bool deaf_ = false;
  bool failed_ = false;
  std::map<ino_t, std::vector<Undo>> undo_;
  std::map<ino_t, int> files_;
};

ssize_t write_at(int fd, const void* data, std::size_t size, off_t at, bool moves) {
  Shim& shim = Shim::instance();
  const std::lock_guard lock(shim.mutex);
  const bool fails = shim.before_write(fd, at, size);
  if (fails && size < 2) {
    errno = ENOSPC;
    return -1;
  }
  // Half of it fits: a short write, as a full disk gives; the rest then finds no room.
  static bool halved = false;
  if (fails && halved) {
    errno = ENOSPC;
    return -1;
  }
  if (fails) halved = true;
  const std::size_t fits = fails ? size / 2 : size;
  return moves ? static_cast<ssize_t>(syscall(SYS_write, fd, data, fits))
               : raw_pwrite(fd, data, fits, at);
}

int sync(int fd, long call) {
  Shim& shim = Shim::instance();
  const std::lock_guard lock(shim.mutex);
  if (shim.before_sync(fd)) {
    errno = EIO;
    return -1;
  }
  return shim.deaf() ? 0 : static_cast<int>(syscall(call, fd));
}

int truncate_to(int fd, off_t size) {
  Shim& shim = Shim::instance();
  const std::lock_guard lock(shim.mutex);
  // What is cut off is like a write over it.
  if (shim.before_write(fd, size, SIZE_MAX)) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(syscall(SYS_ftruncate, fd, size));
}

}  // namespace

extern "C" {

ssize_t write(int fd, const void* data, size_t size) {
  return write_at(fd, data, size, lseek(fd, 0, SEEK_CUR), true);
}
ssize_t pwrite(int fd, const void* data, size_t size, off_t at) {
  return write_at(fd, data, size, at, false);
}
ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at) {
  return write_at(fd, data, size, at, false);
}
int fsync(int fd) { return sync(fd, SYS_fsync); }
int fdatasync(int fd) { return sync(fd, SYS_fdatasync); }
int ftruncate(int fd, off_t size) { return truncate_to(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncate_to(fd, size); }
}
