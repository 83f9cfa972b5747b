#include "bulletin_board/election/tally.h"

#include <algorithm>
#include <utility>

#include "crypto/discrete_log.h"
#include "tally/combination.h"
#include "tally/question_count.h"
#include "tally/totals.h"
#include "tally/withholding.h"

namespace tabella::bulletin_board {

using crypto::TrusteeIndex;

std::size_t Tally::decryption_count() const {
  std::size_t count = 0;
  for (const auto& of_style : decryptions_) count += of_style.size();
  return count;
}

bool Tally::has_decrypted(std::size_t style, TrusteeIndex trustee) const {
  return std::ranges::find(decryptions_[style], trustee, &tally::PartialDecryption::trustee) !=
         decryptions_[style].end();
}

bool Tally::is_complete(std::uint32_t threshold) const {
  return std::ranges::all_of(decryptions_,
                             [&](const auto& of_style) { return of_style.size() >= threshold; });
}

// K_1 = k G says which nonce a proof has. Two proofs of one trustee under one nonce, for two
// styles, give its share away; of two trustees, a relation between theirs.
bool Tally::repeats_nonce(const tally::PartialDecryption& partial) const {
  return std::ranges::any_of(decryptions_, [&](const auto& of_style) {
    return std::ranges::any_of(of_style, [&](const tally::PartialDecryption& other) {
      return other.proof.commitments[0] == partial.proof.commitments[0];
    });
  });
}

Result<Done> Tally::add(std::size_t style, const tally::PartialDecryption& partial,
                        const tally::TallyStatement& statement, const crypto::Element& share_key) {
  if (has_decrypted(style, partial.trustee)) {
    return Error{"rules.twice", to_string(partial.trustee), "has posted already"};
  }
  if (repeats_nonce(partial)) {
    return Error{"share.repeat", to_string(partial.trustee), "repeats the nonce of another proof"};
  }
  if (auto done = tally::verify(statement, share_key, partial); !done) return done;
  decryptions_[style].push_back(partial);
  return Done{};
}

void Tally::open(const ClosedElection& election) {
  std::uint64_t bound = 1;
  for (std::size_t s = 0; s < election.styles.size(); ++s) {
    bound = std::max(bound,
                     tally::counter_bound(election.compiled[s], election.styles[s].ballot_weight));
  }
  const crypto::DiscreteLog log(bound);
  std::vector<tally::StyleTally> tallies;
  for (std::size_t s = 0; s < election.styles.size(); ++s) {
    const ballot::CompiledStyle& style = election.compiled[s];
    const auto& [roll, ballots, statement] = election.styles[s];
    const auto combined =
        tally::combine(statement, election.share_keys, election.threshold, decryptions_[s]);
    // Every partial decryption was verified, so this cannot fail.
    EXPECTS(combined.has_value());
    auto totals = tally::open_totals(style, combined->opened, ballots, log);
    EXPECTS(totals.has_value());
    tallies.push_back({roll, ballots, *std::move(totals)});
  }
  auto counts = tally::count_questions(election.definition, election.compiled, tallies);
  results_ = tally::derive_results(election.definition,
                                   tally::withhold_small(election.definition, std::move(counts)),
                                   election.fingerprint);
}

}  // namespace tabella::bulletin_board
