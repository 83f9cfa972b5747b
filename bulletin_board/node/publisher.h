// From a signed checkpoint to a published one: asks the witnesses of the policy for cosignatures
// and publishes what it has. Between phases too few cosignatures are only noted (fail open); a
// checkpoint that ends voting or holds a result waits until the policy is met (fail closed). A
// witness that shows a checkpoint of our own key which this log does not extend ends it all: going
// on would sign a fork. docs/log.md, "Publishing".
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/log/witness.h"

namespace tabella::bulletin_board {

// How witnesses are asked. None if one cannot be reached; called from the publisher's thread.
struct WitnessClient {
  std::function<std::optional<WitnessReply>(const PolicyWitness&, const AddCheckpoint&)>
      add_checkpoint;
  // The note that it signed last for this log.
  std::function<std::optional<std::string>(const PolicyWitness&)> latest;
};

struct WitnessTimes {
  // How long one that did not answer is left alone, unless voting ends.
  std::chrono::milliseconds rest = std::chrono::seconds(10);
  // While the log does not grow they sign again so often, so that readers see that it is current.
  std::chrono::milliseconds renewal = std::chrono::minutes(10);
};

struct PublishedCheckpoint {
  Checkpoint checkpoint;
  std::string note;       // with the cosignatures that came in
  bool cosigned = false;  // whether they meet the policy
};

// Owned by the node. Offers come from the sequencer's thread, readers from any; it asks the
// witnesses and calls its hooks from a thread of its own, or without witnesses from the one that
// offers.
class Publisher {
 public:
  struct Hooks {
    // The consistency path between two sizes of the log.
    std::function<HashPath(std::uint64_t old_size, std::uint64_t size)> prove;
    // Makes a checkpoint durable before it is shown; throws when the disk fails.
    std::function<void(const PublishedCheckpoint&)> save;
    // Whether the log begins with what this checkpoint of it covers.
    std::function<bool(const Checkpoint&)> extends;
    // Seconds of a clock that never jumps.
    std::function<std::uint64_t()> steady;
    // Shown to readers from now on; made when the steady clock said `since`.
    std::function<void(const PublishedCheckpoint&, std::uint64_t since)> shown;
    // All checkpoints up to this size were published, or wait for their policy.
    std::function<void(std::uint64_t size)> after_round;
    // save failed, or a witness saw another log of our key; nothing more is published.
    std::function<void(const std::string& reason)> failed;
  };

  // Without a policy every checkpoint is published as it is, by the thread that offers it.
  Publisher(std::optional<Policy> policy, WitnessClient witnesses, WitnessTimes times, Hooks hooks);
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;
  ~Publisher() { stop(); }

  // What was published before a restart. As long as the log has this size, it is shown with the
  // cosignatures that it was shown with.
  void resume(PublishedCheckpoint published);
  // Larger than any before. weighty: it ends voting or holds a result; neither it nor a later one
  // is published before the policy is met. A later offer takes the place of one that waits.
  void offer(SignedCheckpoint checkpoint, bool weighty);
  // Until each witness was asked once, if any can be asked.
  void wait_for_a_round();
  [[nodiscard]] std::optional<PublishedCheckpoint> published() const;
  // Finishes the round that is under way.
  void stop();

 private:
  struct Offer {
    SignedCheckpoint checkpoint;
    std::uint64_t since = 0;  // by the steady clock
  };

  void work();
  // With the cosignatures that this size was shown with before; whether the policy is met.
  bool publish(const Offer& offer);
  // What is shown, as the log alone signed it.
  [[nodiscard]] std::optional<Offer> shown_without_cosignatures() const;
  void collect(SignedCheckpoint& checkpoint, bool weighty);
  void ask(const PolicyWitness& witness, SignedCheckpoint& checkpoint);
  // Throws if it holds a checkpoint of our key that this log does not extend.
  void compare_with(const PolicyWitness& witness);
  void leave_alone(const PolicyWitness& witness);
  void fail(const std::string& reason);

  std::optional<Policy> policy_;
  WitnessClient witnesses_;
  WitnessTimes times_;
  Hooks hooks_;
  // The size that each witness signed last, as far as is known.
  std::map<std::string, std::uint64_t> confirmed_;
  std::map<std::string, std::chrono::steady_clock::time_point> resting_until_;

  mutable std::mutex mutex_;  // all below
  std::condition_variable changed_;
  std::optional<Offer> offer_;
  std::uint64_t weighty_ = 0;  // the largest size of a weighty one
  std::optional<PublishedCheckpoint> published_;
  bool has_asked_ = false;
  bool stopping_ = false;
  std::jthread worker_;
};

}  // namespace tabella::bulletin_board
