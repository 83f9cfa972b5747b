// A voter of the good election who owns a credential and keeps no rule of the proof.
#pragma once

#include <memory>
#include <string>

#include "tests/adversary/good_election.h"
#include "tests/crypto/ballot_proof/dishonest_prover.h"

namespace tabella::adversary {

class Cheat {
 public:
  using G = crypto::Ristretto255;
  using Prover = crypto::test::DishonestProver<G>;

  // Begins with the bits of an honest answer; `step` names the randomness.
  Cheat(Parties& parties, const bulletin_board::Board& board, const std::string& step,
        std::size_t voter, std::uint64_t sequence = 1);

  // Where a question's answer bits begin.
  [[nodiscard]] std::size_t first_bit(const std::string& question) const;
  void set_bit(std::size_t bit, std::int64_t value) { prover->b[bit] = number(value); }
  // The ciphertexts hold what the bits say.
  void count_bits();
  [[nodiscard]] static crypto::Scalar number(std::int64_t value) {
    return crypto::Scalar::from_i64(value);
  }

  [[nodiscard]] Bytes post(const crypto::BallotOf<G>& ballot) const;
  // Everything else by the honest formulas; `forgotten` is a message of the transcript.
  [[nodiscard]] Bytes seal(const std::string& forgotten = "") const {
    return post(prover->seal(forgotten));
  }

  const Parties& parties;
  const ballot::CompiledStyle& style;
  crypto::Fingerprint election;
  crypto::Element credential;  // under which it is posted
  crypto::Generators<G> generators;
  std::unique_ptr<Prover> prover;
};

}  // namespace tabella::adversary
