// The rules as a consensus engine drives them, and the log that they make, on disk.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/node/block_observer.h"
#include "bulletin_board/node/reply.h"
#include "bulletin_board/node/sequencer.h"
#include "bulletin_board/node/state_file.h"
#include "bulletin_board/node/store.h"

namespace tabella::bulletin_board {

// How far the log has come; every node says the same after the same blocks.
struct BoardInfo {
  std::uint64_t height = 0;  // blocks
  std::uint64_t size = 0;    // entries
  Hash root{};               // of the log: what engines call the application's hash
};

// Owned by the node. A sequencer calls finalize and commit in turn, from one thread; all else may
// be called from any. Each of its calls of consensus has the name that ABCI 2.0 gives it.
class BoardApplication : public Application {
 public:
  struct Options {
    // A file that is made anew for the state of the rules.
    std::string state_path;
    // On which ballots are verified.
    unsigned threads = 1;
  };
  // Called while a block is committed, by the sequencer's thread; halted by any.
  struct Hooks {
    // The log has grown to this, durably, and the observers know. weighty: it ends voting or holds
    // a result, which readers must not see in two versions.
    std::function<void(const BoardInfo& info, bool weighty)> grown;
    // What became of the posts of a block, after which the log has this size.
    std::function<void(std::vector<JudgedPost> posts, std::uint64_t size)> judged;
    // There will be no more blocks, and why. Called once.
    std::function<void(const std::string& reason)> halted;
  };

  // Replays the log of the store; throws StoreFailure if it is not what the rules make of it. The
  // store and the observers outlive it.
  BoardApplication(const Options& options, Store& store, std::vector<BlockObserver*> observers,
                   Hooks hooks);

  // Info: after the block that was committed last. To be asked between two blocks.
  [[nodiscard]] BoardInfo info() const;
  // FinalizeBlock. Posts that are in the log already keep their place. Throws if it has halted.
  void finalize(std::uint64_t time, std::span<const Bytes> posts) override;
  // Commit.
  void commit() override;

  void halt(const std::string& reason) override;
  // Why it halted; none as long as it works.
  [[nodiscard]] std::optional<std::string> failure() const;
  // Spent on judging blocks and on making them durable, so far.
  [[nodiscard]] double block_seconds() const;

  // Looks at the state after a block was judged, and waits while one is.
  template <class Look>
  [[nodiscard]] auto look(Look look) const {
    const std::lock_guard lock(board_mutex_);
    return look(board_);
  }

 private:
  // The block that is judged and not durable yet.
  struct Pending {
    std::vector<Bytes> entries;
    std::vector<AcceptedBallot> ballots;
    std::vector<JudgedPost> posts;
    bool weighty = false;
  };

  void replay();
  void judge(std::uint64_t time, std::span<const Bytes> posts);
  void tell_observers(const DurableBlock& block);
  void spent_since(std::chrono::steady_clock::time_point start);

  Store& store_;
  std::vector<BlockObserver*> observers_;
  Hooks hooks_;
  StateFile state_;                 // of board_
  mutable std::mutex board_mutex_;  // board_, which the sequencer's thread alone changes
  Board board_;
  Pending pending_;
  mutable std::mutex mutex_;  // all below
  double block_seconds_ = 0;
  std::optional<std::string> failure_;
};

}  // namespace tabella::bulletin_board
