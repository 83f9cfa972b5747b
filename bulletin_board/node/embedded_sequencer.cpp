#include "bulletin_board/node/embedded_sequencer.h"

#include <chrono>
#include <utility>
#include <vector>

#include "bulletin_board/rules/block_size.h"

namespace tabella::bulletin_board {

using std::chrono::milliseconds;
using std::chrono::seconds;

void EmbeddedSequencer::start() {
  worker_ = std::jthread([this] { work(); });
}

bool EmbeddedSequencer::submit(Bytes post) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || waiting_.size() >= options_.max_waiting) return false;
    if (post.size() > options_.max_waiting_bytes - waiting_bytes_) return false;
    waiting_bytes_ += post.size();
    waiting_.push_back(std::move(post));
  }
  changed_.notify_all();
  return true;
}

std::size_t EmbeddedSequencer::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

void EmbeddedSequencer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (worker_.joinable()) worker_.join();
}

std::vector<Bytes> EmbeddedSequencer::collect(std::unique_lock<std::mutex>& lock) {
  changed_.wait_for(lock, seconds(1), [this] { return stopping_ || !waiting_.empty(); });
  if (!stopping_ && !waiting_.empty() && waiting_.size() < options_.max_block) {
    changed_.wait_for(lock, milliseconds(options_.block_ms),
                      [this] { return stopping_ || waiting_.size() >= options_.max_block; });
  }
  std::vector<Bytes> posts;
  BlockSize size;
  while (!stopping_ && !waiting_.empty() && posts.size() < options_.max_block &&
         size.has_room_for(waiting_.front().size())) {
    size.add(waiting_.front().size());
    waiting_bytes_ -= waiting_.front().size();
    posts.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return posts;
}

void EmbeddedSequencer::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    const std::vector<Bytes> posts = collect(lock);
    if (stopping_) break;
    lock.unlock();
    try {
      application_.finalize(options_.clock(), posts);
      application_.commit();
    } catch (const std::exception& error) {
      lock.lock();
      stopping_ = true;
      lock.unlock();
      application_.halt(error.what());
      return;
    }
    lock.lock();
  }
}

}  // namespace tabella::bulletin_board
