#include "bulletin_board/node/ballot_index.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ballot/ballot_post.h"
#include "ballot/fingerprint.h"
#include "ballot/tested_notice.h"
#include "crypto/ballot_proof/sealed_layout.h"

namespace tabella::bulletin_board {

namespace {

constexpr const char* kSchema =
#include "ballot_index.sql.inc"
    ;

// What a file keeps of an id.
constexpr std::size_t kIdBegin = 8;
using IdBegin = std::array<std::uint8_t, kIdBegin>;

// The beginning of an id that begins so, with these bytes where it is not known.
IdBegin begin_of(ByteView prefix, std::uint8_t fill) {
  IdBegin begin;
  begin.fill(fill);
  std::ranges::copy(prefix.first(std::min(prefix.size(), kIdBegin)), begin.begin());
  return begin;
}

crypto::BallotId id_of(const ballot::BallotPost& post) {
  return crypto::ballot_id(ballot::ballots_fingerprint(post.election, post.style),
                           post.credential.bytes(), post.sequence,
                           crypto::without_z_K(post.sealed));
}

}  // namespace

BallotIndex::BallotIndex(std::string path, ReadEntry read_entry)
    : read_entry_(std::move(read_entry)),
      file_(std::move(path)),
      database_(file_, kSchema),
      put_counted_(database_,
                   "INSERT OR REPLACE INTO counted (election, credential, entry, sequence) "
                   "VALUES (?, ?, ?, ?)"),
      put_place_(database_, "INSERT INTO place (election, id_begin, entry) VALUES (?, ?, ?)"),
      find_counted_(database_,
                    "SELECT entry, sequence FROM counted WHERE election = ? AND credential = ?"),
      find_places_(database_,
                   "SELECT entry FROM place WHERE election = ? AND id_begin BETWEEN ? AND ? "
                   "ORDER BY entry LIMIT ?") {}

// A roll is fixed when the election has its fingerprint.
void BallotIndex::add_rolls(const Board& board) {
  for (const auto& [id, election] : board.elections()) {
    if (!election.fingerprint() || elections_.contains(id)) continue;
    OfElection made{.number = elections_.size(), .styles = {}, .roll = election.roll()};
    for (const auto& style : election.styles()) made.styles.push_back(style.id);
    by_fingerprint_.emplace(*election.fingerprint(), id);
    const std::lock_guard lock(mutex_);
    elections_.emplace(id, std::move(made));
  }
}

void BallotIndex::after(const DurableBlock& block, const Board& board) {
  add_rolls(board);
  for (const auto& [entry, post] : block.ballots) {
    const OfElection& election = elections_.find(by_fingerprint_.at(post.election))->second;
    put_place(election, id_of(post), entry);
    // One at a time: nobody waits for a whole block.
    const std::lock_guard lock(database_mutex_);
    put_counted_.bind(election.number).bind(post.credential.bytes()).bind(entry);
    put_counted_.bind(post.sequence).step();
    put_counted_.reset();
  }
  for (std::size_t i = 0; i < block.entries.size(); ++i) {
    if (const auto notice = ballot::decode_tested_notice(as_text(block.entries[i]))) {
      put_place(elections_.find(by_fingerprint_.at(notice->election))->second,
                ballot::id_of(*notice), block.first + i);
    }
  }
}

void BallotIndex::put_place(const OfElection& election, const crypto::BallotId& id,
                            std::uint64_t entry) {
  const std::lock_guard lock(database_mutex_);
  put_place_.bind(election.number).bind(begin_of(id, 0)).bind(entry).step();
  put_place_.reset();
}

// An election that is here stays as it is.
const BallotIndex::OfElection* BallotIndex::find(std::string_view election) const {
  const std::lock_guard lock(mutex_);
  const auto known = elections_.find(election);
  return known != elections_.end() ? &known->second : nullptr;
}

std::optional<CountedBallot> BallotIndex::counted_of(const OfElection& election,
                                                     const crypto::Element& credential) const {
  const std::lock_guard lock(database_mutex_);
  std::optional<CountedBallot> counted;
  if (find_counted_.bind(election.number).bind(credential.bytes()).step()) {
    counted = CountedBallot{.entry = find_counted_.number(0), .sequence = find_counted_.number(1)};
  }
  find_counted_.reset();
  return counted;
}

std::optional<CredentialStatus> BallotIndex::credential(std::string_view election,
                                                        const crypto::Element& credential) const {
  const OfElection* known = find(election);
  const auto row = known != nullptr ? known->roll->find(credential.bytes()) : std::nullopt;
  if (!row) return std::nullopt;
  return CredentialStatus{known->styles[row->style], row->weight, counted_of(*known, credential)};
}

std::optional<FoundBallot> BallotIndex::found_at(const OfElection& election,
                                                 std::uint64_t entry) const {
  const Bytes bytes = read_entry_(entry);
  if (const auto post = ballot::decode_ballot_post(as_text(bytes))) {
    const auto counted = counted_of(election, post->credential);
    const bool counts = counted && counted->entry == entry;
    return FoundBallot{id_of(*post), entry, counts ? BallotState::counts : BallotState::replaced};
  }
  if (const auto notice = ballot::decode_tested_notice(as_text(bytes))) {
    return FoundBallot{ballot::id_of(*notice), entry, BallotState::tested};
  }
  return std::nullopt;
}

std::vector<std::uint64_t> BallotIndex::places_of(const OfElection& election,
                                                  ByteView prefix) const {
  const std::lock_guard lock(database_mutex_);
  std::vector<std::uint64_t> entries;
  find_places_.bind(election.number).bind(begin_of(prefix, 0x00)).bind(begin_of(prefix, 0xff));
  find_places_.bind(std::uint64_t{kMaxFound});
  while (find_places_.step()) entries.push_back(find_places_.number());
  find_places_.reset();
  return entries;
}

std::optional<std::vector<FoundBallot>> BallotIndex::ballots(std::string_view election,
                                                             ByteView prefix) const {
  EXPECTS(prefix.size() >= kMinPrefix);
  const OfElection* known = find(election);
  if (known == nullptr) return std::nullopt;
  std::vector<FoundBallot> found;
  for (const std::uint64_t entry : places_of(*known, prefix)) {
    const auto ballot = found_at(*known, entry);
    if (ballot && std::ranges::equal(prefix, ByteView(ballot->ballot).first(prefix.size()))) {
      found.push_back(*ballot);
    }
  }
  return found;
}

}  // namespace tabella::bulletin_board
