// A received ballot's challenges are drawn from bytes, those of its prover from elements: one
// transcript, written twice.
#include "crypto/ballot_proof/received_ballot.h"

#include <variant>

#include "crypto/ballot_proof/ballot_prover.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

using G = Ristretto255;

struct Cast {
  VerifierStyle style{{7, 8, 9}, {.bits = 2, .counters = {{{0, 1}}, {{1, 1}}}, .equations = {}}};
  Element key = mul_base(SecretScalar::random()).publish();
  Generators<G> H{2};
  Element credential;
  std::uint64_t sequence = 3;
  Bytes sealed;

  Cast() {
    const auto sk = SecretScalar::random();
    credential = mul_base(sk).publish();
    SecretBits bits(2);
    bits.set(0, 1);
    bits.set(1, 0);
    const Seed seed = Seed::random();
    const auto kappa = derive_kappa<G>(statement(), bits, seed, sk);
    const auto proof =
        BallotProver<G>(style.style, H).prove(statement(), bits, seed, mul_base(kappa).publish());
    sealed = cast(proof, sk, kappa).encode();
  }
  [[nodiscard]] BallotStatement<G> statement() const {
    return {style.style, style.election, key, credential, sequence};
  }
  [[nodiscard]] ReceivedBallot received() const {
    return {0, credential.bytes(), sequence, sealed};
  }
  void require_one_transcript() const {
    const auto decoded = decode_ballot<G>(style.style, sealed);
    const auto by_elements = ballot_challenges(statement(), std::get<BallotOf<G>>(decoded).uncast);
    const auto by_bytes = challenges_of(received(), style, key);
    REQUIRE(by_bytes.y.to_scalar() == by_elements.y);
    REQUIRE(by_bytes.x.to_scalar() == by_elements.x);
  }
};

}  // namespace

TEST_CASE("a received ballot has the challenges that its prover drew, whatever it is about") {
  Cast c;
  c.require_one_transcript();
  REQUIRE(verify_alone(c.received(), c.style, c.key, c.H).none());
  c.style.election[0] ^= 1;
  c.require_one_transcript();
  c.key = mul_base(SecretScalar::random()).publish();
  c.require_one_transcript();
  c.credential = mul_base(SecretScalar::random()).publish();
  c.require_one_transcript();
  c.sequence = 4;
  c.require_one_transcript();
}

TEST_CASE(
    "each element of a received ballot and its d change a challenge as they do its prover's") {
  const Cast good;
  const auto before = challenges_of(good.received(), good.style, good.key);
  const std::size_t elements = 2 * 2 + 7;
  for (std::size_t part = 0; part <= elements; ++part) {
    Cast c = good;
    const auto other = part < elements ? mul_base(SecretScalar::random()).publish().encode()
                                       : Scalar::random().encode();
    std::ranges::copy(other, c.sealed.begin() + static_cast<std::ptrdiff_t>(32 * part));
    c.require_one_transcript();
    REQUIRE_FALSE(challenges_of(c.received(), c.style, c.key).x == before.x);
  }
}
