// crypto/ballot_proof/received_ballot.h as the adversary's programs link it: the challenges may
// forget a message, and a proof may pass without a check.
#include "crypto/ballot_proof/received_ballot.h"

#include <string>
#include <variant>

#include "tests/adversary/switch.h"
#include "tests/crypto/ballot_proof/dishonest_prover.h"

namespace tabella::crypto {

namespace {

// The message that is off, or "".
std::string forgotten_message() {
  for (const char* const name : {"election", "key", "credential", "sequence", "ciphertexts", "B",
                                 "A", "C", "D", "T_alpha", "T_beta", "K", "d"}) {
    if (adversary::is_off("message " + std::string(name))) return name;
  }
  return "";
}

// The failing checks that are not off. Of a ballot of another length nothing can be read: that
// check is never off.
FailedChecks without_off(const FailedChecks& failed) {
  FailedChecks left;
  for (const Check check : kChecks) {
    const std::string code = "ballot." + std::string(name(check));
    if (failed.contains(check) && (check == Check::shape || !adversary::is_off(code))) {
      left.add(check);
    }
  }
  return left;
}

}  // namespace

ReceivedChallenges challenges_of(const ReceivedBallot& ballot, const VerifierStyle& style,
                                 const Element& key) {
  using vartime::PublicScalar;
  const BallotStatement<Ristretto255> statement{
      style.style,     style.election, key, Element::decode(ballot.credential).value(),
      ballot.sequence, style.base};
  const auto decoded =
      std::get<BallotOf<Ristretto255>>(decode_ballot<Ristretto255>(style.style, ballot.sealed));
  const auto [y, x] = test::weak_challenges(statement, decoded.uncast, forgotten_message());
  return {PublicScalar::from_scalar(y), PublicScalar::from_scalar(x)};
}

FailedChecks verify_alone(const ReceivedBallot& ballot, const VerifierStyle& style,
                          const Element& key, const Generators<Ristretto255>& generators) {
  const auto credential = Element::decode(ballot.credential);
  if (!credential) return without_off(FailedChecks(Check::encoding));
  const BallotStatement<Ristretto255> statement{style.style, style.election,  key,
                                                *credential, ballot.sequence, style.base};
  return without_off(verify_sealed<Ristretto255>(statement, generators, ballot.sealed));
}

}  // namespace tabella::crypto
