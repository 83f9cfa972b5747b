#include "bulletin_board/node/node.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <map>
#include <utility>

#include "bulletin_board/node/embedded_sequencer.h"
#include "bulletin_board/node/parallel.h"
#include "bulletin_board/rules/block_reader.h"

namespace tabella::bulletin_board {

namespace {

// Pieces on so many threads.
Board::RunPieces on_threads(unsigned threads) {
  if (threads <= 1) return run_in_turn;
  return [threads](std::size_t pieces, const std::function<void(std::size_t)>& piece) {
    in_parallel(pieces, threads, [&](std::size_t i, unsigned) { piece(i); });
  };
}

// How many elections have ended voting, and how many have a result: what readers must not see in
// two versions.
std::size_t weighty_phases(const Board& board) {
  std::size_t count = 0;
  for (const auto& [id, election] : board.elections()) {
    if (election.phase() >= Phase::closed) ++count;
    if (election.phase() >= Phase::finished) ++count;
  }
  return count;
}

Answer stopped() {
  return {{std::nullopt, Error{"node.stopped", "", "the node is stopping; try again"}, {}}, false};
}

}  // namespace

Node::Node(NodeOptions options, Signer log_key)
    : options_(std::move(options)),
      log_key_(std::move(log_key)),
      store_(options_.store_path, options_.checkpoint_pages),
      state_(options_.store_path + ".state"),
      board_([this](std::uint64_t index) { return read_entry(index); },
             on_threads(options_.threads),
             [this](const RowSize& size) { return state_.make_table(size); }),
      ballots_(options_.store_path + ".index",
               [this](std::uint64_t index) { return read_entry(index); }),
      publisher_(options_.policy, options_.witnesses, options_.witness_times, publisher_hooks()) {
  replay();
  resume_publishing();
  Application& application = *this;
  sequencer_ =
      options_.make_sequencer
          ? options_.make_sequencer(application)
          : std::make_unique<EmbeddedSequencer>(
                EmbeddedOptions{options_.block_ms, options_.max_waiting, options_.max_waiting_bytes,
                                options_.max_block, options_.clock},
                application);
  sequencer_->start();
}

Bytes Node::read_entry(std::uint64_t index) const {
  const std::lock_guard lock(store_mutex_);
  return store_.read_entry(index);
}

Publisher::Hooks Node::publisher_hooks() {
  return {.prove =
              [this](std::uint64_t old_size, std::uint64_t size) {
                const std::lock_guard lock(store_mutex_);
                return consistency_path(old_size, size, store_.subtrees());
              },
          .save =
              [this](const PublishedCheckpoint& published) {
                const std::lock_guard lock(store_mutex_);
                store_.save_published(published.checkpoint.size, published.note);
              },
          .extends = [this](const Checkpoint& checkpoint) { return extends(checkpoint); },
          .after_round = [this](std::uint64_t size) { answer_up_to(size); },
          .failed = [this](const std::string& reason) { halt(reason); }};
}

void Node::stop() {
  {
    const std::lock_guard lock(asked_mutex_);
    stopping_ = true;
  }
  if (sequencer_) sequencer_->stop();
  publisher_.stop();
  // Their blocks are durable, published or not.
  if (!failure()) answer_up_to(~std::uint64_t{0});
  turn_away();
}

bool Node::extends(const Checkpoint& checkpoint) const {
  const std::lock_guard lock(store_mutex_);
  return checkpoint.size <= store_.size() &&
         root_of(checkpoint.size, store_.subtrees()) == checkpoint.root;
}

// Submits the stored posts again, block by block: the log must be what the rules make of it.
void Node::replay() {
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
    ballots_.take(board_, block.ballots, stored.first, block.entries);
  }
  if (auto end = reader.end(); !end) throw StoreFailure(end.error().message());
  status_ = status_of(board_, *status_);
}

// What was shown or signed before is extended, never taken back.
void Node::resume_publishing() {
  const auto extended = [this](const std::string& note, const char* which) {
    auto opened = SignedCheckpoint::open(note, log_key_.verifier());
    if (!opened) {
      throw StoreFailure("the " + std::string(which) + " checkpoint: " + opened.error().message());
    }
    if (!extends(opened->checkpoint)) {
      throw StoreFailure("the stored log does not extend its " + std::string(which) +
                         " checkpoint");
    }
    return *std::move(opened);
  };
  if (const auto note = store_.checkpoint()) (void)extended(*note, "signed");
  std::uint64_t shown = 0;
  if (const auto note = store_.published()) {
    const SignedCheckpoint published = extended(*note, "published");
    shown = published.checkpoint.size;
    publisher_.resume(
        {published.checkpoint, *note, !options_.policy || options_.policy->check(published.note)});
  }
  // What was not shown yet may have ended voting.
  publisher_.offer(sign_checkpoint_now(), shown < board_.size());
}

SignedCheckpoint Node::sign_checkpoint_now() {
  const Checkpoint checkpoint{log_key_.verifier().name(), board_.size(), board_.root()};
  SignedNote note = sign_checkpoint(checkpoint, log_key_.secret());
  const std::lock_guard lock(store_mutex_);
  store_.save_checkpoint(checkpoint.size, note.encode());
  return {checkpoint, std::move(note)};
}

