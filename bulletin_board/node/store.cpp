#include "bulletin_board/node/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "crypto/expects.h"

namespace tabella::bulletin_board {

namespace {

constexpr const char* kSchema =
#include "store.sql.inc"
    ;

Hash to_hash(const Bytes& bytes) {
  if (bytes.size() != Hash().size()) throw StoreFailure("the store holds a hash of another size");
  Hash hash;
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

}  // namespace

Store::Store(const std::string& path, int checkpoint_pages)
    : database_(path, kSchema, checkpoint_pages) {}
Store::Store(const std::string& path, ToRead) : database_(path) {}
Store Store::to_read(const std::string& path) { return {path, ToRead()}; }
Store::~Store() = default;

std::uint64_t Store::size() const {
  const std::lock_guard lock(mutex_);
  return read_size();
}

std::uint64_t Store::read_size() const {
  // Numbers have no gaps, and the largest is found without reading the entries.
  Query query(database_, "SELECT number + 1 FROM entry ORDER BY number DESC LIMIT 1");
  return query.step() ? query.number() : 0;
}

void Store::append(const std::vector<Bytes>& entries) {
  const std::lock_guard lock(mutex_);
  database_.transact([&] {
    Query insert_entry(database_, "INSERT INTO entry (number, bytes) VALUES (?, ?)");
    Query insert_leaf(database_, "INSERT OR IGNORE INTO leaf (hash, number) VALUES (?, ?)");
    Query insert_subtree(database_, "INSERT INTO subtree (level, number, hash) VALUES (?, ?, ?)");
    const auto save = [&insert_subtree](const SubtreeId& id, const Hash& hash) {
      insert_subtree.bind(std::uint64_t{id.level}).bind(id.index).bind(hash).step();
      insert_subtree.reset();
    };
    std::uint64_t index = read_size();
    for (const Bytes& entry : entries) {
      insert_entry.bind(index).bind(entry).step();
      insert_entry.reset();
      Hash hash = leaf_hash(entry);
      insert_leaf.bind(hash).bind(index).step();
      insert_leaf.reset();
      SubtreeId id{0, index};
      save(id, hash);
      // Every subtree that this leaf completes.
      for (; (id.index & 1) == 1; save(id, hash)) {
        hash = parent_hash(read_subtree({id.level, id.index - 1}), hash);
        id = {id.level + 1, id.index >> 1};
      }
      ++index;
    }
  });
}

Bytes Store::read_entry(std::uint64_t index) const {
  const std::lock_guard lock(mutex_);
  return read_bytes(index);
}

Bytes Store::read_bytes(std::uint64_t index) const {
  Query query(database_, "SELECT bytes FROM entry WHERE number = ?");
  if (!query.bind(index).step())
    throw StoreFailure("the store lacks entry " + std::to_string(index));
  return query.bytes();
}

Hash Store::subtree(const SubtreeId& id) const {
  const std::lock_guard lock(mutex_);
  return read_subtree(id);
}

Hash Store::read_subtree(const SubtreeId& id) const {
  Query query(database_, "SELECT hash FROM subtree WHERE level = ? AND number = ?");
  if (!query.bind(std::uint64_t{id.level}).bind(id.index).step()) {
    throw StoreFailure("the store lacks a hash of the tree");
  }
  return to_hash(query.bytes());
}

SubtreeHashes Store::subtrees() const {
  return [this](const SubtreeId& id) { return subtree(id); };
}

std::optional<std::uint64_t> Store::find(const Hash& leaf) const {
  const std::lock_guard lock(mutex_);
  Query query(database_, "SELECT number FROM leaf WHERE hash = ?");
  if (!query.bind(leaf).step()) return std::nullopt;
  return query.number();
}

std::optional<Bytes> Store::tile(const TileId& tile) const {
  const std::uint64_t first = tile.index * kTileWidth;
  const std::lock_guard lock(mutex_);
  if (!tile.level) {
    if (first + tile.width > read_size()) return std::nullopt;
    std::vector<Bytes> entries;
    for (std::uint64_t i = 0; i < tile.width; ++i) entries.push_back(read_bytes(first + i));
    return encode_bundle(entries);
  }
  // No log is higher than its numbers.
  if (*tile.level >= 8) return std::nullopt;
  const std::uint32_t height = kTileHeight * *tile.level;
  if (first + tile.width > read_size() >> height) return std::nullopt;
  Bytes out;
  for (std::uint64_t i = 0; i < tile.width; ++i) {
    const Hash hash = read_subtree({height, first + i});
    out.insert(out.end(), hash.begin(), hash.end());
  }
  return out;
}

std::vector<std::string> Store::integrity() const {
  const std::lock_guard lock(mutex_);
  Query query(database_, "PRAGMA integrity_check(100)");
  std::vector<std::string> found;
  while (query.step()) {
    const Bytes line = query.bytes();
    found.emplace_back(line.begin(), line.end());
  }
  if (found == std::vector<std::string>{"ok"}) found.clear();
  return found;
}

void Store::copy_to(const std::string& path) const {
  {
    const std::lock_guard lock(mutex_);
    Query(database_, "VACUUM INTO CAST(? AS TEXT)").bind(as_bytes(path)).step();
  }
  // Not every SQLite does it.
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_durable = file >= 0 && fsync(file) == 0;
  if (file >= 0) close(file);
  if (!is_durable) throw StoreFailure(path + ": " + std::strerror(errno));
}

void Store::save_note(const char* sql, std::uint64_t size, std::string_view note) {
  const std::lock_guard lock(mutex_);
  Query(database_, sql).bind(size).bind(as_bytes(note)).step();
}

std::optional<std::string> Store::read_note(const char* sql) const {
  const std::lock_guard lock(mutex_);
  Query query(database_, sql);
  if (!query.step()) return std::nullopt;
  const Bytes bytes = query.bytes();
  return std::string(bytes.begin(), bytes.end());
}

void Store::save_checkpoint(std::uint64_t size, std::string_view note) {
  save_note("INSERT OR REPLACE INTO checkpoint (size, note) VALUES (?, ?)", size, note);
}

void Store::save_published(std::uint64_t size, std::string_view note) {
  save_note("INSERT OR REPLACE INTO published (size, note) VALUES (?, ?)", size, note);
}

std::optional<std::string> Store::checkpoint() const {
  return read_note("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1");
}

std::optional<std::string> Store::published() const {
  return read_note("SELECT note FROM published ORDER BY size DESC LIMIT 1");
}

}  // namespace tabella::bulletin_board
