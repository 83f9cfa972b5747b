// A record that is verified as it grows: every round reads the checkpoint, asks whether it extends
// the last one, and verifies what was added by the same checks as a record at hand. Pure: whoever
// calls it reads the files, keeps the checkpoint, and tells the time. docs/observers.md, "Follow".
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/checkpoint.h"
#include "bulletin_board/election.h"
#include "bulletin_board/policy.h"
#include "verifier/record_verifier.h"
#include "verifier/verify.h"

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
  bulletin_board::Phase phase = bulletin_board::Phase::commit;
};

// What one round found.
struct Round {
  std::optional<bulletin_board::Checkpoint> verified;  // a new checkpoint, all checks passed
  std::map<std::string, std::uint64_t> posts;          // added by it, by type
  std::vector<PhaseChange> phases;
  std::vector<Alarm> alarms;
};

// How new the log has to be.
struct Freshness {
  std::uint64_t now = 0;
  std::uint64_t max_age = 0;
};

class RecordFollower {
 public:
  // kept: the checkpoint that was verified last, as signed, by whoever followed before; empty for
  // none. What cannot be opened under the policy's log key is an error.
  [[nodiscard]] static Result<RecordFollower> create(bulletin_board::Policy policy,
                                                     bulletin_board::Board::RunPieces run_pieces,
                                                     const std::string& kept);

  [[nodiscard]] Round follow(const ReadFile& read, const std::optional<Freshness>& freshness,
                             const ShowProgress& show_progress);

  // The largest checkpoint that was seen and verified, as signed; empty before the first.
  [[nodiscard]] std::string checkpoint() const { return last_ ? last_->note.encode() : ""; }
  [[nodiscard]] const Verification& verification() const { return verifier_->verification(); }

 private:
  RecordFollower(bulletin_board::Policy policy, bulletin_board::Board::RunPieces run_pieces);

  [[nodiscard]] std::optional<Alarm> compare(const ReadFile& read,
                                             const bulletin_board::SignedCheckpoint& next) const;
  void grow(const ReadFile& read, const ShowProgress& show_progress, Round& round);
  void count_types(const bulletin_board::TileId& bundle, ByteView bytes);
  void note_phases(Round& round);

  // Its address is the verifier's.
  std::unique_ptr<const bulletin_board::Policy> policy_;
  std::unique_ptr<RecordVerifier> verifier_;
  std::optional<bulletin_board::SignedCheckpoint> last_;
  // Up to where the verifier is on its way; a round that cannot read a file leaves it to the next.
  std::optional<bulletin_board::SignedCheckpoint> growing_;
  std::uint64_t grown_ = 0;  // entries before that
  // Entries whose types were counted, and the counts since then: a bundle may be read twice.
  std::uint64_t counted_ = 0;
  std::map<std::string, std::uint64_t> added_;
  std::map<std::string, bulletin_board::Phase> phases_;
};

}  // namespace tabella::verifier
