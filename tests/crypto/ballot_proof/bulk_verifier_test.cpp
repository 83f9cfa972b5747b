// A bulk verification gives every ballot the verdict that it gets alone.
#include "crypto/ballot_proof/bulk_verifier.h"

#include <random>

#include "crypto/ballot_proof/ballot_prover.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

using G = Ristretto255;

struct Cast {
  Element credential;
  std::uint64_t sequence = 1;
  Bytes sealed;
};

// 1 of 4, two totals in a counter.
Style one_of_four() {
  return {.bits = 4,
          .counters = {{{0, 1}, {1, 1 << 22}}, {{2, 1}, {3, 1 << 22}}},
          .equations = {{{{0, 1}, {1, 1}, {2, 1}, {3, 1}}, 1}}};
}

// Any of 2, with no equation.
Style approval() { return {.bits = 2, .counters = {{{0, 1}}, {{1, 1}}}, .equations = {}}; }

struct Election {
  Fingerprint fingerprint{7, 8, 9};
  Element key = mul_base(SecretScalar::random()).publish();
  std::vector<Style> styles = {one_of_four(), approval()};
  Generators<G> H{4};
  BulkVerifier verifier{key, {{fingerprint, styles[0]}, {fingerprint, styles[1]}}};

  Cast cast_ballot(std::size_t style, std::initializer_list<std::uint8_t> marks,
                   std::uint64_t sequence = 1) const {
    const auto sk = SecretScalar::random();
    const BallotStatement<G> statement{styles[style], fingerprint, key, mul_base(sk).publish(),
                                       sequence};
    SecretBits bits(styles[style].bits);
    std::size_t j = 0;
    for (const std::uint8_t mark : marks) bits.set(j++, mark);
    const Seed seed = Seed::random();
    const auto kappa = derive_kappa<G>(statement, bits, seed, sk);
    const auto proof =
        BallotProver<G>(styles[style], H).prove(statement, bits, seed, mul_base(kappa).publish());
    return {statement.credential, sequence, cast(proof, sk, kappa).encode()};
  }
  std::vector<FailedChecks> verify(const std::vector<Cast>& ballots,
                                   const std::vector<std::size_t>& style) const {
    std::vector<ReceivedBallot> received;
    for (std::size_t i = 0; i < ballots.size(); ++i) {
      received.push_back(
          {style[i], ballots[i].credential.bytes(), ballots[i].sequence, ballots[i].sealed});
    }
    return verifier.verify_vartime(received);
  }
};

}  // namespace

TEST_CASE("honest ballots of several styles pass together") {
  const Election e;
  const std::vector<Cast> ballots = {e.cast_ballot(0, {0, 1, 0, 0}), e.cast_ballot(1, {0, 0}),
                                     e.cast_ballot(1, {1, 1}, 5), e.cast_ballot(0, {1, 0, 0, 0}),
                                     e.cast_ballot(0, {0, 0, 0, 1})};
  for (const FailedChecks& failed : e.verify(ballots, {0, 1, 1, 0, 0})) REQUIRE(failed.none());
  REQUIRE(e.verify({}, {}).empty());
}

