#include "crypto/ballot_proof/received_ballot.h"

#include "crypto/ballot_proof/sealed_layout.h"
#include "crypto/transcript.h"

namespace tabella::crypto {

ReceivedChallenges challenges_of(const ReceivedBallot& ballot, const VerifierStyle& style,
                                 const Element& key) {
  using vartime::PublicScalar;
  const SealedView sealed(style.style, ballot.sealed);
  Transcript t("tabella/v1/ballot");
  t.absorb("election", style.election);
  t.absorb_one("key", key);
  style.base.absorb_into(t);
  t.absorb("credential", ballot.credential);
  t.absorb_u64("sequence", ballot.sequence);
  t.absorb("ciphertexts", sealed.ciphertexts());
  t.absorb("B", sealed.B());
  const auto y = t.challenge<PublicScalar>("y");
  t.absorb("commitments", sealed.commitments());
  t.absorb("d", sealed.d());
  return {y, t.challenge<PublicScalar>("x")};
}

FailedChecks verify_alone(const ReceivedBallot& ballot, const VerifierStyle& style,
                          const Element& key, const Generators<Ristretto255>& generators) {
  const auto credential = Element::decode(ballot.credential);
  if (!credential) return FailedChecks(Check::encoding);
  const BallotStatement<Ristretto255> statement{style.style, style.election,  key,
                                                *credential, ballot.sequence, style.base};
  return verify_sealed<Ristretto255>(statement, generators, ballot.sealed);
}

}  // namespace tabella::crypto
