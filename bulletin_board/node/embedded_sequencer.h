// The sequencer of a node that is alone: posts in the order in which they come, blocks by time
// and number of posts.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "bulletin_board/node/board_clock.h"
#include "bulletin_board/node/sequencer.h"

namespace tabella::bulletin_board {

struct EmbeddedOptions {
  // How long posts are collected before a block is made.
  std::uint32_t block_ms = 50;
  // Posts that may wait, and their bytes; more are turned away.
  std::size_t max_waiting = 20'000;
  std::size_t max_waiting_bytes = std::size_t{1} << 27;
  // Posts in one block, which also has no more than BlockSize permits.
  std::size_t max_block = 4'000;
  // Seconds since 1970.
  std::function<std::uint64_t()> clock = wall_seconds;
};

// Owned by its node. Posts may come from any thread; blocks are made on a thread of its own.
class EmbeddedSequencer : public Sequencer {
 public:
  // The application outlives it.
  EmbeddedSequencer(EmbeddedOptions options, Application& application)
      : options_(std::move(options)), application_(application) {}
  ~EmbeddedSequencer() override { EmbeddedSequencer::stop(); }

  void start() override;
  [[nodiscard]] bool submit(Bytes post) override;
  [[nodiscard]] std::size_t waiting() const override;
  void stop() override;

 private:
  void work();
  // The posts of the next block; waits for some, or for a second: the schedule may have work to do.
  [[nodiscard]] std::vector<Bytes> collect(std::unique_lock<std::mutex>& lock);

  EmbeddedOptions options_;
  Application& application_;
  mutable std::mutex mutex_;  // waiting_, waiting_bytes_, stopping_
  std::condition_variable changed_;
  std::deque<Bytes> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool stopping_ = false;
  std::jthread worker_;
};

}  // namespace tabella::bulletin_board
