#include "bulletin_board/election/tally.h"

#include <algorithm>
#include <utility>

#include "ballot/fingerprint.h"
#include "crypto/discrete_log.h"
#include "tally/combination.h"
#include "tally/question_count.h"
#include "tally/totals.h"

namespace tabella::bulletin_board {

using crypto::TrusteeIndex;
using tally::PoolState;

namespace {

tally::PoolLayout layout_of(const TallyPool& pool, const ClosedElection& election) {
  return tally::layout_of(pool.pool, election.compiled[pool.pool.styles.front()]);
}

}  // namespace

bool TallyPool::has_decrypted(TrusteeIndex trustee) const {
  return std::ranges::find(decryptions, trustee, &tally::PartialDecryption::trustee) !=
         decryptions.end();
}

std::size_t Tally::decryption_count() const {
  std::size_t count = 0;
  for (const TallyPool& pool : pools_) count += pool.decryptions.size();
  return count;
}

bool Tally::awaits(TrusteeIndex trustee) const {
  return std::ranges::any_of(pools_, [&](const TallyPool& pool) {
    return pool.state == PoolState::due && !pool.has_decrypted(trustee);
  });
}

void Tally::begin(const ClosedElection& election) {
  pools_.clear();
  for (tally::Pool& pool : tally::pools_of(election.definition, election.aggregates)) {
    const auto sum = tally::aggregate_of(pool, election.compiled, election.aggregates);
    std::string name = tally::name_of(pool, election.definition);
    const auto fingerprint = ballot::pool_fingerprint(election.fingerprint, name);
    pools_.push_back({.pool = std::move(pool),
                      .name = std::move(name),
                      .ballots = sum.ballots(),
                      .weight = sum.weight_sum(),
                      .statement = {fingerprint, sum.ciphertexts_vartime()}});
  }
  decide(election);
}

Result<std::size_t> Tally::find_awaited(std::string_view name) const {
  const auto found = std::ranges::find(pools_, name, &TallyPool::name);
  if (found == pools_.end()) return Error{"share.pool", "pool", "is none of this election"};
  if (found->state == PoolState::withheld) {
    return Error{"share.withheld", "pool", "is not opened: its ballots are too few"};
  }
  if (found->state == PoolState::waits) {
    return Error{"share.waits", "pool", "is not opened before it is known how many were asked"};
  }
  return static_cast<std::size_t>(found - pools_.begin());
}

// K_1 = k G says which nonce a proof has. Two proofs of one trustee under one nonce, for two
// pools, give its share away; of two trustees, a relation between theirs.
bool Tally::repeats_nonce(const tally::PartialDecryption& partial) const {
  return std::ranges::any_of(pools_, [&](const TallyPool& pool) {
    return std::ranges::any_of(pool.decryptions, [&](const tally::PartialDecryption& other) {
      return other.proof.commitments[0] == partial.proof.commitments[0];
    });
  });
}

Result<Done> Tally::add(std::size_t pool, const tally::PartialDecryption& partial,
                        const crypto::Element& share_key) {
  if (pools_[pool].has_decrypted(partial.trustee)) {
    return Error{"rules.twice", to_string(partial.trustee), "has posted already"};
  }
  if (repeats_nonce(partial)) {
    return Error{"share.repeat", to_string(partial.trustee), "repeats the nonce of another proof"};
  }
  if (auto done = tally::verify(pools_[pool].statement, share_key, partial); !done) return done;
  pools_[pool].decryptions.push_back(partial);
  return Done{};
}

bool Tally::advance(const ClosedElection& election, const RunPieces& run_pieces) {
  std::vector<std::size_t> complete;
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    const TallyPool& pool = pools_[p];
    if (pool.state == PoolState::due && pool.decryptions.size() >= election.threshold) {
      complete.push_back(p);
    }
  }
  if (!complete.empty()) open(complete, election, run_pieces);
  const bool is_done = std::ranges::none_of(pools_, [](const TallyPool& pool) {
    return pool.state == PoolState::due || pool.state == PoolState::waits;
  });
  if (is_done) derive_results(election);
  return is_done || !complete.empty();
}

void Tally::open(std::span<const std::size_t> complete, const ClosedElection& election,
                 const RunPieces& run_pieces) {
  std::uint64_t bound = 1;
  std::vector<crypto::Element> opened;  // the counters of all these pools
  for (const std::size_t p : complete) {
    const TallyPool& pool = pools_[p];
    bound = std::max(bound, tally::counter_bound(layout_of(pool, election), pool.weight));
    auto combined =
        tally::combine(pool.statement, election.share_keys, election.threshold, pool.decryptions);
    // Every partial decryption was verified, so this cannot fail.
    EXPECTS(combined.has_value());
    opened.insert(opened.end(), combined->opened.begin(), combined->opened.end());
  }
  const crypto::DiscreteLog log(bound);
  std::vector<std::optional<std::uint64_t>> counters(opened.size());
  run_pieces(opened.size(), [&](std::size_t c) { counters[c] = log.find_vartime(opened[c]); });

  std::span<const std::optional<std::uint64_t>> rest = counters;
  for (const std::size_t p : complete) {
    const auto layout = layout_of(pools_[p], election);
    auto totals = tally::unpack_totals(layout, rest.first(layout.counter_count), pools_[p].weight);
    EXPECTS(totals.has_value());
    pools_[p].totals = *std::move(totals);
    rest = rest.subspan(layout.counter_count);
  }
  decide(election);
}

void Tally::decide(const ClosedElection& election) {
  std::vector<tally::Pool> pools;
  tally::OpenedTotals opened;
  for (const TallyPool& pool : pools_) {
    pools.push_back(pool.pool);
    opened.push_back(pool.totals);
  }
  const auto states = tally::states_of(election.definition, pools, election.aggregates, opened);
  for (std::size_t p = 0; p < pools_.size(); ++p) pools_[p].state = states[p];
}

void Tally::derive_results(const ClosedElection& election) {
  std::vector<tally::PoolTally> tallies;
  for (const TallyPool& pool : pools_) {
    std::uint64_t roll = 0;
    for (const std::uint32_t s : pool.pool.styles) roll += election.roll_weights[s];
    tallies.push_back({pool.pool, roll, pool.weight, pool.totals});
  }
  results_ = tally::derive_results(
      election.definition, tally::count_questions(election.definition, election.compiled, tallies),
      election.fingerprint);
}

}  // namespace tabella::bulletin_board
