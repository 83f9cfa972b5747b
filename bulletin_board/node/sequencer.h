// Who puts posts in order, and who knows what they mean. A sequencer decides which posts make the
// next block and at what time; the application judges them. The steps of a block are those that
// consensus engines ask for, under their names of ABCI 2.0. docs/log.md, "Sequencers".
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "crypto/bytes.h"

namespace tabella::bulletin_board {

// What a sequencer asks of its node, which owns both. Called by one sequencer, one call at a time:
// finalize, commit, finalize, ...
class Application {
 public:
  Application() = default;
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;
  virtual ~Application() = default;

  // FinalizeBlock: judges the posts of the next block in their order; seconds since 1970. The same
  // on every node for the same blocks. Posts may be there twice, or be in the log already, or mean
  // nothing; a block may have none. Nothing is durable yet.
  virtual void finalize(std::uint64_t time, std::span<const Bytes> posts) = 0;
  // Commit: makes the block durable, and only then answers those who sent its posts. Throws when
  // the disk fails, and is not called again after that.
  virtual void commit() = 0;
  // There will be no more blocks; commit failed, or the sequencer did.
  virtual void halt(const std::string& reason) = 0;
};

// Owned by the node, and called from any thread. It calls its application from one of its own.
class Sequencer {
 public:
  Sequencer() = default;
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;
  virtual ~Sequencer() = default;

  // Begins to make blocks.
  virtual void start() = 0;
  // False if too many posts wait, or no more are taken. A post that is taken is in one of the next
  // blocks, or there are no more blocks.
  [[nodiscard]] virtual bool submit(Bytes post) = 0;
  // Posts that are in no block yet.
  [[nodiscard]] virtual std::size_t waiting() const = 0;
  // Finishes the block that is being made. Takes no more posts.
  virtual void stop() = 0;
};

using MakeSequencer = std::function<std::unique_ptr<Sequencer>(Application&)>;

}  // namespace tabella::bulletin_board
