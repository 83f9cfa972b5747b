// One SQLite file and what is asked of it. Every failure throws StoreFailure.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "bulletin_board/node/scratch_file.h"
#include "bulletin_board/node/store_failure.h"
#include "bulletin_board/node/writer_lock.h"
#include "crypto/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace tabella::bulletin_board {

// Owned by a store, an index or a witness, which lets one thread use it at a time.
class Database {
 public:
  // Pages in the write-ahead log after which it is copied into the file.
  static constexpr int kCheckpointPages = 1000;

  // Opens or creates the file, so that a commit that returned is on the disk, and runs the schema.
  // One process may write; throws StoreFailure if another does.
  Database(const std::string& path, const char* schema, int checkpoint_pages = kCheckpointPages);
  // Opens a file that is there, only to read it. Its writer is not held up.
  explicit Database(const std::string& path);
  // A file that this process alone needs as long as it lives: made anew, and never synced. All its
  // work is one transaction that does not end.
  Database(const ScratchFile& file, const char* schema);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  void run(const char* sql);
  // BEGIN IMMEDIATE, work, COMMIT; all of it or nothing.
  template <class Work>
  void transact(Work work) {
    run("BEGIN IMMEDIATE");
    try {
      work();
      run("COMMIT");
    } catch (...) {
      roll_back();
      throw;
    }
    copy_log();
  }

 private:
  friend class Query;
  void open(const std::string& path, int flags);
  void check(int code) const;
  void roll_back() noexcept;
  // Ours, because SQLite's own would say nothing when it fails.
  void copy_log();

  struct Close {
    void operator()(sqlite3* connection) const;
  };
  std::optional<WriterLock> lock_;  // given back last
  std::unique_ptr<sqlite3, Close> connection_;
  int checkpoint_pages_ = kCheckpointPages;
  int pages_ = 0;  // in the write-ahead log
};

// A statement with its parameters, for the thread that uses the database. The database outlives it.
class Query {
 public:
  Query(Database& database, const char* sql);
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  // The next parameter.
  Query& bind(std::uint64_t value);
  Query& bind(ByteView bytes);
  // True if there is a row.
  bool step();
  // To be bound and stepped again.
  void reset();
  // A column of the row, the first unless told.
  [[nodiscard]] std::uint64_t number(int column = 0) const;
  [[nodiscard]] Bytes bytes() const;
  // Valid until the next step or reset.
  [[nodiscard]] ByteView view() const;

 private:
  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

}  // namespace tabella::bulletin_board
