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

void Tally::open(const ClosedElection& election, const RunPieces& run_pieces) {
  std::uint64_t bound = 1;
  std::vector<crypto::Element> opened;  // the counters of all styles
  for (std::size_t s = 0; s < election.styles.size(); ++s) {
    const auto& style = election.styles[s];
    bound = std::max(bound, tally::counter_bound(election.compiled[s], style.ballot_weight));
    auto combined =
        tally::combine(style.statement, election.share_keys, election.threshold, decryptions_[s]);
    // Every partial decryption was verified, so this cannot fail.
    EXPECTS(combined.has_value());
    opened.insert(opened.end(), combined->opened.begin(), combined->opened.end());
  }
  const crypto::DiscreteLog log(bound);
  std::vector<std::optional<std::uint64_t>> counters(opened.size());
  run_pieces(opened.size(), [&](std::size_t c) { counters[c] = log.find_vartime(opened[c]); });

  std::vector<tally::StyleTally> tallies;
  std::span<const std::optional<std::uint64_t>> rest = counters;
  for (std::size_t s = 0; s < election.styles.size(); ++s) {
    const auto& [roll, ballots, statement] = election.styles[s];
    const std::size_t count = statement.aggregate.size();
    auto totals = tally::unpack_totals(election.compiled[s], rest.first(count), ballots);
    EXPECTS(totals.has_value());
    tallies.push_back({roll, ballots, *std::move(totals)});
    rest = rest.subspan(count);
  }
  auto counts = tally::count_questions(election.definition, election.compiled, tallies);
  results_ = tally::derive_results(election.definition,
                                   tally::withhold_small(election.definition, std::move(counts)),
                                   election.fingerprint);
}

}  // namespace tabella::bulletin_board
