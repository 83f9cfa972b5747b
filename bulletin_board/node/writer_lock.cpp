#include "bulletin_board/node/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "bulletin_board/node/store_failure.h"

namespace tabella::bulletin_board {

WriterLock::WriterLock(const std::string& store_path)
    : file_(open((store_path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (file_ >= 0 && flock(file_, LOCK_EX | LOCK_NB) == 0) return;
  const int reason = errno;
  if (file_ >= 0) close(file_);
  throw StoreFailure(store_path + (reason == EWOULDBLOCK
                                       ? ": another process writes it"
                                       : ".lock: " + std::string(std::strerror(reason))));
}

WriterLock::~WriterLock() { close(file_); }

}  // namespace tabella::bulletin_board
