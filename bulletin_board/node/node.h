// One authority's node: takes posts, has a sequencer put them into blocks, makes each block
// durable, signs the checkpoint, and only then answers. docs/log.md, "Store".
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/log/receipt.h"
#include "bulletin_board/node/ballot_index.h"
#include "bulletin_board/node/board_status.h"
#include "bulletin_board/node/embedded_sequencer.h"
#include "bulletin_board/node/publisher.h"
#include "bulletin_board/node/sequencer.h"
#include "bulletin_board/node/state_file.h"
#include "bulletin_board/node/store.h"
#include "bulletin_board/sign_post.h"

namespace tabella::bulletin_board {

struct NodeOptions {
  std::string store_path;
  unsigned threads = 1;
  EmbeddedOptions embedded = {};
  // Null: the embedded sequencer.
  MakeSequencer make_sequencer = {};
  // Whose cosignatures a checkpoint is published with, and how they are asked.
  std::optional<Policy> policy = {};
  WitnessClient witnesses = {};
  WitnessTimes witness_times = {};
  int checkpoint_pages = Database::kCheckpointPages;
  // Told once why nothing more is accepted, if the node fails while it runs.
  std::function<void(const std::string& reason)> failed = [](const std::string&) {};
};

// What became of a post, once its block is durable and its checkpoint was published, or waits for
// the witnesses.
struct Answer {
  Verdict verdict;
  // Set if exactly these bytes were in the log already: the same receipt as before.
  bool repeated = false;
};

class Node : private Application {
 public:
  // Replays the log of the store; throws StoreFailure if it is not what the rules make of it. The
  // log key's name is the log's origin.
  Node(NodeOptions options, Signer log_key);
  ~Node() override { stop(); }

  // Finishes the block that is being made, answers the posts that wait as refused (node.stopped),
  // and takes no more. Every `respond` has returned when it returns: to be called before anything
  // that they use goes.
  void stop();

  using Respond = std::function<void(const Answer&)>;
  // False if too many wait: try again later. `respond` is called once, from another thread.
  [[nodiscard]] bool submit(Bytes post, Respond respond);
  // Waits for the answer.
  [[nodiscard]] Answer submit_and_wait(Bytes post);

  // Of none of the following has anybody to wait while a block is judged.

  // The latest that is published; none before the first.
  [[nodiscard]] std::optional<PublishedCheckpoint> published() const {
    return publisher_.published();
  }
  // After the last block.
  [[nodiscard]] std::shared_ptr<const BoardStatus> status() const;
  [[nodiscard]] std::optional<Bytes> tile(const TileId& tile) const;
  // Under the published checkpoint; none if it does not cover the entry.
  [[nodiscard]] std::optional<Receipt> receipt(std::uint64_t index) const;
  [[nodiscard]] const BallotIndex& ballots() const { return ballots_; }
  [[nodiscard]] std::size_t waiting() const;
  // Spent on making blocks, so far.
  [[nodiscard]] double block_seconds() const;
  // Why the node stopped, if the disk failed or a witness saw another log of its key: it takes
  // nothing more.
  [[nodiscard]] std::optional<std::string> failure() const;

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
    // By the leaf of the post.
    std::vector<std::pair<Hash, Answer>> answers;
    bool weighty = false;
  };

  // An answer that is given when the checkpoint of this size was published.
  struct Decided {
    std::uint64_t size = 0;
    Answer answer;
    Respond respond;
  };

  void finalize_block(std::uint64_t time, std::span<const Bytes> posts) override;
  void commit() override;
  void halt(const std::string& reason) override;

  // Whether the log begins with what this checkpoint covers.
  [[nodiscard]] bool extends(const Checkpoint& checkpoint) const;
  void replay();
  void resume_publishing();
  // The signed checkpoint of the board as it is now, durable.
  [[nodiscard]] SignedCheckpoint sign_checkpoint_now();
  void judge(std::uint64_t time, std::span<const Bytes> posts);
  void spent_since(std::chrono::steady_clock::time_point start);
  // Puts the pending answers beside those who asked for them.
  void settle();
  void answer_up_to(std::uint64_t size);
  // Those whose posts will be in no block. After a failure also those whose block was not
  // published: it may never be, and a post that is sent again is told its place.
  void turn_away();
  [[nodiscard]] Publisher::Hooks publisher_hooks();

  NodeOptions options_;
  Signer log_key_;
  mutable std::mutex board_mutex_;  // board_; taken before the others
  Store store_;
  StateFile state_;  // of board_ and ballots_
  Board board_;
  BallotIndex ballots_;
  mutable std::mutex status_mutex_;  // status_, block_seconds_
  std::shared_ptr<const BoardStatus> status_ = std::make_shared<BoardStatus>();
  Pending pending_;
  double block_seconds_ = 0;
  std::mutex decided_mutex_;  // decided_
  std::deque<Decided> decided_;

  mutable std::mutex asked_mutex_;  // asked_, stopping_, failure_
  // Whose posts are on their way into a block, by the leaf of the post.
  std::map<Hash, std::vector<Respond>> asked_;
  bool stopping_ = false;
  std::optional<std::string> failure_;
  Publisher publisher_;
  std::unique_ptr<Sequencer> sequencer_;
};

}  // namespace tabella::bulletin_board
