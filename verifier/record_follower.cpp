#include "verifier/record_follower.h"

#include <utility>

#include "verifier/entry_checks.h"
#include "verifier/tile_subtrees.h"

namespace tabella::verifier {

using bulletin_board::Checkpoint;
using bulletin_board::Hash;
using bulletin_board::HashPath;
using bulletin_board::Policy;
using bulletin_board::SignedCheckpoint;

namespace {

std::string size_text(const Checkpoint& checkpoint) {
  return std::to_string(checkpoint.size) + " entries";
}

constexpr std::string_view kBothSigned =
    "Two checkpoints, each signed by the log's key: checkpoint-before and checkpoint-after. Check\n"
    "the signatures with any program that reads C2SP signed notes, and the log's verifier key "
    "from\n"
    "the policy.\n\n";

Alarm rollback(const SignedCheckpoint& last, const SignedCheckpoint& next) {
  return {AlarmName::rollback,
          "it has " + size_text(next.checkpoint) + ", and had " + size_text(last.checkpoint),
          {{"checkpoint-before", last.note.encode()},
           {"checkpoint-after", next.note.encode()},
           {"README.txt",
            std::string(kBothSigned) +
                "The log showed the larger one first and the smaller one later. The files alone do "
                "not\n"
                "say which came first: the cosignatures' dates, where there are any, do.\n"}}};
}

Alarm fork(const SignedCheckpoint& last, const SignedCheckpoint& next, const Hash& other_root,
           const HashPath& path) {
  std::string proof =
      "old " + std::to_string(last.checkpoint.size) + "\n" + "root " + base64(other_root) + "\n";
  for (const Hash& hash : path) proof += base64(hash) + "\n";
  return {
      AlarmName::fork,
      "its " + size_text(next.checkpoint) + " do not extend the " + size_text(last.checkpoint) +
          " that were verified",
      {{"checkpoint-before", last.note.encode()},
       {"checkpoint-after", next.note.encode()},
       {"proof", proof},
       {"README.txt",
        std::string(kBothSigned) +
            "They are of two different logs under one key. If their sizes are equal, their roots\n"
            "are not, and nothing more is needed. Otherwise the file proof has, line by line: the\n"
            "size of checkpoint-before; the root that the first so many entries have in the log "
            "of\n"
            "checkpoint-after; and the RFC 6962 consistency proof from that root to the root of\n"
            "checkpoint-after. It holds, and the root is not the one of checkpoint-before: "
            "whoever\n"
            "signed both has shown two histories.\n"}}};
}

std::string first_failure(const Report& report) {
  for (const CheckReport& check : report.checks()) {
    if (!check.failures.empty()) return std::string(check.id) + ": " + check.failures.front();
  }
  return "";
}

}  // namespace

std::string_view name(AlarmName alarm) {
  switch (alarm) {
    case AlarmName::unreachable:
      return "unreachable";
    case AlarmName::forged:
      return "forged";
    case AlarmName::rollback:
      return "rollback";
    case AlarmName::fork:
      return "fork";
    case AlarmName::broken:
      return "broken";
    case AlarmName::unwitnessed:
      return "unwitnessed";
    case AlarmName::invalid:
      return "invalid";
    case AlarmName::clock:
      return "clock";
    case AlarmName::stale:
      break;
  }
  return "stale";
}

bool Alarm::is_final() const {
  return name == AlarmName::rollback || name == AlarmName::fork || name == AlarmName::invalid;
}

RecordFollower::RecordFollower(Policy policy, bulletin_board::Board::RunPieces run_pieces)
    : policy_(std::make_unique<const Policy>(std::move(policy))),
      run_pieces_(std::move(run_pieces)) {
  begin();
}

void RecordFollower::begin() {
  verifier_ = std::make_unique<RecordVerifier>(*policy_, run_pieces_, kAhead);
  grown_ = 0;
  clocks_told_ = 0;
  phases_.clear();
}

Result<RecordFollower> RecordFollower::create(Policy policy,
                                              bulletin_board::Board::RunPieces run_pieces,
                                              const std::string& kept) {
  RecordFollower follower(std::move(policy), std::move(run_pieces));
  if (!kept.empty()) {
    auto last = SignedCheckpoint::open(kept, follower.policy_->log());
    if (!last) return last.error();
    follower.last_ = *std::move(last);
  }
  return follower;
}

Result<Done> RecordFollower::resume(const ReadFile& read_copy, const ShowProgress& show_progress) {
  if (!last_) return Done{};
  growing_ = *last_;
  auto done = feed(read_copy, {.progress = show_progress});
  if (done && !verification().report.is_sound()) {
    done = Error{"follow.copy", "", first_failure(verification().report)};
  }
  growing_.reset();
  added_.clear();
  changes_.clear();
  told_ = 0;
  if (done) {
    grown_ = last_->checkpoint.size;
    clocks_told_ = clock_failures().size();
  } else {
    begin();
  }
  return done;
}

Round RecordFollower::follow(const ReadFile& read, const std::optional<Freshness>& freshness,
                             const Watcher& watcher) {
  Round round;
  const auto bytes = read("checkpoint");
  if (!bytes) {
    round.alarms.push_back({AlarmName::unreachable, bytes.error().message()});
    return round;
  }
  const auto next = SignedCheckpoint::open(as_text(*bytes), policy_->log());
  if (!next) {
    round.alarms.push_back({AlarmName::forged, next.error().message()});
    return round;
  }
  // Before anything else: a log that has taken something back is caught even without witnesses.
  if (auto alarm = compare(read, *next)) {
    round.alarms.push_back(*std::move(alarm));
    return round;
  }
  if (const auto done = policy_->check(next->note); !done) {
    round.alarms.push_back({AlarmName::unwitnessed, done.error().message()});
  } else if (growing_ || next->checkpoint.size > grown_) {
    if (!growing_) growing_ = *next;
    grow(read, watcher, round);
  } else {
    last_ = *next;  // perhaps with newer cosignatures
  }
  if (freshness && last_) {
    if (auto stale = find_stale(last_->note, *policy_, *verification().board, *freshness)) {
      round.alarms.push_back({AlarmName::stale, *std::move(stale)});
    }
  }
  return round;
}

std::optional<Alarm> RecordFollower::compare(const ReadFile& read,
                                             const SignedCheckpoint& next) const {
  if (!last_) return std::nullopt;
  const Checkpoint& before = last_->checkpoint;
  const Checkpoint& after = next.checkpoint;
  if (after.size < before.size) return rollback(*last_, next);
  if (after.size == before.size) {
    if (after.root == before.root) return std::nullopt;
    return fork(*last_, next, after.root, {});
  }
  if (before.size == 0) return std::nullopt;
  TileSubtrees subtrees(read, after.size);
  if (subtrees.prove_extension(before, after.root)) return std::nullopt;
  const Hash other = subtrees.root_of(before.size);
  const HashPath path = subtrees.consistency_path(before.size);
  if (bulletin_board::verify_consistency(before.size, after.size, path, other, after.root)) {
    return fork(*last_, next, other, path);
  }
  return Alarm{AlarmName::broken, "the tiles do not lead to the root of " + size_text(after)};
}

void RecordFollower::grow(const ReadFile& read, const Watcher& watcher, Round& round) {
  if (const auto fed = feed(read, watcher); !fed) {
    round.alarms.push_back({AlarmName::unreachable, fed.error().message()});
    return;
  }
  const auto next = *std::exchange(growing_, std::nullopt);
  const auto posts = std::exchange(added_, {});
  auto phases = std::exchange(changes_, {});
  told_ = 0;
  if (!verification().report.is_sound()) {
    round.alarms.push_back({AlarmName::invalid,
                            first_failure(verification().report),
                            {{"checkpoint-after", next.note.encode()},
                             {"report.json", json_of(verification().report)}}});
    return;
  }
  for (const auto& failures = clock_failures(); clocks_told_ < failures.size(); ++clocks_told_) {
    round.alarms.push_back({AlarmName::clock, failures[clocks_told_]});
  }
  grown_ = next.checkpoint.size;
  last_ = next;
  round.verified = next.checkpoint;
  round.posts = posts;
  round.phases = std::move(phases);
}

Result<Done> RecordFollower::feed(const ReadFile& read, const Watcher& watcher) {
  verifier_->after_each_block([this](std::span<const Bytes> entries) { take_block(entries); });
  const std::string note = growing_->note.encode();
  if (verifier_->wants(1).empty()) verifier_->grow();
  for (auto wanted = verifier_->wants(1); !wanted.empty(); wanted = verifier_->wants(1)) {
    const auto file =
        wanted.front() == "checkpoint" ? Bytes(note.begin(), note.end()) : read(wanted.front());
    if (!file) return file.error();
    verifier_->feed(file);
    while (told_ < changes_.size()) watcher.phase(changes_[told_++]);
    watcher.progress(verifier_->done(), verifier_->all());
  }
  return Done{};
}

const std::vector<std::string>& RecordFollower::clock_failures() const {
  return verification().report.checks()[static_cast<std::size_t>(CheckName::clock)].failures;
}

void RecordFollower::take_block(std::span<const Bytes> entries) {
  for (const Bytes& entry : entries) {
    const std::string_view type = type_of(as_text(entry));
    if (!type.empty() && type != "block") ++added_[std::string(type)];
  }
  for (const auto& [id, election] : verification().board->elections()) {
    const auto [known, is_new] = phases_.try_emplace(id, election.phase());
    if (!is_new && known->second == election.phase()) continue;
    known->second = election.phase();
    changes_.push_back({id, election.phase()});
  }
}

}  // namespace tabella::verifier
