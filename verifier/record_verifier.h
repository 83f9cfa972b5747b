// The verification of a record, fed with its files as they come, so that the caller may wait for a
// network in between. It says which file it needs next, and keeps of what it read only the state of
// the board. verify.h is the same for files at hand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/log/policy.h"
#include "crypto/bytes.h"
#include "crypto/result.h"
#include "verifier/block_replay.h"
#include "verifier/log_reader.h"
#include "verifier/verification.h"

namespace tabella::verifier {

// Entries that are read before their ballots are verified together: enough for every thread.
inline constexpr std::size_t kAhead = 8192;

// One verification, owned by the program that reads the files and called by one thread. That thread
// lends others through `run_pieces`, for the proofs of many ballots, and has them back when a call
// returns.
class RecordVerifier {
 public:
  // `ahead`: entries that are read before their ballots are verified together. The policy outlives
  // the verifier.
  RecordVerifier(const bulletin_board::Policy& policy, bulletin_board::Board::RunPieces run_pieces,
                 std::size_t ahead);
  RecordVerifier(const RecordVerifier&) = delete;
  RecordVerifier& operator=(const RecordVerifier&) = delete;

  // Called with the entries of each block, its record last, once all checks of it have passed. They
  // are under the checkpoint's root.
  void after_each_block(BlockReplay::AfterBlock after_block) {
    replay_.after_each_block(std::move(after_block));
  }

  // The next files to feed, in order: at most `most`, fewer if later ones are not known yet. None
  // when there is nothing more to verify. Only the first is sure to be asked for next: a ballot
  // that replaces another may ask for a file before the second.
  [[nodiscard]] std::vector<std::string> wants(std::size_t most) const;
  // The file that is wanted first; an error if it is not to be had.
  void feed(const Result<Bytes>& file);

  // The log has grown: the next file to be fed is its new checkpoint, then what it adds. Only when
  // nothing more is wanted. The caller knows that the new checkpoint extends the old one.
  void grow();

  // So many of so many entries are verified.
  [[nodiscard]] std::uint64_t done() const { return verification_.board->size(); }
  [[nodiscard]] std::uint64_t all() const { return log_.size(); }

  // What is known by now.
  [[nodiscard]] const Verification& verification() const { return verification_; }
  // Once it wants nothing. What was not reached is not counted in the report.
  [[nodiscard]] Verification finish();

 private:
  // A failure after which nothing is verified.
  void stop_at(const std::optional<Failure>& failure);
  // Goes on until a file is needed, or all entries are replayed.
  void advance();
  void check_waiting();
  void end_log();

  Verification verification_;
  LogReader log_;
  BlockReplay replay_;
  bool is_stopped_ = false;
};

}  // namespace tabella::verifier
