#include "bulletin_board/node/board_application.h"

#include <map>
#include <utility>

#include "bulletin_board/rules/block_reader.h"
#include "crypto/parallel.h"

namespace tabella::bulletin_board {

BoardApplication::BoardApplication(const Options& options, Store& store,
                                   std::vector<BlockObserver*> observers, Hooks hooks)
    : store_(store),
      observers_(std::move(observers)),
      hooks_(std::move(hooks)),
      state_(options.state_path),
      board_([&store](std::uint64_t index) { return store.read_entry(index); },
             on_threads(options.threads),
             [this](const RowSize& size) { return state_.make_table(size); }) {
  replay();
}

// Submits the stored posts again, block by block: the log must be what the rules make of it.
void BoardApplication::replay() {
  BlockReader reader;
  for (std::uint64_t i = 0, size = store_.size(); i < size; ++i) {
    const std::string place = "entry " + std::to_string(i);
    auto read = reader.read(store_.read_entry(i));
    if (!read) throw StoreFailure(std::move(read).error().within(place).message());
    if (!*read) continue;
    const StoredBlock& stored = **read;
    const Block block = board_.apply(stored.time, stored.posts());
    if (block.entries != stored.entries) {
      throw StoreFailure(
          "the stored log is not what the rules make of it, in the block that ends with " + place);
    }
    tell_observers({stored.first, block.entries, block.ballots});
  }
  if (auto end = reader.end(); !end) throw StoreFailure(end.error().message());
}

void BoardApplication::tell_observers(const DurableBlock& block) {
  for (BlockObserver* observer : observers_) observer->after(block, board_);
}

BoardInfo BoardApplication::info() const {
  const std::lock_guard lock(board_mutex_);
  return {board_.height(), board_.size(), board_.root()};
}

void BoardApplication::finalize(std::uint64_t time, std::span<const Bytes> posts) {
  if (const auto reason = failure()) throw StoreFailure(*reason);
  const auto start = std::chrono::steady_clock::now();
  pending_ = {};
  {
    const std::lock_guard lock(board_mutex_);
    judge(time, posts);
  }
  spent_since(start);
}

void BoardApplication::judge(std::uint64_t time, std::span<const Bytes> posts) {
  std::vector<Bytes> fresh;
  std::map<Hash, std::size_t> place;  // of each fresh post, by its leaf
  for (const Bytes& post : posts) {
    const Hash leaf = leaf_hash(post);
    if (const auto index = store_.find(leaf)) {
      pending_.posts.push_back({leaf, {{index, std::nullopt, {}}, true}});
    } else if (place.emplace(leaf, fresh.size()).second) {
      fresh.push_back(post);
    }
  }
  const bool due = board_.next_due().value_or(~std::uint64_t{0}) <= time;
  if (fresh.empty() && !due) return;
  Block block = board_.apply(time, fresh);
  for (const auto& [leaf, at] : place) {
    pending_.posts.push_back({leaf, {std::move(block.verdicts[at]), false}});
  }
  pending_.entries = std::move(block.entries);
  pending_.ballots = std::move(block.ballots);
  pending_.weighty = block.weighty;
}

void BoardApplication::commit() {
  const auto start = std::chrono::steady_clock::now();
  const BoardInfo now = info();
  if (!pending_.entries.empty()) {
    store_.append(pending_.entries);
    tell_observers({now.size - pending_.entries.size(), pending_.entries, pending_.ballots});
    hooks_.grown(now, pending_.weighty);
  }
  spent_since(start);
  hooks_.judged(std::move(pending_.posts), now.size);
}

void BoardApplication::halt(const std::string& reason) {
  {
    const std::lock_guard lock(mutex_);
    if (failure_) return;
    failure_ = reason;
  }
  hooks_.halted(reason);
}

std::optional<std::string> BoardApplication::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void BoardApplication::spent_since(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const std::lock_guard lock(mutex_);
  block_seconds_ += seconds.count();
}

double BoardApplication::block_seconds() const {
  const std::lock_guard lock(mutex_);
  return block_seconds_;
}

}  // namespace tabella::bulletin_board