TEST_CASE("a bad ballot is named at every position and takes no other with it") {
  const Election e;
  std::vector<Cast> good;
  for (int i = 0; i < 9; ++i) good.push_back(e.cast_ballot(0, {0, 0, 1, 0}));
  const std::vector<std::size_t> style(good.size(), 0);
  const std::size_t last = good[0].sealed.size() - 1;
  const std::size_t elements = 2 * 2 * Element::kSize;
  for (std::size_t position = 0; position < good.size(); ++position) {
    const auto damaged = [&](auto&& damage) {
      std::vector<Cast> ballots = good;
      damage(ballots[position]);
      const auto failed = e.verify(ballots, style);
      for (std::size_t i = 0; i < failed.size(); ++i) {
        if (i != position) REQUIRE(failed[i].none());
      }
      return failed[position];
    };
    REQUIRE(damaged([](Cast& b) { b.sealed.pop_back(); }) == FailedChecks(Check::shape));
    REQUIRE(damaged([](Cast& b) { b.sealed.clear(); }) == FailedChecks(Check::shape));
    REQUIRE(damaged([&](Cast& b) { b.sealed[last] = 0xff; }) == FailedChecks(Check::encoding));
    REQUIRE(damaged([](Cast& b) { b.sealed[31] ^= 0x80; }) == FailedChecks(Check::encoding));
    REQUIRE(damaged([&](Cast& b) {
              std::fill_n(b.sealed.begin() + static_cast<std::ptrdiff_t>(elements), 32,
                          std::uint8_t{0});
            }).contains(Check::identity));
    // z_K alone: only the credential's equation fails.
    REQUIRE(damaged([&](Cast& b) { b.sealed[last - 31] ^= 1; }) == FailedChecks(Check::credential));
    // z_r alone: it answers for both halves of the ciphertexts.
    FailedChecks halves(Check::alpha);
    halves.add(Check::beta);
    REQUIRE(damaged([&](Cast& b) { b.sealed[last - 63] ^= 1; }) == halves);
    REQUIRE(damaged([](Cast& b) { b.sequence += 1; }).contains(Check::credential));
    REQUIRE(
        damaged([](Cast& b) { b.credential = Element::generator(); }).contains(Check::credential));
  }
}

TEST_CASE("a batch of bad ballots is all bad") {
  const Election e;
  // Two of one: everything else in order.
  std::vector<Cast> ballots;
  for (int i = 0; i < 5; ++i) ballots.push_back(e.cast_ballot(0, {1, 1, 0, 0}));
  for (const FailedChecks& failed : e.verify(ballots, {0, 0, 0, 0, 0})) {
    REQUIRE(failed == FailedChecks(Check::equation));
  }
}

TEST_CASE("valid ballots leave their ciphertexts decoded") {
  const Election e;
  const Cast good = e.cast_ballot(0, {0, 0, 1, 0});
  Cast bad = good;
  bad.sequence = 2;
  BulkVerifier::Ciphertexts ciphertexts;
  const auto failed = e.verifier.verify_vartime(
      std::array{ReceivedBallot{0, good.credential.bytes(), 1, good.sealed},
                 ReceivedBallot{0, bad.credential.bytes(), 2, bad.sealed}},
      ciphertexts);
  REQUIRE(failed[0].none());
  REQUIRE_FALSE(failed[1].none());
  REQUIRE(ciphertexts[1].empty());
  REQUIRE(ciphertexts[0].size() == 4);
  for (std::size_t c = 0; c < 4; ++c) {
    REQUIRE(vartime::Point::from_affine(ciphertexts[0][c]).encode() ==
            Element::decode(SealedView(e.styles[0], good.sealed).element(c)));
  }
}

TEST_CASE("in any mixture every ballot has the verdict that it has alone") {
  const Election e;
  std::mt19937 random(20'261'124);  // the failing mixture is printed
  const auto below = [&random](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  for (int mixture = 0; mixture < 20; ++mixture) {
    INFO("mixture " << mixture);
    std::vector<Cast> ballots;
    std::vector<std::size_t> style;
    for (std::size_t i = 0, count = 1 + below(24); i < count; ++i) {
      style.push_back(below(2));
      ballots.push_back(style.back() == 0 ? e.cast_ballot(0, {0, 1, 0, 0})
                                          : e.cast_ballot(1, {1, 0}));
      Cast& ballot = ballots.back();
      switch (below(6)) {
        case 0:
          ballot.sealed[below(ballot.sealed.size())] ^= 1;
          break;
        case 1:
          ballot.sealed[below(ballot.sealed.size())] ^= 0x80;
          break;
        case 2:
          std::swap(ballot.sealed[below(64)], ballot.sealed[64 + below(64)]);
          break;
        case 3:
          ballot.sequence = below(3);
          break;
        default:
          break;
      }
    }
    const auto together = e.verify(ballots, style);
    for (std::size_t i = 0; i < ballots.size(); ++i) {
      const BallotStatement<G> statement{e.styles[style[i]], e.fingerprint, e.key,
                                         ballots[i].credential, ballots[i].sequence};
      REQUIRE(together[i] == verify_sealed(statement, e.H, ballots[i].sealed));
    }
  }
}
