#include "verifier/verify.h"

#include <algorithm>
#include <optional>

#include "bulletin_board/posts_json.h"
#include "bulletin_board/tiles.h"
#include "crypto/hash.h"
#include "tally/result_json.h"

namespace tabella::verifier {

using bulletin_board::Block;
using bulletin_board::Board;
using bulletin_board::Checkpoint;
using bulletin_board::Hash;
using bulletin_board::kTileWidth;
using bulletin_board::MerkleEdge;
using bulletin_board::Policy;
using bulletin_board::TileId;

namespace {

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Entries that are read before their ballots are verified: enough for every thread.
constexpr std::size_t kAhead = 8192;

bool is_ballot(const Bytes& entry) { return as_text(entry).starts_with(R"({"type":"ballot")"); }

std::string entry_name(std::uint64_t index) { return "entry " + std::to_string(index); }

// The bundle that an entry stands in, for a log of this size.
TileId bundle_of(std::uint64_t index, std::uint64_t size) {
  const std::uint64_t number = index / kTileWidth;
  const std::uint64_t width = std::min(kTileWidth, size - number * kTileWidth);
  return {std::nullopt, number, static_cast<std::uint32_t>(width)};
}

// Reads a bundle; a partial one may have gone once the full one is there.
Result<std::vector<Bytes>> read_bundle(const ReadFile& read, const TileId& bundle) {
  const auto bytes = read(bundle.path());
  if (!bytes) return bytes.error();
  return bulletin_board::decode_bundle(*bytes, bundle.width);
}

// What the hash tiles of the record must hold, built up as entries come.
class TileHashes {
 public:
  void append(Hash hash) {
    for (std::uint32_t level = 0;; ++level) {
      if (levels_.size() <= level) levels_.emplace_back();
      Level& at = levels_[level];
      at.open.push_back(hash);
      if (at.open.size() < kTileWidth) return;
      MerkleEdge whole;
      for (const Hash& each : at.open) whole.append(each);
      at.full.push_back(crypto::sha256({concatenate(at.open)}));
      at.open.clear();
      hash = whole.root();
    }
  }
  // The SHA-256 of the tile's bytes; none for a tile that the log does not have.
  [[nodiscard]] std::optional<Hash> hash_of(const TileId& tile) const {
    if (*tile.level >= levels_.size()) return std::nullopt;
    const Level& at = levels_[*tile.level];
    if (tile.index < at.full.size()) return at.full[tile.index];
    return crypto::sha256({concatenate(at.open)});
  }

 private:
  struct Level {
    std::vector<Hash> full;  // of the bytes of each full tile
    std::vector<Hash> open;
  };
  static Bytes concatenate(const std::vector<Hash>& hashes) {
    Bytes out;
    for (const Hash& hash : hashes) out.insert(out.end(), hash.begin(), hash.end());
    return out;
  }
  std::vector<Level> levels_;
};

class Verifier {
 public:
  Verifier(const ReadFile& read, const Policy& policy, Board::RunPieces run_pieces,
           const ShowProgress& show_progress)
      : read_(read), policy_(policy), show_progress_(show_progress) {
    verification_.board = std::make_shared<Board>(
        [&read, size = size_](std::uint64_t index) { return read_again(read, index, *size); },
        std::move(run_pieces));
    board().be_thorough();
  }

  Verification run() && {
    if (open_checkpoint()) {
      replay();
      if (intact_) {
        check_tree();
        check_tiles();
        check_elections();
      }
    }
    complete();
    return std::move(verification_);
  }

 private:
  Report& report() { return verification_.report; }
  Board& board() { return *verification_.board; }

  // For the rules, which look at a ballot again when another replaces it. It was read before.
  static Bytes read_again(const ReadFile& read, std::uint64_t index, std::uint64_t size) {
    const auto entries = read_bundle(read, bundle_of(index, size));
    return entries ? (*entries)[index % kTileWidth] : Bytes();
  }

