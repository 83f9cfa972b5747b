// One authority's node with the embedded sequencer: takes posts, puts them into blocks, makes each
// block durable, signs the checkpoint, and only then answers. docs/log.md, "Store".
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/node/store.h"
#include "bulletin_board/receipt.h"
#include "bulletin_board/sign_post.h"

namespace tabella::bulletin_board {

struct NodeOptions {
  std::string store_path;
  unsigned threads = 1;
  // How long posts are collected before a block is made.
  std::uint32_t block_ms = 50;
  // Posts that may wait; more are turned away.
  std::size_t max_waiting = 20'000;
  std::size_t max_block = 4'000;
  // Seconds since 1970.
  std::function<std::uint64_t()> clock;
};

// What became of a post, once its block is durable and its checkpoint is signed.
struct Answer {
  Verdict verdict;
  // Set if exactly these bytes were in the log already: the same receipt as before.
  bool repeated = false;
};

class Node {
 public:
  // Replays the log of the store; throws StoreFailure if it is not what the rules make of it. The
  // log key's name is the log's origin.
  Node(NodeOptions options, Signer log_key);
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node() { stop(); }

  // Finishes the block that is being made, answers the posts that wait as refused (node.stopped),
  // and takes no more. Every `respond` has returned when it returns: to be called before anything
  // that they use goes.
  void stop();

  using Respond = std::function<void(const Answer&)>;
  // False if too many wait: try again later. `respond` is called once, from another thread.
  [[nodiscard]] bool submit(Bytes post, Respond respond);
  // Waits for the answer.
  [[nodiscard]] Answer submit_and_wait(Bytes post);

  // The latest signed checkpoint.
  [[nodiscard]] std::string checkpoint() const;
  [[nodiscard]] std::optional<Bytes> tile(const TileId& tile) const;
  // Under the latest checkpoint; none if it does not cover the entry.
  [[nodiscard]] std::optional<Receipt> receipt(std::uint64_t index) const;
  [[nodiscard]] std::size_t waiting() const;
  // Why the node stopped, if the disk failed: it answers nothing more.
  [[nodiscard]] std::optional<std::string> failure() const;

  // Looks at the state between blocks.
  template <class Look>
  [[nodiscard]] auto look(Look look) const {
    const std::lock_guard lock(state_mutex_);
    return look(board_);
  }

 private:
  struct Waiting {
    Bytes post;
    Respond respond;
  };

  void replay();
  void work();
  void make_block(std::vector<Waiting> posts);
  void sign_checkpoint_of(std::uint64_t size, const Hash& root);

  NodeOptions options_;
  Signer log_key_;
  mutable std::mutex state_mutex_;  // store_, board_, checkpoint_
  Store store_;
  Board board_;
  Checkpoint latest_;
  std::string checkpoint_;

  mutable std::mutex queue_mutex_;  // waiting_, stopping_, failure_
  std::condition_variable queue_changed_;
  std::deque<Waiting> waiting_;
  bool stopping_ = false;
  std::optional<std::string> failure_;
  std::jthread worker_;
};

}  // namespace tabella::bulletin_board