bool Node::submit(Bytes post, Respond respond) {
  const Hash leaf = leaf_hash(post);
  const std::lock_guard lock(asked_mutex_);
  if (stopping_ || failure_) return false;
  // The same bytes on their way twice are one post: both senders get its place.
  const auto [asked, is_new] = asked_.try_emplace(leaf);
  if (is_new && !sequencer_->submit(std::move(post))) {
    asked_.erase(asked);
    return false;
  }
  asked->second.push_back(std::move(respond));
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

void Node::finalize_block(std::uint64_t time, std::span<const Bytes> posts) {
  if (const auto reason = failure()) throw StoreFailure(*reason);
  const auto start = std::chrono::steady_clock::now();
  pending_ = {};
  {
    const std::lock_guard lock(board_mutex_);
    judge(time, posts);
  }
  spent_since(start);
}

void Node::spent_since(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const std::lock_guard lock(status_mutex_);
  block_seconds_ += seconds.count();
}

void Node::judge(std::uint64_t time, std::span<const Bytes> posts) {
  std::vector<Bytes> fresh;
  std::map<Hash, std::size_t> place;  // of each fresh post, by its leaf
  for (const Bytes& post : posts) {
    const Hash leaf = leaf_hash(post);
    const auto index = [&] {
      const std::lock_guard lock(store_mutex_);
      return store_.find(leaf);
    }();
    if (index) {
      pending_.answers.push_back({leaf, {{index, std::nullopt, {}}, true}});
    } else if (place.emplace(leaf, fresh.size()).second) {
      fresh.push_back(post);
    }
  }
  const bool due = board_.next_due().value_or(~std::uint64_t{0}) <= time;
  if (fresh.empty() && !due) return;
  const std::size_t weighty = weighty_phases(board_);
  Block block = board_.apply(time, fresh);
  for (const auto& [leaf, at] : place) {
    pending_.answers.push_back({leaf, {std::move(block.verdicts[at]), false}});
  }
  pending_.entries = std::move(block.entries);
  pending_.ballots = std::move(block.ballots);
  pending_.weighty = weighty_phases(board_) > weighty;
}

void Node::commit() {
  const auto start = std::chrono::steady_clock::now();
  if (!pending_.entries.empty()) {
    {
      const std::lock_guard lock(store_mutex_);
      store_.append(pending_.entries);
    }
    ballots_.take(board_, pending_.ballots, board_.size() - pending_.entries.size(),
                  pending_.entries);
    auto next = status_of(board_, *status_);
    {
      const std::lock_guard lock(status_mutex_);
      status_ = std::move(next);
    }
    publisher_.offer(sign_checkpoint_now(), pending_.weighty);
  }
  settle();
  spent_since(start);
  const auto shown = published();
  answer_up_to(shown ? shown->checkpoint.size : 0);
}

void Node::settle() {
  const std::scoped_lock lock(asked_mutex_, decided_mutex_);
  for (auto& [leaf, answer] : pending_.answers) {
    // A post may have come from another node.
    const auto asked = asked_.find(leaf);
    if (asked == asked_.end()) continue;
    // A refusal has no checkpoint to wait for.
    const std::uint64_t due = answer.verdict.index ? board_.size() : 0;
    for (Respond& respond : asked->second) {
      decided_.push_back({due, answer, std::move(respond)});
      answer.repeated = true;
    }
    asked_.erase(asked);
  }
}

void Node::answer_up_to(std::uint64_t size) {
  std::vector<Decided> ready;
  {
    const std::lock_guard lock(decided_mutex_);
    const auto waits = [size](const Decided& each) { return each.size > size; };
    const auto first = std::stable_partition(decided_.begin(), decided_.end(), waits);
    ready.assign(std::make_move_iterator(first), std::make_move_iterator(decided_.end()));
    decided_.erase(first, decided_.end());
  }
  for (const Decided& each : ready) each.respond(each.answer);
}

void Node::halt(const std::string& reason) {
  const bool is_first = [&] {
    const std::lock_guard lock(asked_mutex_);
    if (failure_) return false;
    failure_ = reason;
    return true;
  }();
  if (is_first) options_.failed(reason);
  turn_away();
}

void Node::turn_away() {
  std::map<Hash, std::vector<Respond>> left;
  std::deque<Decided> unpublished;
  {
    const std::scoped_lock lock(asked_mutex_, decided_mutex_);
    left.swap(asked_);
    unpublished.swap(decided_);
  }
  // Durable or not: whoever sends one again is told its place.
  for (const Decided& each : unpublished) each.respond(stopped());
  for (const auto& [leaf, responds] : left) {
    for (const Respond& respond : responds) respond(stopped());
  }
}

std::shared_ptr<const BoardStatus> Node::status() const {
  const std::lock_guard lock(status_mutex_);
  return status_;
}

std::optional<Bytes> Node::tile(const TileId& tile) const {
  const std::lock_guard lock(store_mutex_);
  return store_.tile(tile);
}

std::optional<Receipt> Node::receipt(std::uint64_t index) const {
  const auto shown = published();
  if (!shown || index >= shown->checkpoint.size) return std::nullopt;
  const std::lock_guard lock(store_mutex_);
  return Receipt{index, inclusion_path(index, shown->checkpoint.size, store_.subtrees()),
                 shown->note};
}

std::size_t Node::waiting() const { return sequencer_->waiting(); }

double Node::block_seconds() const {
  const std::lock_guard lock(status_mutex_);
  return block_seconds_;
}

std::optional<std::string> Node::failure() const {
  const std::lock_guard lock(asked_mutex_);
  return failure_;
}

}  // namespace tabella::bulletin_board
