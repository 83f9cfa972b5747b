#include "cli/operator/restore_board.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/tiles.h"
#include "bulletin_board/node/check_store.h"
#include "bulletin_board/node/store.h"
#include "bulletin_board/node/writer_lock.h"
#include "bulletin_board/rules/block_reader.h"
#include "cli/files/write_file.h"
#include "cli/party/record_source.h"

namespace tabella::cli {

namespace fs = std::filesystem;

using bulletin_board::BlockReader;
using bulletin_board::Checkpoint;
using bulletin_board::Policy;
using bulletin_board::SignedCheckpoint;
using bulletin_board::Store;
using bulletin_board::StoreFailure;
using bulletin_board::TileId;

namespace {

Error cannot(const std::string& where, std::string reason) {
  return {"board.restore", where, std::move(reason)};
}

Result<SignedCheckpoint> read_checkpoint(const RecordSource& record, const Policy& policy) {
  const auto bytes = record.read("checkpoint");
  if (!bytes) return bytes.error();
  auto checkpoint = SignedCheckpoint::open(as_text(*bytes), policy.log());
  if (!checkpoint) return std::move(checkpoint).error().within("checkpoint");
  return checkpoint;
}

// Appends every entry of a log of this size, block by block.
Result<Done> copy_entries(const RecordSource& record, std::uint64_t size, Store& store) {
  BlockReader reader;
  for (std::uint64_t first = 0; first < size; first += bulletin_board::kTileWidth) {
    const auto width = std::min(bulletin_board::kTileWidth, size - first);
    const TileId bundle{std::nullopt, first / bulletin_board::kTileWidth,
                        static_cast<std::uint32_t>(width)};
    const auto bytes = record.read(bundle.path());
    if (!bytes) return bytes.error();
    auto entries = bulletin_board::decode_bundle(*bytes, width);
    if (!entries) return std::move(entries).error().within(bundle.path());
    for (Bytes& entry : *entries) {
      const auto block = reader.read(std::move(entry));
      if (!block) return cannot(bundle.path(), block.error().message());
      if (*block) store.append((*block)->entries);
    }
  }
  if (const auto end = reader.end(); !end) return cannot("", end.error().message());
  return Done{};
}

// Whether the restored log extends what the old store signed or showed.
Result<Done> check_extends(const Store& restored, std::uint64_t size, const Store& old,
                           const Policy& policy) {
  for (const auto& note : {old.checkpoint(), old.published()}) {
    if (!note) continue;
    const auto opened = SignedCheckpoint::open(*note, policy.log());
    if (!opened) return cannot(kStoreName, opened.error().message());
    const Checkpoint& before = opened->checkpoint;
    if (before.size > size || root_of(before.size, restored.subtrees()) != before.root) {
      return cannot(kStoreName, "the record does not extend the checkpoint of size " +
                                    std::to_string(before.size) + " that was signed here");
    }
  }
  return Done{};
}

// With what SQLite and the lock keep next to it.
void remove_store(const std::string& path) {
  std::error_code ignored;
  for (const char* end : {"", "-wal", "-shm", ".lock"}) fs::remove(path + end, ignored);
}

// Files of a store that is being built; gone when this goes.
class Unfinished {
 public:
  explicit Unfinished(std::string path) : path_(std::move(path)) { remove_store(path_); }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() { remove_store(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Result<Done> build(Store& store, const RecordSource& record, const Policy& policy,
                   const SignedCheckpoint& signed_checkpoint,
                   const bulletin_board::Board::RunPieces& run) {
  const Checkpoint& checkpoint = signed_checkpoint.checkpoint;
  if (auto copied = copy_entries(record, checkpoint.size, store); !copied) return copied;
  const std::string note = signed_checkpoint.note.encode();
  store.save_checkpoint(checkpoint.size, note);
  store.save_published(checkpoint.size, note);
  const auto report = bulletin_board::check_store(store, policy.log(), run);
  if (!report.damage.empty()) return cannot("", report.damage.front());
  return Done{};
}

// The old store, of which nothing is in a write-ahead log any more, takes its other name.
Result<Done> put_in_place(const std::string& finished, const std::string& place,
                          const std::string& replaced) {
  if (fs::exists(place)) {
    for (const char* end : {"-wal", "-shm"}) {
      std::error_code error;
      fs::remove(place + end, error);
      // It would be taken for the new store's.
      if (error) return Error{"file.write", place + end, error.message()};
    }
    if (auto moved = rename_durably(place, replaced); !moved) return moved;
  }
  return rename_durably(finished, place);
}

}  // namespace

Result<std::uint64_t> restore_board(const std::string& folder, const Policy& policy,
                                    const std::string& record,
                                    const bulletin_board::Board::RunPieces& run) {
  const std::string place = folder + "/" + kStoreName;
  const std::string replaced = folder + "/" + kReplacedStoreName;
  if (fs::exists(replaced)) return cannot(replaced, "is there already; move it away first");
  const auto source = open_record(record);
  if (!source) return source.error();
  const auto checkpoint = read_checkpoint(*source, policy);
  if (!checkpoint) return checkpoint.error();
  const std::uint64_t size = checkpoint->checkpoint.size;
  const Unfinished unfinished(place + ".part");
  const Unfinished finished(place + ".new");
  try {
    // Closed again, which copies its write-ahead log into it.
    if (fs::exists(place)) const Store old(place);
    const bulletin_board::WriterLock lock(place);
    Store store(unfinished.path());
    if (auto built = build(store, *source, policy, *checkpoint, run); !built) {
      return std::move(built).error().within(record);
    }
    if (fs::exists(place)) {
      const auto extends = check_extends(store, size, Store::to_read(place), policy);
      if (!extends) return extends.error();
    }
    // One file, durable.
    store.copy_to(finished.path());
    if (const auto put = put_in_place(finished.path(), place, replaced); !put) return put.error();
  } catch (const StoreFailure& failure) {
    return cannot(folder, failure.what());
  }
  return size;
}

}  // namespace tabella::cli