  void fail(CheckName check, std::string failure) {
    intact_ = false;
    report().fail(check, std::move(failure));
  }

  bool open_checkpoint() {
    report().count(CheckName::views);
    const auto bytes = read_("checkpoint");
    if (!bytes) {
      fail(CheckName::completeness, "checkpoint: " + bytes.error().message());
      return false;
    }
    const auto opened = policy_.open(as_text(*bytes));
    if (!opened) {
      fail(opened.error().code.starts_with("policy.") ? CheckName::views : CheckName::log,
           opened.error().message());
      return false;
    }
    verification_.checkpoint = as_text(*bytes);
    checkpoint_ = opened->checkpoint;
    *size_ = checkpoint_.size;
    return true;
  }

  // One block of the log as it stands there.
  struct StoredBlock {
    std::uint64_t first = 0;  // index of its first entry
    std::uint64_t time = 0;
    std::vector<Bytes> entries;
  };

  // Entries in their order, block by block, with the ballots of many blocks verified together.
  void replay() {
    StoredBlock open;
    for (std::uint64_t index = 0; index < checkpoint_.size && intact_;) {
      const TileId bundle = bundle_of(index, checkpoint_.size);
      auto entries = read_bundle(read_, bundle);
      if (!entries)
        return fail(CheckName::completeness, bundle.path() + ": " + entries.error().message());
      for (Bytes& entry : *entries) {
        take_entry(std::move(entry), index++, open);
        if (!intact_) return;
      }
      show_progress_(index, checkpoint_.size);
    }
    if (intact_) replay_waiting();
    if (intact_ && !open.entries.empty()) {
      fail(CheckName::completeness, "the log ends within a block");
    }
  }

  void take_entry(Bytes entry, std::uint64_t index, StoredBlock& open) {
    const Hash leaf = bulletin_board::leaf_hash(entry);
    tree_.append(leaf);
    tiles_.append(leaf);
    report().count(CheckName::log);
    const auto record = bulletin_board::decode_block_record(as_text(entry));
    open.entries.push_back(std::move(entry));
    if (!record) return;
    open.time = record->time;
    waiting_entries_ += open.entries.size();
    waiting_.push_back(std::move(open));
    open = {.first = index + 1, .time = 0, .entries = {}};
    if (waiting_entries_ >= kAhead || !has_only_ballots(waiting_.back())) replay_waiting();
  }

  // Such a block changes nothing that the next ballots' proofs depend on.
  static bool has_only_ballots(const StoredBlock& block) {
    return std::all_of(block.entries.begin(), block.entries.end() - 1, is_ballot);
  }

  void replay_waiting() {
    std::vector<Bytes> posts;
    posts.reserve(waiting_entries_);
    for (const StoredBlock& block : waiting_) {
      for (std::size_t i = 0; i + 1 < block.entries.size(); ++i) {
        if (is_post(block.entries[i])) posts.push_back(block.entries[i]);
      }
    }
    auto checked = board().check(posts);
    std::span<bulletin_board::CheckedPost> rest = checked;
    for (const StoredBlock& block : waiting_) {
      std::vector<std::uint64_t> places;
      for (std::size_t i = 0; i + 1 < block.entries.size(); ++i) {
        if (is_post(block.entries[i])) places.push_back(block.first + i);
      }
      replay_block(block, places, rest.first(places.size()));
      if (!intact_) return;
      rest = rest.subspan(places.size());
    }
    waiting_.clear();
    waiting_entries_ = 0;
  }

  static bool is_post(const Bytes& entry) {
    return !bulletin_board::decode_result_record(as_text(entry));
  }

