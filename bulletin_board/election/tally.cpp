// The tally: trustees' shares, and the result that follows from them.
#include "bulletin_board/election/election.h"

#include <algorithm>

#include "crypto/discrete_log.h"
#include "tally/combination.h"
#include "tally/question_count.h"
#include "tally/totals.h"
#include "tally/withholding.h"

namespace tabella::bulletin_board {

using crypto::TrusteeIndex;

std::size_t Election::share_count() const {
  std::size_t count = 0;
  for (const auto& of_style : shares_) count += of_style.size();
  return count;
}

bool Election::has_shared(std::size_t style, TrusteeIndex trustee) const {
  return std::ranges::find(shares_[style], trustee, &tally::PartialDecryption::trustee) !=
         shares_[style].end();
}

// K_1 = k G says which nonce a proof has. Two proofs of one trustee under one nonce, for two
// styles, give its share away; of two trustees, a relation between theirs.
bool Election::repeats_nonce(const tally::PartialDecryption& partial) const {
  return std::ranges::any_of(shares_, [&](const auto& of_style) {
    return std::ranges::any_of(of_style, [&](const tally::PartialDecryption& other) {
      return other.proof.commitments[0] == partial.proof.commitments[0];
    });
  });
}

tally::TallyStatement Election::tally_statement(std::size_t style) const {
  EXPECTS(fingerprint_.has_value());
  return {ballot::ballots_fingerprint(*fingerprint_, styles_[style].id),
          aggregates_[style].ciphertexts_vartime()};
}

Result<Done> Election::decrypt(const PartialDecryptionPost& post) {
  if (auto done = expect(Phase::closed); !done) return done;
  const auto style = std::ranges::find(styles_, post.style, &ballot::CompiledStyle::id);
  if (style == styles_.end()) return Error{"share.style", "style", "is no style"};
  const auto index = static_cast<std::size_t>(style - styles_.begin());
  const auto partial =
      tally::PartialDecryption::decode(style->style.counters.size(), post.decryption);
  if (!partial) return partial.error();
  if (partial->trustee != post.trustee || !ceremony_->is_qualified(partial->trustee)) {
    return Error{"rules.trustee", "share", "is of another trustee, or of one who is disqualified"};
  }
  if (has_shared(index, partial->trustee)) {
    return Error{"rules.twice", to_string(partial->trustee), "has posted already"};
  }
  if (repeats_nonce(*partial)) {
    return Error{"share.repeat", to_string(partial->trustee), "repeats the nonce of another proof"};
  }
  if (auto done =
          tally::verify(tally_statement(index), keys_->share_key(partial->trustee), *partial);
      !done) {
    return done;
  }
  shares_[index].push_back(*partial);
  history_.add(post.decryption);
  return Done{};
}

bool Election::derive_result() {
  if (phase_ != Phase::closed) return false;
  const std::uint32_t threshold = ceremony_->threshold();
  const bool enough = std::ranges::all_of(
      shares_, [&](const auto& of_style) { return of_style.size() >= threshold; });
  if (!enough) return false;
  std::uint64_t bound = 1;
  for (std::size_t s = 0; s < styles_.size(); ++s) {
    bound = std::max(bound, tally::counter_bound(styles_[s], aggregates_[s].weight_sum()));
  }
  const crypto::DiscreteLog log(bound);
  std::vector<tally::StyleTally> tallies;
  for (std::size_t s = 0; s < styles_.size(); ++s) {
    const auto combined =
        tally::combine(tally_statement(s), keys_->share_keys(), threshold, shares_[s]);
    // Every share was verified, so this cannot fail.
    EXPECTS(combined.has_value());
    const std::uint64_t ballots = aggregates_[s].weight_sum();
    const auto totals = tally::open_totals(styles_[s], combined->opened, ballots, log);
    EXPECTS(totals.has_value());
    tallies.push_back({roll_weights_[s], ballots,
                       tally::withhold_small(definition_, styles_[s], ballots, *totals)});
  }
  results_ = tally::derive_results(
      definition_, tally::count_questions(definition_, styles_, tallies), *fingerprint_);
  phase_ = Phase::finished;
  history_.add(uint64_be(static_cast<std::uint64_t>(phase_)));
  return true;
}

}  // namespace tabella::bulletin_board
