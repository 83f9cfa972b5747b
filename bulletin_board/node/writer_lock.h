// One process writes a store; others may read it meanwhile.
#pragma once

#include <string>

namespace tabella::bulletin_board {

// Held as long as it lives, and given back by the system when the process ends, however it ends.
class WriterLock {
 public:
  // Locks a file next to the store, which stays. Throws StoreFailure if another has it.
  explicit WriterLock(const std::string& store_path);
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;
  ~WriterLock();

 private:
  int file_;
};

}  // namespace tabella::bulletin_board
