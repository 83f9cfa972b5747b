#include "verifier/block_replay.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "bulletin_board/rules/records_json.h"
#include "crypto/expects.h"
#include "verifier/check_of.h"
#include "verifier/entry_checks.h"

namespace tabella::verifier {

using bulletin_board::Block;
using bulletin_board::Board;
using bulletin_board::CheckedPost;
using bulletin_board::CosignedPost;
using bulletin_board::StoredBlock;

namespace {

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string entry_name(std::uint64_t index) { return "entry " + std::to_string(index); }

// A block of ballots alone changes nothing that the next ballots' proofs depend on.
bool has_only_ballots(const StoredBlock& block) {
  return std::all_of(block.entries.begin(), block.entries.end() - 1,
                     [](const Bytes& entry) { return type_of(as_text(entry)) == "ballot"; });
}

// Every post was accepted, but what the rules add may not be what the record has.
std::optional<Failure> compare(const StoredBlock& stored, const Block& derived) {
  if (derived.entries == stored.entries) return std::nullopt;
  const auto at = std::ranges::mismatch(stored.entries, derived.entries).in1;
  if (at == stored.entries.end()) {
    return Failure{CheckName::completeness,
                   entry_name(stored.first) + ": the rules derive more than stands there"};
  }
  const bool is_result = bulletin_board::decode_result_record(as_text(*at)).has_value();
  const auto index = stored.first + static_cast<std::uint64_t>(at - stored.entries.begin());
  return Failure{is_result ? CheckName::result : CheckName::rules,
                 entry_name(index) + ": is not what the rules derive"};
}

std::optional<Failure> clock_failure(const bulletin_board::Election& election,
                                     const bulletin_board::WeightyMoment& moment) {
  const auto state = election.state_of(moment);
  if (state != bulletin_board::MomentState::ahead) return std::nullopt;
  return Failure{CheckName::clock, entry_name(moment.cosigned->entry) + ": " +
                                       text_of({election.definition().id, moment, state})};
}

}  // namespace

// Where the board finds entries of earlier blocks, which it looks at again when a ballot replaces
// another.
struct BlockReplay::Entries {
  std::vector<StoredBlock> waiting;
  // Read again, by index.
  std::map<std::uint64_t, Bytes> again;

