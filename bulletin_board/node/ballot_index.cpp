#include "bulletin_board/node/ballot_index.h"

#include <algorithm>

#include "ballot/ballot_post.h"
#include "ballot/fingerprint.h"
#include "ballot/tested_notice.h"

namespace tabella::bulletin_board {

namespace {

std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint64_t number_at_begin(ByteView bytes, std::uint8_t fill) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | (i < bytes.size() ? bytes[i] : fill);
  return number;
}

crypto::BallotId id_of(const ballot::BallotPost& post) {
  return crypto::ballot_id(ballot::ballots_fingerprint(post.election, post.style),
                           post.credential.bytes(), post.sequence,
                           ByteView(post.sealed).first(post.sealed.size() - crypto::Scalar::kSize));
}

}  // namespace

// A roll is fixed when the election has its fingerprint.
void BallotIndex::take_rolls(const Board& board) {
  for (const auto& [id, election] : board.elections()) {
    if (!election.fingerprint() || elections_.contains(id)) continue;
    OfElection made{.fingerprint = *election.fingerprint(),
                    .styles = {},
                    .roll = election.roll(),
                    .counted = std::vector<CountedBallot>(election.roll()->size()),
                    .places = {}};
    for (const auto& style : election.styles()) made.styles.push_back(style.id);
    by_fingerprint_.emplace(made.fingerprint, id);
    const std::unique_lock lock(mutex_);
    elections_.emplace(id, std::move(made));
  }
}

void BallotIndex::take(const Board& board, std::span<const AcceptedBallot> ballots,
                       std::uint64_t first, std::span<const Bytes> entries) {
  take_rolls(board);
  std::map<std::string, std::vector<News>> news;
  for (const auto& [entry, post] : ballots) {
    const std::string& id = by_fingerprint_.at(post.election);
    const Roll& roll = *elections_.find(id)->second.roll;
    const auto voter = static_cast<std::size_t>(find_in(roll, post.credential) - roll.data());
    news[id].push_back({{number_at_begin(id_of(post), 0), entry}, voter, post.sequence});
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (const auto notice = ballot::decode_tested_notice(as_text(entries[i]))) {
      news[by_fingerprint_.at(notice->election)].push_back(
          {{number_at_begin(notice->ballot, 0), first + i}, std::nullopt, 0});
    }
  }
  const std::unique_lock lock(mutex_);
  for (const auto& [id, of_election] : news) {
    OfElection& election = elections_.find(id)->second;
    for (const News& each : of_election) {
      election.places.insert(each.place);
      if (each.voter) election.counted[*each.voter] = {each.place.entry, each.sequence};
    }
  }
}

std::optional<CountedBallot> BallotIndex::counted_of(const OfElection& election,
                                                     const ballot::RollEntry& member) {
  const auto place = static_cast<std::size_t>(&member - election.roll->data());
  const CountedBallot& counted = election.counted[place];
  if (counted.sequence == 0) return std::nullopt;
  return counted;
}

std::optional<CredentialStatus> BallotIndex::credential(std::string_view election,
                                                        const crypto::Element& credential) const {
  const std::shared_lock lock(mutex_);
  const auto known = elections_.find(election);
  if (known == elections_.end()) return std::nullopt;
  const ballot::RollEntry* member = find_in(*known->second.roll, credential);
  if (member == nullptr) return std::nullopt;
  return CredentialStatus{known->second.styles[member->style], member->weight,
                          counted_of(known->second, *member)};
}

std::optional<FoundBallot> BallotIndex::found_at(const OfElection& election,
                                                 std::uint64_t entry) const {
  const Bytes bytes = read_entry_(entry);
  if (const auto post = ballot::decode_ballot_post(as_text(bytes))) {
    const ballot::RollEntry* member = find_in(*election.roll, post->credential);
    const auto counted = member != nullptr ? counted_of(election, *member) : std::nullopt;
    const bool counts = counted && counted->entry == entry;
    return FoundBallot{id_of(*post), entry, counts ? BallotState::counts : BallotState::replaced};
  }
  if (const auto notice = ballot::decode_tested_notice(as_text(bytes))) {
    return FoundBallot{notice->ballot, entry, BallotState::tested};
  }
  return std::nullopt;
}

std::optional<std::vector<FoundBallot>> BallotIndex::ballots(std::string_view election,
                                                             ByteView prefix) const {
  EXPECTS(prefix.size() >= kMinPrefix);
  const std::shared_lock lock(mutex_);
  const auto known = elections_.find(election);
  if (known == elections_.end()) return std::nullopt;
  const std::uint64_t first = number_at_begin(prefix, 0x00);
  const std::uint64_t last = number_at_begin(prefix, 0xff);
  std::vector<std::uint64_t> entries;
  for (const auto& run : known->second.places.runs()) {
    for (auto at = std::ranges::lower_bound(run, first, {}, &Place::id_begin);
         at != run.end() && at->id_begin <= last && entries.size() < kMaxFound; ++at) {
      entries.push_back(at->entry);
    }
  }
  std::ranges::sort(entries);
  std::vector<FoundBallot> found;
  for (const std::uint64_t entry : entries) {
    const auto ballot = found_at(known->second, entry);
    if (ballot && std::ranges::equal(prefix, ByteView(ballot->ballot).first(prefix.size()))) {
      found.push_back(*ballot);
    }
  }
  return found;
}

}  // namespace tabella::bulletin_board
