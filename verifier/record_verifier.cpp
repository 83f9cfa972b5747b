#include "verifier/record_verifier.h"

#include <algorithm>
#include <set>

#include "bulletin_board/posts_json.h"
#include "crypto/expects.h"
#include "crypto/hash.h"
#include "verifier/check_of.h"
#include "verifier/entry_checks.h"

namespace tabella::verifier {

using bulletin_board::Block;
using bulletin_board::Board;
using bulletin_board::CheckedPost;
using bulletin_board::Hash;
using bulletin_board::kTileWidth;
using bulletin_board::Policy;
using bulletin_board::TileId;

namespace {

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_ballot(const Bytes& entry) { return as_text(entry).starts_with(R"({"type":"ballot")"); }

bool is_post(const Bytes& entry) { return !bulletin_board::decode_result_record(as_text(entry)); }

std::string entry_name(std::uint64_t index) { return "entry " + std::to_string(index); }

}  // namespace

// Where the board finds entries of earlier blocks, which it looks at again when a ballot replaces
// another.
struct RecordVerifier::Entries {
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

RecordVerifier::RecordVerifier(const Policy& policy, Board::RunPieces run_pieces, std::size_t ahead)
    : policy_(policy), ahead_(ahead), entries_(std::make_shared<Entries>()) {
  verification_.board = std::make_shared<Board>(
      [entries = entries_](std::uint64_t index) { return entries->at(index); },
      std::move(run_pieces));
  board().be_thorough();
}

RecordVerifier::~RecordVerifier() = default;

std::uint64_t RecordVerifier::done() const { return verification_.board->size(); }

void RecordVerifier::fail(CheckName check, std::string failure) {
  intact_ = false;
  report().fail(check, std::move(failure));
}

// The bundle that an entry stands in.
TileId RecordVerifier::bundle_of(std::uint64_t index) const {
  const std::uint64_t number = index / kTileWidth;
  const std::uint64_t width = std::min(kTileWidth, checkpoint_.size - number * kTileWidth);
  return {std::nullopt, number, static_cast<std::uint32_t>(width)};
}

std::vector<std::string> RecordVerifier::wants(std::size_t most) const {
  std::vector<std::string> paths;
  if (stage_ == Stage::checkpoint && most > 0) paths.push_back("checkpoint");
  if (stage_ == Stage::entries) {
    for (const auto& [bundle, indices] : again_) {
      if (paths.size() == most) return paths;
      paths.push_back(bundle_of(indices.front()).path());
    }
    std::uint64_t index = next_entry_ + (bundle_.size() - taken_);
    for (; paths.size() < most && index < checkpoint_.size; index += kTileWidth) {
      paths.push_back(bundle_of(index).path());
    }
  }
  if (stage_ == Stage::tiles) {
    for (auto tile = unchecked_tiles_.rbegin();
         tile != unchecked_tiles_.rend() && paths.size() < most; ++tile) {
      paths.push_back(tile->path());
    }
  }
  return paths;
}

void RecordVerifier::feed(const Result<Bytes>& file) {
  switch (stage_) {
    case Stage::checkpoint:
      open_checkpoint(file);
      break;
    case Stage::entries:
      again_.empty() ? take_bundle(file) : take_again(file);
      break;
    case Stage::tiles:
      check_tile(file);
      break;
    case Stage::over:
      EXPECTS(stage_ != Stage::over);
  }
  if (intact_ && stage_ == Stage::entries) advance();
  if (!intact_) stage_ = Stage::over;
}

void RecordVerifier::grow() {
  EXPECTS(stage_ == Stage::over);
  if (!intact_) return;
  tiled_ = checkpoint_.size;
  stage_ = Stage::checkpoint;
}

void RecordVerifier::open_checkpoint(const Result<Bytes>& file) {
  report().expect(CheckName::views);
  report().count(CheckName::views);
  if (!file) {
    return fail(CheckName::completeness, "checkpoint: " + file.error().message());
  }
  const auto opened = policy_.open(as_text(*file));
  if (!opened) {
    const std::string& code = opened.error().code;
    const bool of_policy = code.starts_with("policy.") || code == "checkpoint.cosignature";
    return fail(of_policy ? CheckName::views : CheckName::log, opened.error().message());
  }
  if (opened->checkpoint.size < checkpoint_.size) {
    return fail(CheckName::views, "the log has fewer entries than before");
  }
  report().expect(CheckName::log, opened->checkpoint.size - checkpoint_.size);
  verification_.checkpoint = as_text(*file);
  checkpoint_ = opened->checkpoint;
  stage_ = Stage::entries;
}

void RecordVerifier::take_bundle(const Result<Bytes>& file) {
  const TileId bundle = bundle_of(next_entry_);
  auto entries = file ? bulletin_board::decode_bundle(*file, bundle.width) : file.error();
  if (!entries) {
    return fail(CheckName::completeness, bundle.path() + ": " + entries.error().message());
  }
  bundle_ = *std::move(entries);
  // The first of them are known from a smaller checkpoint.
  taken_ = next_entry_ % kTileWidth;
}

// A bundle whose entries were taken before. What it holds now must be the same.
void RecordVerifier::take_again(const Result<Bytes>& file) {
  const auto wanted = again_.extract(again_.begin());
  const TileId bundle = bundle_of(wanted.mapped().front());
  auto entries = file ? bulletin_board::decode_bundle(*file, bundle.width) : file.error();
  if (!entries) {
    return fail(CheckName::completeness, bundle.path() + ": " + entries.error().message());
  }
  // The tree may have got further than the entries of this bundle, but not less far.
  std::vector<Hash> hashes;
  const std::uint64_t first = bundle.index * kTileWidth;
  const std::uint64_t known = std::min<std::uint64_t>(bundle.width, next_entry_ - first);
  for (std::size_t i = 0; i < known; ++i) {
    hashes.push_back(bulletin_board::leaf_hash((*entries)[i]));
  }
  const TileId tile{0, bundle.index, static_cast<std::uint32_t>(known)};
  if (hash_of_tile(hashes) != tiles_.hash_of(tile)) {
    return fail(CheckName::log, bundle.path() + ": holds other entries than before");
  }
  for (const std::uint64_t index : wanted.mapped()) {
    entries_->again[index] = std::move((*entries)[index - first]);
  }
}

// Goes on until a file is needed, or all entries are replayed.
void RecordVerifier::advance() {
  while (intact_) {
    if (checked_) {
      if (!again_.empty()) return;
      replay_waiting();
    } else if (taken_ < bundle_.size()) {
      take_entry(std::move(bundle_[taken_++]));
    } else if (next_entry_ < checkpoint_.size) {
      return;
    } else if (!entries_->waiting.empty()) {
      check_waiting();
    } else {
      return end_log();
    }
  }
}

// What the rules add are at most as many results as there are elections.
bool RecordVerifier::has_room_for(const Bytes& entry) const {
  if (is_post(entry)) return open_.posts.has_room_for(entry.size());
  const std::size_t results = open_.entries.size() - open_.posts.posts();
  return results < verification_.board->elections().size() + open_.posts.posts();
}

// Entries in their order, block by block, with the ballots of many blocks verified together.
void RecordVerifier::take_entry(Bytes entry) {
  const Hash leaf = bulletin_board::leaf_hash(entry);
  tree_.append(leaf);
  tiles_.append(leaf);
  ++next_entry_;
  report().count(CheckName::log);
  const auto record = bulletin_board::decode_block_record(as_text(entry));
  if (!record && !has_room_for(entry)) {
    return fail(CheckName::rules,
                entry_name(next_entry_ - 1) + ": rules.block: its block is larger than one may be");
  }
  if (!record && is_post(entry)) open_.posts.add(entry.size());
  open_.entries.push_back(std::move(entry));
  if (!record) return;
  open_.time = record->time;
  for (const Bytes& each : open_.entries) {
    visit_checks(as_text(each), [this](CheckName check, std::uint64_t objects) {
      report().expect(check, objects);
    });
  }
  waiting_entries_ += open_.entries.size();
  waiting_bytes_ += open_.posts.bytes();
  // A block of ballots alone changes nothing that the next ballots' proofs depend on.
  const bool has_only_ballots =
      std::all_of(open_.entries.begin(), open_.entries.end() - 1, is_ballot);
  entries_->waiting.push_back(std::move(open_));
  open_ = {.first = next_entry_, .time = 0, .entries = {}, .posts = {}};
  const bool is_full =
      waiting_entries_ >= ahead_ || waiting_bytes_ >= bulletin_board::BlockSize::kMaxBytes;
  if (is_full || !has_only_ballots) check_waiting();
}

void RecordVerifier::check_waiting() {
  std::vector<Bytes> posts;
  posts.reserve(waiting_entries_);
  for (const StoredBlock& block : entries_->waiting) {
    for (std::size_t i = 0; i + 1 < block.entries.size(); ++i) {
      if (is_post(block.entries[i])) posts.push_back(block.entries[i]);
    }
  }
  checked_ = board().check(posts);
  for (const std::uint64_t index : board().entries_read_by(*checked_)) {
    again_[index / kTileWidth].push_back(index);
  }
}

void RecordVerifier::replay_waiting() {
  auto checked = *std::exchange(checked_, std::nullopt);
  std::span<CheckedPost> rest = checked;
  for (const StoredBlock& block : entries_->waiting) {
    std::vector<std::uint64_t> places;
    for (std::size_t i = 0; i + 1 < block.entries.size(); ++i) {
      if (is_post(block.entries[i])) places.push_back(block.first + i);
    }
    replay_block(block, places, rest.first(places.size()));
    if (!intact_) return;
    rest = rest.subspan(places.size());
  }
  *entries_ = {};
  waiting_entries_ = 0;
  waiting_bytes_ = 0;
}

void RecordVerifier::replay_block(const StoredBlock& stored,
                                  const std::vector<std::uint64_t>& places,
                                  std::span<CheckedPost> posts) {
  const Block block = board().apply(stored.time, posts);
  std::set<std::uint64_t> refused;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bulletin_board::Verdict& verdict = block.verdicts[i];
    if (!verdict.refusal) continue;
    refused.insert(places[i]);
    const auto fail_by = [&](const Error& error) {
      fail(check_of(error.code), entry_name(places[i]) + ": " + error.message());
    };
    fail_by(*verdict.refusal);
    for (const Error& error : verdict.also) fail_by(error);
  }
  // Of a refused post nobody knows which checks it would have come to.
  for (std::size_t i = 0; i < stored.entries.size(); ++i) {
    if (!refused.contains(stored.first + i)) count_entry(stored.entries[i]);
  }
  if (intact_ && block.entries != stored.entries) {
    fail_at_difference(block.entries, stored.entries, stored.first);
  }
  if (intact_ && stored.first == 0 && board().manifest() &&
      board().manifest()->origin != policy_.log().name()) {
    fail(CheckName::views,
         entry_name(0) + ": is the manifest of the log " + board().manifest()->origin);
  }
  if (intact_ && after_block_) after_block_(stored.entries);
}

// Every post was accepted, but what the rules add is not what stands there.
void RecordVerifier::fail_at_difference(const std::vector<Bytes>& derived,
                                        const std::vector<Bytes>& stored, std::uint64_t first) {
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (i < derived.size() && derived[i] == stored[i]) continue;
    const bool is_result = bulletin_board::decode_result_record(as_text(stored[i])).has_value();
    return fail(is_result ? CheckName::result : CheckName::rules,
                entry_name(first + i) + ": is not what the rules derive");
  }
  fail(CheckName::completeness, entry_name(first) + ": the rules derive more than stands there");
}

