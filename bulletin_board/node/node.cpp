#include "bulletin_board/node/node.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <map>
#include <utility>

#include "bulletin_board/node/parallel.h"
#include "bulletin_board/posts_json.h"

namespace tabella::bulletin_board {

namespace {

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Pieces on so many threads.
Board::RunPieces on_threads(unsigned threads) {
  if (threads <= 1) return run_in_turn;
  return [threads](std::size_t pieces, const std::function<void(std::size_t)>& piece) {
    in_parallel(pieces, threads, [&](std::size_t i, unsigned) { piece(i); });
  };
}

Answer stopped() {
  return {{std::nullopt, Error{"node.stopped", "", "the node is stopping; try again"}, {}}, false};
}

}  // namespace

Node::Node(NodeOptions options, Signer log_key)
    : options_(std::move(options)),
      log_key_(std::move(log_key)),
      store_(options_.store_path),
      board_([this](std::uint64_t index) { return store_.read_entry(index); },
             on_threads(options_.threads)) {
  replay();
  worker_ = std::jthread([this] { work(); });
}

void Node::stop() {
  {
    const std::lock_guard lock(queue_mutex_);
    stopping_ = true;
  }
  queue_changed_.notify_all();
  if (worker_.joinable()) worker_.join();
}

// Submits the stored posts again, block by block: the log must be what the rules make of it.
void Node::replay() {
  std::vector<Bytes> posts;
  std::vector<Bytes> stored;
  for (std::uint64_t i = 0, size = store_.size(); i < size; ++i) {
    Bytes entry = store_.read_entry(i);
    stored.push_back(entry);
    const auto record = decode_block_record(as_text(entry));
    if (!record) {
      if (!decode_result_record(as_text(entry))) posts.push_back(std::move(entry));
      continue;
    }
    const Block block = board_.apply(record->time, posts);
    if (block.entries != stored) {
      throw StoreFailure(
          "the stored log is not what the rules make of it, in the block that ends "
          "with entry " +
          std::to_string(i));
    }
    posts.clear();
    stored.clear();
  }
  if (!stored.empty()) throw StoreFailure("the stored log ends within a block");
  if (const auto note = store_.checkpoint()) {
    const auto opened = SignedCheckpoint::open(*note, log_key_.verifier());
    if (!opened) throw StoreFailure("the stored checkpoint: " + opened.error().message());
    const Checkpoint& old = opened->checkpoint;
    if (old.size > board_.size() || root_of(old.size, store_.subtrees()) != old.root) {
      throw StoreFailure("the stored log does not extend its checkpoint");
    }
  }
  sign_checkpoint_of(board_.size(), board_.root());
}

void Node::sign_checkpoint_of(std::uint64_t size, const Hash& root) {
  latest_ = {log_key_.verifier().name(), size, root};
  checkpoint_ = sign_checkpoint(latest_, log_key_.secret()).encode();
  store_.save_checkpoint(size, checkpoint_);
}

bool Node::submit(Bytes post, Respond respond) {
  {
    const std::lock_guard lock(queue_mutex_);
    if (stopping_ || failure_ || waiting_.size() >= options_.max_waiting) return false;
    waiting_.push_back({std::move(post), std::move(respond)});
  }
  queue_changed_.notify_all();
  return true;
}

Answer Node::submit_and_wait(Bytes post) {
  std::promise<Answer> promise;
  auto future = promise.get_future();
  if (!submit(std::move(post), [&promise](const Answer& answer) { promise.set_value(answer); })) {
    return stopped();
  }
  return future.get();
}

void Node::work() {
  using namespace std::chrono;
  const milliseconds pause(options_.block_ms);
  std::unique_lock lock(queue_mutex_);
  while (!stopping_ && !failure_) {
    // Woken by posts, or once a second for what the schedule does.
    queue_changed_.wait_for(lock, seconds(1), [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) break;
    if (!waiting_.empty() && waiting_.size() < options_.max_block) {
      queue_changed_.wait_for(
          lock, pause, [this] { return stopping_ || waiting_.size() >= options_.max_block; });
    }
    std::vector<Waiting> posts;
    while (!waiting_.empty() && posts.size() < options_.max_block) {
      posts.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    lock.unlock();
    try {
      make_block(std::move(posts));
      lock.lock();
    } catch (const std::exception& error) {
      // The first failed write is final: nothing is acknowledged, nothing more is taken.
      lock.lock();
      failure_ = error.what();
    }
  }
  const std::deque<Waiting> left = std::move(waiting_);
  waiting_.clear();
  lock.unlock();
  for (const Waiting& each : left) each.respond(stopped());
}

void Node::make_block(std::vector<Waiting> posts) {
  std::vector<Answer> answers(posts.size());
  {
    const std::lock_guard lock(state_mutex_);
    std::vector<Bytes> fresh;
    std::map<Hash, std::size_t> place;                       // of each fresh post, by its leaf
    std::vector<std::pair<std::size_t, std::size_t>> asked;  // answer, and place in the block
    for (std::size_t i = 0; i < posts.size(); ++i) {
      const Hash leaf = leaf_hash(posts[i].post);
      if (const auto index = store_.find(leaf)) {
        answers[i].verdict.index = index;
        answers[i].repeated = true;
        continue;
      }
      // The same bytes twice in one block are one post: both senders get its place.
      const auto [known, is_new] = place.emplace(leaf, fresh.size());
      if (is_new) fresh.push_back(posts[i].post);
      answers[i].repeated = !is_new;
      asked.emplace_back(i, known->second);
    }
    const std::uint64_t now = options_.clock();
    const bool due = board_.next_due().value_or(~std::uint64_t{0}) <= now;
    if (!fresh.empty() || due) {
      const Block block = board_.apply(now, fresh);
      for (const auto& [answer, at] : asked) answers[answer].verdict = block.verdicts[at];
      if (!block.entries.empty()) {
        store_.append(block.entries);
        sign_checkpoint_of(board_.size(), board_.root());
      }
    }
  }
  for (std::size_t i = 0; i < posts.size(); ++i) posts[i].respond(answers[i]);
}

std::string Node::checkpoint() const {
  const std::lock_guard lock(state_mutex_);
  return checkpoint_;
}

std::optional<Bytes> Node::tile(const TileId& tile) const {
  const std::lock_guard lock(state_mutex_);
  return store_.tile(tile);
}

std::optional<Receipt> Node::receipt(std::uint64_t index) const {
  const std::lock_guard lock(state_mutex_);
  if (index >= latest_.size) return std::nullopt;
  return Receipt{index, inclusion_path(index, latest_.size, store_.subtrees()), checkpoint_};
}

std::size_t Node::waiting() const {
  const std::lock_guard lock(queue_mutex_);
  return waiting_.size();
}

std::optional<std::string> Node::failure() const {
  const std::lock_guard lock(queue_mutex_);
  return failure_;
}

}  // namespace tabella::bulletin_board
