// A whole election in small: sealed ballots, verification, aggregate, trustees. What the tests of
// the tally start from.
#pragma once

#include <utility>
#include <vector>

#include "ballot/compile.h"
#include "ballot/fingerprint.h"
#include "ballot/seal.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "crypto/secret_sharing.h"
#include "tally/aggregate.h"
#include "tally/combination.h"
#include "tally/totals.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::tally::test {

// Keys as an honest ceremony leaves them: shares of a polynomial that nobody knows.
class Keys {
 public:
  Keys(std::uint32_t threshold, std::uint32_t count) : Keys(Polynomial::random(threshold), count) {}

  crypto::ElectionKey election_key;
  std::vector<crypto::Element> share_keys;
  std::vector<crypto::TrusteeShare> shares;

 private:
  using Polynomial = crypto::SecretPolynomial<crypto::Ristretto255>;

  Keys(const Polynomial& f, std::uint32_t count)
      : election_key(
            crypto::ElectionKey::from_element(crypto::mul_base(f.secret()).publish()).value()) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto trustee = crypto::TrusteeIndex::from_position(i);
      shares.emplace_back(trustee, f.share_of(trustee));
      share_keys.push_back(crypto::mul_base(shares.back().secret()).publish());
    }
  }
};

class SmallElection {
 public:
  SmallElection(ballot::Definition made, std::uint32_t needed, std::uint32_t count,
                std::uint8_t number = 1)
      : definition(std::move(made)),
        style(std::move(ballot::compile_all(definition).value().front())),
        keys(needed, count),
        threshold(needed),
        fingerprint{number},
        sealer(definition, style, fingerprint, keys.election_key),
        verifier(keys.election_key.element(),
                 {{ballot::ballots_fingerprint(fingerprint, style.id), style.style}}),
        aggregate(style.style.counters.size()) {}

  ballot::Definition definition;
  ballot::CompiledStyle style;
  Keys keys;
  std::uint32_t threshold;
  crypto::Fingerprint fingerprint;
  ballot::Sealer sealer;
  crypto::BulkVerifier verifier;
  Aggregate aggregate;

  // Seals, verifies and decodes; the ballot is not counted yet.
  [[nodiscard]] std::vector<crypto::vartime::AffinePoint> ballot(
      const ballot::Answers& answers) const {
    const auto key = crypto::SecretScalar::random();
    const ballot::BallotPost post = sealer.seal(answers, key, 1).value().cast(key);
    const std::array received = {
        crypto::ReceivedBallot{0, post.credential.bytes(), post.sequence, post.sealed}};
    crypto::BulkVerifier::Ciphertexts ciphertexts;
    REQUIRE(verifier.verify_vartime(received, ciphertexts).front().none());
    return ciphertexts.front();
  }
  void cast(const ballot::Answers& answers, std::uint64_t weight = 1) {
    aggregate.add_vartime(ballot(answers), weight);
  }

  // All counters of the style, as if they were one pool.
  [[nodiscard]] PoolLayout layout() const {
    return {.totals = style.totals,
            .first_counter = 0,
            .counter_count = static_cast<std::uint32_t>(style.style.counters.size()),
            .max_weight_sum = definition.roll.max_voters * definition.roll.max_weight};
  }
  [[nodiscard]] TallyStatement statement() const {
    return {ballot::pool_fingerprint(fingerprint, "q/totals"), aggregate.ciphertexts_vartime()};
  }
  [[nodiscard]] PartialDecryption partial(std::size_t position) const {
    return decrypt(statement(), keys.shares[position]);
  }
  [[nodiscard]] Result<Combination> combine(const std::vector<PartialDecryption>& partials) const {
    return tally::combine(statement(), keys.share_keys, threshold, partials);
  }
  // The totals as the trustees at these positions open them.
  [[nodiscard]] Result<std::vector<std::uint64_t>> totals(
      const std::vector<std::size_t>& positions) const {
    std::vector<PartialDecryption> partials;
    for (const std::size_t position : positions) partials.push_back(partial(position));
    const auto combination = combine(partials);
    if (!combination) return combination.error();
    const crypto::DiscreteLog log(counter_bound(layout(), aggregate.weight_sum()));
    return open_totals(layout(), combination->opened, aggregate.weight_sum(), log);
  }
};

// The answer to one question: these options.
inline ballot::Answers choosing(std::initializer_list<std::uint32_t> options) {
  ballot::Answers answers;
  answers.add(ballot::Chosen{options});
  return answers;
}

}  // namespace tabella::tally::test
