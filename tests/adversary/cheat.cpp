#include "tests/adversary/cheat.h"

#include "ballot/ballot_post.h"
#include "ballot/fingerprint.h"

namespace tabella::adversary {

using crypto::Scalar;

Cheat::Cheat(Parties& all, const bulletin_board::Board& board, const std::string& step,
             std::size_t voter, std::uint64_t sequence)
    : parties(all),
      style(all.styles[all.voters[voter].style]),
      election(*all.on(board).fingerprint()),
      credential(all.voters[voter].credential),
      generators(style.style.bits) {
  all.randomness.begin(step);
  const auto answers = all.answers_of(step, all.voters[voter].style);
  const auto bits = ballot::to_bits(all.definition, style, answers).value();
  std::vector<Scalar> values;
  for (std::size_t j = 0; j < bits.size(); ++j) values.push_back(number(bits[j]));
  prover = std::make_unique<Prover>(
      style.style, generators, all.on(board).keys()->election_key().element(), std::move(values));
  prover->election = ballot::ballots_fingerprint(election, style.id);
  prover->sequence = sequence;
  prover->sk = all.voters[voter].key.publish();
}

std::size_t Cheat::first_bit(const std::string& question) const {
  for (const ballot::CompiledQuestion& part : style.questions) {
    if (parties.definition.questions[part.question].id == question) return part.first_bit;
  }
  throw std::logic_error("there is no question " + question);
}

void Cheat::count_bits() {
  for (std::size_t i = 0; i < prover->v.size(); ++i) {
    prover->v[i] = crypto::evaluate<Scalar>(style.style.counters[i], prover->b);
  }
}

Bytes Cheat::post(const crypto::BallotOf<G>& ballot) const {
  const std::string line =
      ballot::encode({election, style.id, credential, prover->sequence, ballot.encode()});
  return {line.begin(), line.end()};
}

}  // namespace tabella::adversary
