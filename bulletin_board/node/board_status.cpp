#include "bulletin_board/node/board_status.h"

#include <algorithm>
#include <utility>

#include "tally/result_json.h"

namespace tabella::bulletin_board {

namespace {

std::vector<TrusteeStatus> trustees_of(const Election& election) {
  std::vector<TrusteeStatus> trustees;
  const auto has_posted = [](const std::vector<crypto::CeremonyPost>& posts, std::uint32_t number) {
    return std::ranges::find(posts, number, &crypto::CeremonyPost::trustee) != posts.end();
  };
  for (std::size_t i = 0; i < election.post().trustees.size(); ++i) {
    const auto index = crypto::TrusteeIndex::from_position(i);
    const bool has_shared = !election.awaits_decryption_of(index) &&
                            std::ranges::any_of(election.pools(), [index](const TallyPool& pool) {
                              return pool.has_decrypted(index);
                            });
    trustees.push_back({.name = election.post().trustees[i].name(),
                        .joined = election.has_joined(index),
                        .committed = has_posted(election.commits(), index.number()),
                        .dealt = has_posted(election.deals(), index.number()),
                        .certified = has_posted(election.certificates(), index.number()),
                        .held = election.keys_held().contains(index),
                        .shared = has_shared,
                        .disqualified = election.is_disqualified(index)});
  }
  return trustees;
}

std::vector<RevokedOfficial> revoked_of(const Election& election) {
  std::vector<RevokedOfficial> revoked;
  for (const auto& [official, key] : election.revoked()) {
    revoked.push_back({election.post().officials[official - 1].name(), key});
  }
  return revoked;
}

}  // namespace

std::shared_ptr<const BoardStatus> status_of(const Board& board, const BoardStatus& before) {
  auto status = std::make_shared<BoardStatus>();
  status->size = board.size();
  status->height = board.height();
  status->time = board.time();
  for (const auto& [id, election] : board.elections()) {
    const auto known = before.elections.find(id);
    ElectionStatus& each = status->elections[id];
    if (known != before.elections.end()) each = known->second;
    each.phase = election.phase();
    each.voters = election.roll_size();
    each.accepted = election.accepted_ballots();
    each.tested = election.tested_ballots();
    each.shares = election.decryption_count();
    each.opens = election.definition().schedule.opens;
    each.closes = election.definition().schedule.closes;
    if (const auto& keys = election.keys()) {
      each.election_key = keys->election_key().element();
    }
    each.fingerprint = election.fingerprint();
    each.pages = election.pages();
    if (!each.notices || each.notices->size() != election.notices().size()) {
      each.notices = std::make_shared<const std::vector<Notice>>(election.notices());
    }
    each.revoked = revoked_of(election);
    each.why_cancelled = election.why_cancelled();
    each.moments = election.moments().all();
    each.policy = election.policy();
    each.trustees = trustees_of(election);
    if (!each.definition) {
      each.parsed = std::make_shared<const ballot::Definition>(election.definition());
      each.definition = std::make_shared<const std::string>(election.post().definition);
    }
    if (!each.result && election.results()) {
      each.results =
          std::make_shared<const std::vector<tally::QuestionResult>>(*election.results());
      each.result = std::make_shared<const std::string>(
          tally::encode(election.definition(), *election.results()));
    }
  }
  return status;
}

void LatestStatus::after(const DurableBlock&, const Board& board) {
  // Nobody else writes it, so readers need not wait while the next one is made.
  auto next = status_of(board, *status_);
  const std::lock_guard lock(mutex_);
  status_ = std::move(next);
}

std::shared_ptr<const BoardStatus> LatestStatus::latest() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

}  // namespace tabella::bulletin_board
