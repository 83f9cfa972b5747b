// From a signed checkpoint to a published one: asks the witnesses of the policy for cosignatures
// and publishes what it has. Between phases too few cosignatures are only noted (fail open); a
// checkpoint that ends voting or holds a result waits until the policy is met (fail closed).
// docs/log.md, "Publishing".
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

#include "bulletin_board/checkpoint.h"
#include "bulletin_board/policy.h"
#include "bulletin_board/witness.h"

namespace tabella::bulletin_board {

// Sends a request to one witness; none if it cannot be reached. Called from the publisher's thread.
using AskWitness =
    std::function<std::optional<WitnessAnswer>(const PolicyWitness&, const AddCheckpoint&)>;

struct PublishedCheckpoint {
  Checkpoint checkpoint;
  std::string note;       // with the cosignatures that came in
  bool cosigned = false;  // whether they meet the policy
};

class Publisher {
 public:
  struct Hooks {
    // The consistency path between two sizes of the log.
    std::function<HashPath(std::uint64_t old_size, std::uint64_t size)> prove;
    // Makes a checkpoint durable before it is shown; throws when the disk fails.
    std::function<void(const PublishedCheckpoint&)> save;
    // All checkpoints up to this size were published, or wait for their policy.
    std::function<void(std::uint64_t size)> after_round;
    // save failed; nothing more is published.
    std::function<void(const std::string& reason)> failed;
  };

  // Without a policy every checkpoint is published as it is, by the thread that offers it.
  // A witness that did not answer is left alone for `rest`, unless voting ends.
  Publisher(std::optional<Policy> policy, AskWitness ask, std::chrono::milliseconds rest,
            Hooks hooks);
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;
  ~Publisher() { stop(); }

  // What was published before a restart. As long as the log has this size, it is shown with the
  // cosignatures that it was shown with.
  void resume(PublishedCheckpoint published);
  // Larger than any before. weighty: it ends voting or holds a result; neither it nor a later one
  // is published before the policy is met. A later offer takes the place of one that waits.
  void offer(SignedCheckpoint checkpoint, bool weighty);
  [[nodiscard]] std::optional<PublishedCheckpoint> published() const;
  // Finishes the round that is under way.
  void stop();

 private:
  void work();
  // With the cosignatures that this size was shown with before; whether the policy is met.
  bool publish(const SignedCheckpoint& checkpoint);
  void collect(SignedCheckpoint& checkpoint, bool weighty);
  void ask(const PolicyWitness& witness, SignedCheckpoint& checkpoint);

  std::optional<Policy> policy_;
  AskWitness ask_;
  std::chrono::milliseconds rest_;
  Hooks hooks_;
  // The size that each witness signed last, as far as is known.
  std::map<std::string, std::uint64_t> confirmed_;
  std::map<std::string, std::chrono::steady_clock::time_point> resting_until_;

  mutable std::mutex mutex_;  // all below
  std::condition_variable changed_;
  std::optional<SignedCheckpoint> offer_;
  std::uint64_t weighty_ = 0;  // the largest size of a weighty one
  std::optional<PublishedCheckpoint> published_;
  bool stopping_ = false;
  std::jthread worker_;
};

}  // namespace tabella::bulletin_board
