// A witness with its record on disk: what it signed is durable before it answers, and requests are
// judged one after the other, so that a slow one never takes it back.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "bulletin_board/log/witness.h"
#include "bulletin_board/node/sqlite.h"

namespace tabella::bulletin_board {

// Owned by its server, which may call it from any thread.
class WitnessNode {
 public:
  // Throws StoreFailure.
  WitnessNode(const std::string& store_path, Witness witness);

  // The reply to POST add-checkpoint at this time, in seconds since 1970. Throws StoreFailure when
  // the disk fails: nothing was signed then, and nothing more will be.
  [[nodiscard]] WitnessReply add_checkpoint(std::string_view body, std::uint64_t time);
  // The note signed last for the log whose origin has this SHA-256, in hexadecimal.
  [[nodiscard]] std::optional<std::string> latest(std::string_view origin_hash) const;

 private:
  [[nodiscard]] std::optional<SignedCheckpoint> recorded(const VerifierKey& log);

  Witness witness_;
  mutable std::mutex mutex_;  // database_, failed_
  mutable Database database_;
  bool failed_ = false;
};

}  // namespace tabella::bulletin_board
