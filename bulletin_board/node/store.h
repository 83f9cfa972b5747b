// The log on disk: one SQLite file. A block is one transaction, durable when append returns; what
// is signed or shown comes after that. docs/log.md, "Store".
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/log/tiles.h"
#include "bulletin_board/node/sqlite.h"
#include "crypto/bytes.h"

namespace tabella::bulletin_board {

// Owned by the node, or by the command that checks or copies a log. May be called from any thread:
// one function runs at a time, so a reader sees a block whole or not at all. Every function throws
// StoreFailure when the disk fails.
class Store {
 public:
  // Opens or creates the file. One process may write; throws StoreFailure if another does.
  explicit Store(const std::string& path, int checkpoint_pages = Database::kCheckpointPages);
  // Of a file that is there, only to be read, also while a node writes it: then it grows.
  [[nodiscard]] static Store to_read(const std::string& path);
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store();

  [[nodiscard]] std::uint64_t size() const;
  // Durable and whole when it returns, or not there at all.
  void append(const std::vector<Bytes>& entries);

  // index < size().
  [[nodiscard]] Bytes read_entry(std::uint64_t index) const;
  [[nodiscard]] Hash subtree(const SubtreeId& id) const;
  // Reads them one by one; the store outlives it.
  [[nodiscard]] SubtreeHashes subtrees() const;
  [[nodiscard]] std::optional<std::uint64_t> find(const Hash& leaf) const;
  // A tile or bundle of the log as it is now; none if the log does not have it.
  [[nodiscard]] std::optional<Bytes> tile(const TileId& tile) const;

  // What SQLite finds wrong with its file; empty if nothing.
  [[nodiscard]] std::vector<std::string> integrity() const;
  // A copy of one moment between two blocks, durable, in a file that does not exist yet.
  void copy_to(const std::string& path) const;

  void save_checkpoint(std::uint64_t size, std::string_view note);
  void save_published(std::uint64_t size, std::string_view note);
  // The largest that was signed, or published; none before the first.
  [[nodiscard]] std::optional<std::string> checkpoint() const;
  [[nodiscard]] std::optional<std::string> published() const;

 private:
  struct ToRead {};
  Store(const std::string& path, ToRead);

  // The same for a caller that holds the mutex.
  [[nodiscard]] std::uint64_t read_size() const;
  [[nodiscard]] Bytes read_bytes(std::uint64_t index) const;
  [[nodiscard]] Hash read_subtree(const SubtreeId& id) const;
  void save_note(const char* sql, std::uint64_t size, std::string_view note);
  [[nodiscard]] std::optional<std::string> read_note(const char* sql) const;

  mutable std::mutex mutex_;  // database_
  mutable Database database_;
};

}  // namespace tabella::bulletin_board
