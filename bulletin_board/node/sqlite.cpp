#include "bulletin_board/node/sqlite.h"

#include <sqlite3.h>

namespace tabella::bulletin_board {

namespace {

// Power may fail at any moment: a commit that returned is on the disk.
constexpr const char* kSettings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
    "PRAGMA cache_size = -2048; PRAGMA wal_autocheckpoint = 0;";

// Nothing of it has to outlive the process. The cache is small, so that the file is what grows.
constexpr const char* kScratchSettings =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -1024;";

// A reader and a writer wait for each other only while one of them opens or closes the file.
constexpr int kPatienceMs = 10'000;

}  // namespace

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database::Database(const std::string& path, const char* schema, int checkpoint_pages)
    : lock_(path), checkpoint_pages_(checkpoint_pages) {
  open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX);
  run(kSettings);
  sqlite3_wal_hook(
      connection_.get(),
      [](void* pages, sqlite3*, const char*, int count) {
        *static_cast<int*>(pages) = count;
        return SQLITE_OK;
      },
      &pages_);
  run(schema);
}

Database::Database(const std::string& path) {
  open(path, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX);
}

Database::Database(const ScratchFile& file, const char* schema) {
  // Its owner lets one thread use it at a time.
  open(file.path(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX);
  run(kScratchSettings);
  run(schema);
  run("BEGIN");
}

Database::~Database() = default;

void Database::open(const std::string& path, int flags) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  connection_.reset(opened);  // also one that failed to open is to be closed
  check(code);
  check(sqlite3_busy_timeout(connection_.get(), kPatienceMs));
}

void Database::check(int code) const {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
    const char* reason =
        connection_ != nullptr ? sqlite3_errmsg(connection_.get()) : sqlite3_errstr(code);
    throw StoreFailure(std::string("the store failed: ") + reason);
  }
}

void Database::run(const char* sql) {
  check(sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr));
}

void Database::copy_log() {
  if (pages_ < checkpoint_pages_) return;
  check(sqlite3_wal_checkpoint_v2(connection_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                                  nullptr));
  pages_ = 0;
}

void Database::roll_back() noexcept {
  sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Query::Query(Database& database, const char* sql) : database_(database) {
  database_.check(sqlite3_prepare_v2(database_.connection_.get(), sql, -1, &statement_, nullptr));
}

Query::~Query() { sqlite3_finalize(statement_); }

Query& Query::bind(std::uint64_t value) {
  database_.check(sqlite3_bind_int64(statement_, ++bound_, static_cast<std::int64_t>(value)));
  return *this;
}

Query& Query::bind(ByteView bytes) {
  // A null pointer would be NULL.
  const std::uint8_t none = 0;
  const std::uint8_t* data = bytes.empty() ? &none : bytes.data();
  database_.check(sqlite3_bind_blob64(statement_, ++bound_, data, bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  database_.check(code);
  return code == SQLITE_ROW;
}

void Query::reset() {
  database_.check(sqlite3_reset(statement_));
  bound_ = 0;
}

std::uint64_t Query::number(int column) const {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_, column));
}

ByteView Query::view() const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, 0));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, 0))};
}

Bytes Query::bytes() const {
  const ByteView column = view();
  return {column.begin(), column.end()};
}

}  // namespace tabella::bulletin_board
