#include "bulletin_board/node/check_store.h"

#include <map>
#include <optional>
#include <utility>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/rules/block_reader.h"

namespace tabella::bulletin_board {

namespace {

std::string entry_name(std::uint64_t index) { return "entry " + std::to_string(index); }

class Checker {
 public:
  Checker(const Store& store, const VerifierKey& log, const Board::RunPieces& run_pieces)
      : store_(store),
        log_(log),
        board_([&store](std::uint64_t index) { return store.read_entry(index); }, run_pieces) {}

  StoreReport run() && {
    try {
      for (const std::string& line : store_.integrity()) damage("SQLite says: " + line);
      // A node that writes makes the entries durable first: these have to be there already.
      const auto published = store_.published();
      const auto checkpoint = store_.checkpoint();
      const std::uint64_t size = store_.size();
      for (std::uint64_t i = 0; i < size; ++i) check_entry(i, store_.read_entry(i));
      if (reader_) {
        if (const auto end = reader_->end(); !end) damage(end.error().message());
      }
      check_note(checkpoint, "signed");
      check_note(published, "published");
    } catch (const StoreFailure& failure) {
      damage(failure.what());
    }
    return std::move(report_);
  }

 private:
  void damage(std::string what) { report_.damage.push_back(std::move(what)); }

  void check_entry(std::uint64_t index, Bytes entry) {
    ++report_.entries;
    const Hash leaf = leaf_hash(entry);
    check_hashes(index, leaf);
    if (store_.find(leaf) != first_.emplace(leaf, index).first->second) {
      damage(entry_name(index) + ": the index of leaves does not lead to it");
    }
    if (reader_) read_block(index, std::move(entry));
  }

  void read_block(std::uint64_t index, Bytes entry) {
    auto block = reader_->read(std::move(entry));
    if (!block) {
      damage(std::move(block).error().within(entry_name(index)).message());
      reader_.reset();
    } else if (*block) {
      replay(**block, index);
    }
  }

  // Every subtree that the leaf completes, computed again.
  void check_hashes(std::uint64_t index, Hash hash) {
    for (SubtreeId id{0, index};; id = {id.level + 1, id.index >> 1}) {
      if (store_.subtree(id) != hash) {
        // It goes on from what was computed, so that one wrong hash is named once.
        damage("hash " + std::to_string(id.index) + " of level " + std::to_string(id.level) +
               ": is not that of the entries");
      }
      if ((id.index & 1) == 0) {
        left_[id.level] = hash;
        return;
      }
      hash = parent_hash(left_.at(id.level), hash);
    }
  }

  void replay(const StoredBlock& block, std::uint64_t last) {
    if (board_.apply(block.time, block.posts()).entries != block.entries) {
      damage("the block that ends with " + entry_name(last) + ": is not what the rules make");
    }
    ++report_.blocks;
  }

  void check_note(const std::optional<std::string>& note, const std::string& which) {
    if (!note) return;
    const auto opened = SignedCheckpoint::open(*note, log_);
    if (!opened) return damage("the " + which + " checkpoint: " + opened.error().message());
    const Checkpoint& checkpoint = opened->checkpoint;
    if (checkpoint.size > report_.entries ||
        root_of(checkpoint.size, store_.subtrees()) != checkpoint.root) {
      damage("the " + which + " checkpoint of size " + std::to_string(checkpoint.size) +
             ": the log does not extend it");
    }
  }

  const Store& store_;
  const VerifierKey& log_;
  StoreReport report_;
  Board board_;
  std::optional<BlockReader> reader_ = BlockReader();  // none where blocks cannot be told any more
  std::map<std::uint32_t, Hash> left_;                 // by level
  std::map<Hash, std::uint64_t> first_;                // where each leaf stands first
};

}  // namespace

StoreReport check_store(const Store& store, const VerifierKey& log,
                        const Board::RunPieces& run_pieces) {
  return Checker(store, log, run_pieces).run();
}

}  // namespace tabella::bulletin_board
