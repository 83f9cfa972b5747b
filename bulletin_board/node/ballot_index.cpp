#include "bulletin_board/node/ballot_index.h"

#include <algorithm>

#include "ballot/ballot_post.h"
#include "ballot/fingerprint.h"
#include "ballot/tested_notice.h"

namespace tabella::bulletin_board {

namespace {

// Ballots that may lie unsorted; more as the index grows, so that sorting stays cheap.
constexpr std::size_t kUnsorted = 4096;
constexpr std::size_t kUnsortedPart = 8;

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

constexpr auto kById = [](const auto& a, const auto& b) { return a.id_begin < b.id_begin; };

template <class Roll>
auto* voter_in(Roll& roll, const crypto::Element& credential) {
  const auto found = std::ranges::lower_bound(roll, credential.bytes(), {},
                                              [](const auto& voter) { return voter.credential; });
  return found != roll.end() && found->credential == credential.bytes() ? &*found : nullptr;
}

}  // namespace

// A roll is fixed when the election has its fingerprint.
void BallotIndex::take_rolls(const Board& board) {
  for (const auto& [id, election] : board.elections()) {
    if (!election.fingerprint() || elections_.contains(id)) continue;
    OfElection made{.fingerprint = *election.fingerprint(),
                    .styles = {},
                    .roll = {},
                    .sorted = {},
                    .arrived = {}};
    for (const auto& style : election.styles()) made.styles.push_back(style.id);
    made.roll.reserve(election.roll().size());
    for (const auto& [credential, member] : election.roll()) {
      made.roll.push_back({credential.bytes(), member.weight, {}, member.style});
    }
    std::ranges::sort(made.roll, {}, &Voter::credential);
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
    const auto& roll = elections_.find(id)->second.roll;
    const auto voter = static_cast<std::size_t>(voter_in(roll, post.credential) - roll.data());
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
      election.arrived.push_back(each.place);
      if (each.voter) election.roll[*each.voter].ballot = {each.place.entry, each.sequence};
    }
    auto& sorted = election.sorted;
    if (election.arrived.size() < std::max(kUnsorted, sorted.size() / kUnsortedPart)) continue;
    std::ranges::sort(election.arrived, kById);
    const auto middle = static_cast<std::ptrdiff_t>(sorted.size());
    sorted.insert(sorted.end(), election.arrived.begin(), election.arrived.end());
    std::inplace_merge(sorted.begin(), sorted.begin() + middle, sorted.end(), kById);
    election.arrived.clear();
  }
}

std::optional<CredentialStatus> BallotIndex::credential(std::string_view election,
                                                        const crypto::Element& credential) const {
  const std::shared_lock lock(mutex_);
  const auto known = elections_.find(election);
  if (known == elections_.end()) return std::nullopt;
  const Voter* voter = voter_in(known->second.roll, credential);
  if (voter == nullptr) return std::nullopt;
  CredentialStatus status{known->second.styles[voter->style], voter->weight, std::nullopt};
  if (voter->ballot.sequence > 0) status.ballot = voter->ballot;
  return status;
}

std::optional<FoundBallot> BallotIndex::found_at(const OfElection& election,
                                                 std::uint64_t entry) const {
  const Bytes bytes = read_entry_(entry);
  if (const auto post = ballot::decode_ballot_post(as_text(bytes))) {
    const Voter* voter = voter_in(election.roll, post->credential);
    const bool counts = voter != nullptr && voter->ballot.entry == entry;
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
  const Place first{number_at_begin(prefix, 0x00), 0};
  const Place last{number_at_begin(prefix, 0xff), 0};
  std::vector<std::uint64_t> entries;
  const auto& sorted = known->second.sorted;
  for (auto at = std::ranges::lower_bound(sorted, first, kById);
       at != sorted.end() && at->id_begin <= last.id_begin && entries.size() < kMaxFound; ++at) {
    entries.push_back(at->entry);
  }
  for (const Place& place : known->second.arrived) {
    const bool begins = place.id_begin >= first.id_begin && place.id_begin <= last.id_begin;
    if (begins && entries.size() < kMaxFound) entries.push_back(place.entry);
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