void RecordVerifier::count_entry(const Bytes& entry) {
  visit_checks(as_text(entry),
               [this](CheckName check, std::uint64_t objects) { report().count(check, objects); });
}

// Whether all that a tile covers was there for an earlier checkpoint.
bool RecordVerifier::is_known(const TileId& tile) const {
  const std::uint64_t hashes = tile.index * kTileWidth + tile.width;
  return hashes <= tiled_ >> (bulletin_board::kTileHeight * *tile.level);
}

void RecordVerifier::end_log() {
  if (!open_.entries.empty()) {
    return fail(CheckName::completeness, "the log ends within a block");
  }
  if (tree_.root() != checkpoint_.root) {
    report().fail(CheckName::log, "the entries do not hash to the checkpoint's root");
  }
  bulletin_board::visit_tiles(checkpoint_.size, [this](const TileId& tile) {
    if (tile.level && !is_known(tile)) unchecked_tiles_.push_back(tile);
    return true;
  });
  std::ranges::reverse(unchecked_tiles_);
  report().expect(CheckName::log, unchecked_tiles_.size());
  stage_ = unchecked_tiles_.empty() ? Stage::over : Stage::tiles;
}

// A wrong tile is no reason to leave the next one unread.
void RecordVerifier::check_tile(const Result<Bytes>& file) {
  const TileId tile = unchecked_tiles_.back();
  unchecked_tiles_.pop_back();
  if (unchecked_tiles_.empty()) stage_ = Stage::over;
  report().count(CheckName::log);
  if (!file) {
    report().fail(CheckName::completeness, tile.path() + ": " + file.error().message());
  } else if (crypto::sha256({*file}) != tiles_.hash_of(tile)) {
    report().fail(CheckName::log, tile.path() + ": does not hold the hashes of the entries");
  }
}

Verification RecordVerifier::finish() {
  EXPECTS(stage_ == Stage::over);
  report().expect(CheckName::completeness);
  report().count(CheckName::completeness);
  if (intact_ && checkpoint_.size == 0) {
    fail(CheckName::completeness, "the log is empty: there is nothing to verify");
  }
  report().close();
  return std::move(verification_);
}

}  // namespace tabella::verifier
