// The rules' tables in one file, so that a node's memory does not grow with voters and ballots. It
// holds nothing that the log does not say: each start makes it anew. docs/log.md, "Store".
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "bulletin_board/node/sqlite.h"
#include "bulletin_board/rules/state_table.h"

namespace tabella::bulletin_board {

// Owned by the application of a node, for its board.
class StateFile {
 public:
  explicit StateFile(std::string path);
  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;
  ~StateFile();

  // The file outlives its tables. They may be used from any threads; every function of theirs
  // throws StoreFailure when the disk does.
  [[nodiscard]] std::unique_ptr<StateTable> make_table(const RowSize& size);

 private:
  class FileTable;

  [[nodiscard]] bool find(std::uint64_t part, ByteView key, std::span<std::uint8_t> value);
  void put(std::uint64_t part, ByteView key, ByteView value);
  void clear(std::uint64_t part);

  ScratchFile file_;
  std::mutex mutex_;  // all below
  Database database_;
  Query find_;
  Query put_;
  Query clear_;
  std::uint64_t parts_ = 0;
};

}  // namespace tabella::bulletin_board
