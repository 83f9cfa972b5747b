// One authority's node: takes posts, has a sequencer put them into blocks, makes each block
// durable, signs the checkpoint, and only then answers. docs/log.md, "Store".
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "bulletin_board/log/receipt.h"
#include "bulletin_board/node/ballot_index.h"
#include "bulletin_board/node/board_application.h"
#include "bulletin_board/node/board_clock.h"
#include "bulletin_board/node/board_status.h"
#include "bulletin_board/node/desk.h"
#include "bulletin_board/node/embedded_sequencer.h"
#include "bulletin_board/node/publisher.h"
#include "bulletin_board/node/sequencer.h"
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
  // How far the computer's clock, that of `embedded`, is believed.
  BoardClock::Options clock = {};
  int checkpoint_pages = Database::kCheckpointPages;
  // Told once why nothing more is accepted, if the node fails while it runs.
  std::function<void(const std::string& reason)> failed = [](const std::string&) {};
};

// Puts the parts together (a sequencer calls the application, whose blocks go to the publisher and
// whose verdicts go to the desk), and is what a server reads from. Outlives its server, which calls
// it from any thread; the parts call each other from the sequencer's and the publisher's.
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

  // False if too many wait: try again later. `respond` is called once, from another thread.
  [[nodiscard]] bool submit(Bytes post, Desk::Respond respond);
  // Waits for the reply.
  [[nodiscard]] Reply submit_and_wait(Bytes post);

  [[nodiscard]] const VerifierKey& log_key() const { return log_key_.verifier(); }

  // None of the following waits for a block to be judged, but `look`.

  // The latest that is published; none before the first.
  [[nodiscard]] std::optional<PublishedCheckpoint> published() const {
    return publisher_.published();
  }
  // After the last block.
  [[nodiscard]] std::shared_ptr<const BoardStatus> status() const { return status_.latest(); }
  [[nodiscard]] std::optional<Bytes> tile(const TileId& tile) const { return store_.tile(tile); }
  // Under the published checkpoint; none if it does not cover the entry.
  [[nodiscard]] std::optional<Receipt> receipt(std::uint64_t index) const;
  [[nodiscard]] const BallotIndex& ballots() const { return ballots_; }
  [[nodiscard]] ClockReading clock() const { return clock_.read(); }
  [[nodiscard]] std::size_t waiting() const { return sequencer_->waiting(); }
  // Spent on making blocks, so far.
  [[nodiscard]] double block_seconds() const { return application_.block_seconds(); }
  // Why the node stopped, if the disk failed or a witness saw another log of its key: it takes
  // nothing more.
  [[nodiscard]] std::optional<std::string> failure() const { return application_.failure(); }

  // Looks at the state after a block was judged, and waits while one is.
  template <class Look>
  [[nodiscard]] auto look(Look look) const {
    return application_.look(std::move(look));
  }

 private:
  [[nodiscard]] BoardApplication::Hooks application_hooks();
  [[nodiscard]] Publisher::Hooks publisher_hooks();
  // Whether the log begins with what this checkpoint covers.
  [[nodiscard]] bool extends(const Checkpoint& checkpoint) const;
  void resume_publishing();
  // The signed checkpoint of a log that is durable, durable itself.
  [[nodiscard]] SignedCheckpoint sign_checkpoint_of(const BoardInfo& info);
  void reply_to_published();
  [[nodiscard]] std::optional<std::uint64_t> last_seen() const;
  [[nodiscard]] std::optional<std::uint64_t> seen_by_quorum(const std::string& checkpoint) const;
  void start_sequencer();
  // Posts what the published checkpoint shows of elections, as anybody may.
  void submit_cosigned();

  NodeOptions options_;
  Signer log_key_;
  Store store_;
  BallotIndex ballots_;
  LatestStatus status_;
  Desk desk_;
  BoardApplication application_;
  BoardClock clock_;
  Publisher publisher_;
  std::unique_ptr<Sequencer> sequencer_;
  std::atomic<bool> takes_posts_ = false;
};

}  // namespace tabella::bulletin_board