  void replay_block(const StoredBlock& stored, const std::vector<std::uint64_t>& places,
                    std::span<bulletin_board::CheckedPost> posts) {
    const Block block = board().apply(stored.time, posts);
    for (std::size_t i = 0; i < places.size(); ++i) {
      count_post(stored.entries[places[i] - stored.first]);
      const bulletin_board::Verdict& verdict = block.verdicts[i];
      if (!verdict.refusal) continue;
      const auto fail_by = [&](const Error& error) {
        fail(check_of(error.code), entry_name(places[i]) + ": " + error.message());
      };
      fail_by(*verdict.refusal);
      for (const Error& error : verdict.also) fail_by(error);
    }
    report().count(CheckName::rules, stored.entries.size());
    if (intact_ && block.entries != stored.entries) {
      fail_at_difference(block.entries, stored.entries, stored.first);
    }
  }

  // Every post was accepted, but what the rules add is not what stands there.
  void fail_at_difference(const std::vector<Bytes>& derived, const std::vector<Bytes>& stored,
                          std::uint64_t first) {
    for (std::size_t i = 0; i < stored.size(); ++i) {
      if (i < derived.size() && derived[i] == stored[i]) continue;
      const bool is_result = bulletin_board::decode_result_record(as_text(stored[i])).has_value();
      return fail(is_result ? CheckName::result : CheckName::rules,
                  entry_name(first + i) + ": is not what the rules derive");
    }
    fail(CheckName::completeness, entry_name(first) + ": the rules derive more than stands there");
  }

  void count_post(const Bytes& post) {
    report().count(CheckName::encoding);
    if (is_ballot(post)) {
      for (const CheckName check :
           {CheckName::shape, CheckName::credential, CheckName::bits, CheckName::equations,
            CheckName::ciphertexts, CheckName::repeats}) {
        report().count(check);
      }
    } else if (as_text(post).starts_with(R"({"type":"tested")")) {
      report().count(CheckName::credential);
    } else {
      report().count(CheckName::authority);
    }
  }

  void check_tree() {
    if (tree_.root() != checkpoint_.root) {
      fail(CheckName::log, "the entries do not hash to the checkpoint's root");
    }
  }

  void check_tiles() {
    bulletin_board::visit_tiles(checkpoint_.size, [this](const TileId& tile) {
      if (tile.level) check_tile(tile);
      return true;
    });
  }

  void check_tile(const TileId& tile) {
    report().count(CheckName::log);
    const auto bytes = read_(tile.path());
    if (!bytes) {
      fail(CheckName::completeness, tile.path() + ": " + bytes.error().message());
    } else if (crypto::sha256({*bytes}) != tiles_.hash_of(tile)) {
      fail(CheckName::log, tile.path() + ": does not hold the hashes of the entries");
    }
  }

  // Counts what the replay has established.
  void check_elections() {
    for (const auto& [id, election] : board().elections()) {
      report().count(CheckName::definition);
      report().count(CheckName::ceremony, election.commits().size() + election.deals().size() +
                                              election.certificates().size());
      if (election.keys()) report().count(CheckName::election_key);
      if (!election.fingerprint()) continue;
      report().count(CheckName::roll, election.roll().size());
      report().count(CheckName::aggregate, election.styles().size());
      report().count(CheckName::shares, election.share_count());
      if (election.results()) report().count(CheckName::result);
    }
  }

  void complete() {
    report().count(CheckName::completeness);
    if (intact_ && checkpoint_.size == 0) {
      fail(CheckName::completeness, "the log is empty: there is nothing to verify");
    }
  }

  const ReadFile& read_;
  const Policy& policy_;
  const ShowProgress& show_progress_;
  Verification verification_;
  Checkpoint checkpoint_;
  // Shared with the board's reader.
  std::shared_ptr<std::uint64_t> size_ = std::make_shared<std::uint64_t>(0);
  MerkleEdge tree_;
  TileHashes tiles_;
  // Whole blocks that are not replayed yet, and their entries.
  std::vector<StoredBlock> waiting_;
  std::size_t waiting_entries_ = 0;
  bool intact_ = true;
};

}  // namespace

Verification verify_record(const ReadFile& read, const Policy& policy, Board::RunPieces run_pieces,
                           const ShowProgress& show_progress) {
  return Verifier(read, policy, std::move(run_pieces), show_progress).run();
}

}  // namespace tabella::verifier