  [[nodiscard]] Bytes at(std::uint64_t index) const {
    const auto found = again.find(index);
    if (found != again.end()) return found->second;
    const auto after = std::ranges::upper_bound(waiting, index, {}, &StoredBlock::first);
    EXPECTS(after != waiting.begin());
    const StoredBlock& block = *(after - 1);
    EXPECTS(index - block.first < block.entries.size());
    return block.entries[index - block.first];
  }
};

BlockReplay::BlockReplay(Verification& verification, std::string origin,
                         Board::RunPieces run_pieces, std::size_t ahead)
    : verification_(verification),
      origin_(std::move(origin)),
      ahead_(ahead),
      entries_(std::make_shared<Entries>()) {
  verification_.board = std::make_shared<Board>(
      [entries = entries_](std::uint64_t index) { return entries->at(index); },
      std::move(run_pieces));
  board().be_thorough();
}

std::optional<Failure> BlockReplay::take(Bytes entry) {
  const std::uint64_t index = taken_++;
  auto block = reader_.read(std::move(entry));
  if (!block) {
    const Error& error = block.error();
    return Failure{check_of(error.code), entry_name(index) + ": " + error.message()};
  }
  if (!*block) return std::nullopt;
  StoredBlock& stored = **block;
  for (const Bytes& each : stored.entries) {
    visit_checks(as_text(each), [this](CheckName check, std::uint64_t objects) {
      report().expect(check, objects);
    });
  }
  waiting_entries_ += stored.entries.size();
  waiting_bytes_ += stored.size.bytes();
  is_full_ = waiting_entries_ >= ahead_ || waiting_bytes_ >= bulletin_board::BlockSize::kMaxBytes ||
             !has_only_ballots(stored);
  entries_->waiting.push_back(std::move(stored));
  return std::nullopt;
}

bool BlockReplay::has_waiting() const { return !entries_->waiting.empty(); }

std::set<std::uint64_t> BlockReplay::check() {
  std::vector<Bytes> posts;
  posts.reserve(waiting_entries_);
  for (const StoredBlock& block : entries_->waiting) {
    for (const std::size_t place : block.post_places) posts.push_back(block.entries[place]);
  }
  checked_ = board().check(posts);
  return board().entries_read_by(*checked_);
}

std::vector<Failure> BlockReplay::replay(std::map<std::uint64_t, Bytes> again) {
  entries_->again = std::move(again);
  auto checked = *std::exchange(checked_, std::nullopt);
  std::span<CheckedPost> rest = checked;
  for (const StoredBlock& block : entries_->waiting) {
    const std::size_t count = block.post_places.size();
    if (auto failures = replay_block(block, rest.first(count)); !failures.empty()) return failures;
    if (after_block_) after_block_(block.entries);
    rest = rest.subspan(count);
  }
  *entries_ = {};
  waiting_entries_ = 0;
  waiting_bytes_ = 0;
  is_full_ = false;
  return {};
}

std::vector<Failure> BlockReplay::replay_block(const StoredBlock& stored,
                                               std::span<CheckedPost> posts) {
  const Block derived = board().apply(stored.time, posts);
  std::vector<Failure> failures = refusals_of(stored, derived);
  if (!failures.empty()) return failures;
  if (const auto different = compare(stored, derived)) return {*different};
  if (stored.first == 0) {
    if (const auto foreign = check_origin()) return {*foreign};
  }
  check_clock(stored);
  return {};
}

// What a block shows of moments before it. Nothing is wrong with the log that says so, and
// verification goes on.
void BlockReplay::check_clock(const StoredBlock& stored) {
  for (const std::size_t place : stored.post_places) {
    const std::string_view entry = as_text(stored.entries[place]);
    if (type_of(entry) != CosignedPost::kType) continue;
    const auto post = bulletin_board::decode_cosigned_post(entry);
    for (const auto& moment : board().find(post->election)->moments().all()) {
      if (!moment.cosigned || moment.cosigned->entry != stored.first + place) continue;
      if (const auto wrong = clock_failure(*board().find(post->election), moment)) {
        report().fail(*wrong);
      }
    }
  }
}

// All that is wrong with the posts. Of a refused post nobody knows which checks it would have come
// to; those of all other entries are done.
std::vector<Failure> BlockReplay::refusals_of(const StoredBlock& stored, const Block& derived) {
  std::vector<Failure> failures;
  std::set<std::size_t> refused;
  for (std::size_t i = 0; i < stored.post_places.size(); ++i) {
    const bulletin_board::Verdict& verdict = derived.verdicts[i];
    if (!verdict.refusal) continue;
    const std::size_t place = stored.post_places[i];
    refused.insert(place);
    const std::string entry = entry_name(stored.first + place) + ": ";
    failures.push_back({check_of(verdict.refusal->code), entry + verdict.refusal->message()});
    for (const Error& error : verdict.also) {
      failures.push_back({check_of(error.code), entry + error.message()});
    }
  }
  for (std::size_t place = 0; place < stored.entries.size(); ++place) {
    if (refused.contains(place)) continue;
    visit_checks(as_text(stored.entries[place]), [this](CheckName check, std::uint64_t objects) {
      report().count(check, objects);
    });
  }
  return failures;
}

std::optional<Failure> BlockReplay::check_origin() const {
  const auto& manifest = board().manifest();
  if (manifest && manifest->origin != origin_) {
    return Failure{CheckName::views,
                   entry_name(0) + ": is the manifest of the log " + manifest->origin};
  }
  return std::nullopt;
}

std::optional<Failure> BlockReplay::end() const {
  if (const auto done = reader_.end(); !done) {
    return Failure{CheckName::completeness, done.error().detail};
  }
  return std::nullopt;
}

}  // namespace tabella::verifier
