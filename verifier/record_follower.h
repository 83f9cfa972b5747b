// A record that is verified as it grows: every round reads the checkpoint, asks whether it extends
// the last one, and verifies what was added by the same checks as a record at hand. Pure: the
// caller reads the files, keeps the checkpoint, and tells the time. docs/observers.md, "Follow".
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/election/election.h"
#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/policy.h"
#include "verifier/record_verifier.h"
#include "verifier/verify.h"
#include "verifier/whole_record.h"

namespace tabella::verifier {

// By which name an alarm is known.
enum class AlarmName {
  unreachable,  // a file is not to be had
  forged,       // it is not signed by the log
  rollback,     // it is smaller than one before
  fork,         // it does not extend one before
  broken,       // its tiles do not lead to its root
  unwitnessed,  // too few cosignatures
  invalid,      // a check fails
  clock,        // the board's was ahead of its witnesses where voting ended
  stale,        // older than asked
};
[[nodiscard]] std::string_view name(AlarmName alarm);

struct Alarm {
  AlarmName name = AlarmName::unreachable;
  std::string detail;
  // Files that show it to others, by name; empty where there is nothing to show.
  std::map<std::string, std::string> evidence = {};

  // Whether following ends: what was followed is not one log any more, or not a valid one.
  [[nodiscard]] bool is_final() const;
};

struct PhaseChange {
  std::string election;
  bulletin_board::Phase phase = bulletin_board::Phase::join;
};

// What one round found.
struct Round {
  std::optional<bulletin_board::Checkpoint> verified;  // a new checkpoint, all checks passed
  std::map<std::string, std::uint64_t> posts;          // added by it, by type
  std::vector<PhaseChange> phases;                     // in their order
  std::vector<Alarm> alarms;
};

// Told what happens in a round while it is under way, by the thread that calls the follower.
struct Watcher {
  ShowProgress progress = [](std::uint64_t, std::uint64_t) {};
  // As soon as the block in which it happens has passed its checks.
  std::function<void(const PhaseChange&)> phase = [](const PhaseChange&) {};
};

// One for each log that somebody follows (`tabella follow`), for as long as they do; it keeps the
// state of the board between rounds. Called by one thread, which waits for files in `read` and
// lends others through `run_pieces`.
class RecordFollower {
 public:
  // kept: the checkpoint that an earlier follower verified last, as signed; empty for none. What
  // cannot be opened under the policy's log key is an error.
  [[nodiscard]] static Result<RecordFollower> create(bulletin_board::Policy policy,
                                                     bulletin_board::Board::RunPieces run_pieces,
                                                     const std::string& kept);

  // Verifies the kept checkpoint's record from the caller's own copy, and says nothing of what
  // happens in it: that was said before. After an error, which is of the copy and not of the log,
  // the next round verifies the log from its beginning.
  [[nodiscard]] Result<Done> resume(const ReadFile& read_copy, const ShowProgress& show_progress);

  [[nodiscard]] Round follow(const ReadFile& read, const std::optional<Freshness>& freshness,
                             const Watcher& watcher);

  // The largest checkpoint that was seen and verified, as signed; empty before the first.
  [[nodiscard]] std::string checkpoint() const { return last_ ? last_->note.encode() : ""; }
  // The size of the log up to which this follower itself has verified it.
  [[nodiscard]] std::uint64_t verified_size() const { return grown_; }
  [[nodiscard]] const Verification& verification() const { return verifier_->verification(); }

 private:
  RecordFollower(bulletin_board::Policy policy, bulletin_board::Board::RunPieces run_pieces);

  [[nodiscard]] std::optional<Alarm> compare(const ReadFile& read,
                                             const bulletin_board::SignedCheckpoint& next) const;
  // From the beginning of the log.
  void begin();
  void grow(const ReadFile& read, const Watcher& watcher, Round& round);
  // Feeds the verifier up to the checkpoint that grows.
  [[nodiscard]] Result<Done> feed(const ReadFile& read, const Watcher& watcher);
  void take_block(std::span<const Bytes> entries);
  [[nodiscard]] const std::vector<std::string>& clock_failures() const;

  // Its address is the verifier's.
  std::unique_ptr<const bulletin_board::Policy> policy_;
  bulletin_board::Board::RunPieces run_pieces_;
  std::unique_ptr<RecordVerifier> verifier_;
  std::optional<bulletin_board::SignedCheckpoint> last_;
  // Up to where the verifier is on its way; a round that cannot read a file leaves it to the next.
  std::optional<bulletin_board::SignedCheckpoint> growing_;
  std::uint64_t grown_ = 0;  // entries before that
  // Since the last checkpoint that was verified: posts by type, and changes of phase, of which the
  // first so many were told.
  std::map<std::string, std::uint64_t> added_;
  std::vector<PhaseChange> changes_;
  std::size_t told_ = 0;
  std::size_t clocks_told_ = 0;  // failures of that check
  std::map<std::string, bulletin_board::Phase> phases_;
};

}  // namespace tabella::verifier
