// Whole ballots of every kind of question: what the compiler allows is accepted by the verifier and
// counts what it says; what it forbids is refused by the verifier when a prover skips the compiler.
#include "ballot/seal.h"

#include <algorithm>

#include "ballot/fingerprint.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "tests/ballot/sample_answers.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

using crypto::Check;
using crypto::Element;
using crypto::FailedChecks;
using crypto::Scalar;
using crypto::SecretBits;
using crypto::SecretScalar;
using G = crypto::Ristretto255;

// An election of one style whose key the test knows.
struct Election {
  explicit Election(Definition made, std::uint8_t number = 1)
      : definition(std::move(made)),
        style(std::move(compile_all(definition).value().front())),
        fingerprint{number} {}

  Definition definition;
  CompiledStyle style;
  crypto::Fingerprint fingerprint;
  SecretScalar secret_key = SecretScalar::random();
  crypto::ElectionKey key =
      crypto::ElectionKey::from_element(crypto::mul_base(secret_key).publish()).value();
  Sealer sealer{definition, style, fingerprint, key};
  crypto::BulkVerifier verifier{key.element(),
                                {{ballots_fingerprint(fingerprint, style.id), style.style}}};

  [[nodiscard]] FailedChecks verify(const BallotPost& post) const {
    const std::array received = {
        crypto::ReceivedBallot{0, post.credential.bytes(), post.sequence, post.sealed}};
    return verifier.verify_vartime(received).front();
  }

  // Seals bits without asking the compiler, as a cheating voter's program would.
  [[nodiscard]] BallotPost seal_unchecked(const SecretBits& bits) const {
    const crypto::Generators<G> H(style.style.bits);
    const SecretScalar sk = SecretScalar::random();
    const crypto::BallotStatement<G> statement{style.style,
                                               ballots_fingerprint(fingerprint, style.id),
                                               key.element(), crypto::mul_base(sk).publish(), 1};
    const crypto::Seed seed = crypto::Seed::random();
    const auto kappa = crypto::derive_kappa<G>(statement, bits, seed, sk);
    const auto proof = crypto::BallotProver<G>(style.style, H)
                           .prove(statement, bits, seed, crypto::mul_base(kappa).publish());
    return {fingerprint, style.id, statement.credential, 1,
            crypto::cast<G>(proof, sk, kappa).encode()};
  }
};

bool legal(const crypto::Style& style, const SecretBits& bits) {
  return std::ranges::all_of(style.equations, [&bits](const crypto::Equation& equation) {
    std::int64_t sum = 0;
    for (const crypto::Term& term : equation.row) sum += term.coefficient * bits[term.bit];
    return sum == equation.rhs;
  });
}

Scalar counter_value(const crypto::Row& row, const SecretBits& bits) {
  Scalar sum;
  for (const crypto::Term& term : row) {
    sum = sum + Scalar::from_i64(term.coefficient * bits[term.bit]);
  }
  return sum;
}

void check_kind(Kind kind, std::vector<Option> options) {
  const Election election(definition({question("q", std::move(kind), std::move(options))}));
  std::mt19937_64 random(20);
  for (int round = 0; round < 3; ++round) {
    const Answers answers = random_answers(election.definition, election.style, random);
    const SecretScalar sk = SecretScalar::random();
    auto sealed = election.sealer.seal(answers, sk, 1);
    REQUIRE(sealed.has_value());
    const BallotPost post = std::move(sealed).value().cast(sk);
    REQUIRE(election.verify(post).none());

    const SecretBits bits = to_bits(election.definition, election.style, answers).value();
    const auto decoded = crypto::decode_ballot<G>(election.style.style, post.sealed);
    const auto& ballot = std::get<crypto::Ballot>(decoded);
    for (std::size_t c = 0; c < election.style.style.counters.size(); ++c) {
      const auto& [alpha, beta] = ballot.uncast.ciphertexts[c];
      const Scalar value = counter_value(election.style.style.counters[c], bits);
      REQUIRE(beta - (election.secret_key * alpha).publish() ==
              crypto::mul_base(SecretScalar::from_public(value)).publish());
    }
  }

  // Legal bits with one bit turned are accepted only if they happen to be legal again.
  std::size_t forbidden = 0;
  for (int round = 0; round < 4; ++round) {
    SecretBits bits = to_bits(election.definition, election.style,
                              random_answers(election.definition, election.style, random))
                          .value();
    const std::size_t turned = random() % bits.size();
    bits.set(turned, 1 - bits[turned]);
    const bool allowed = legal(election.style.style, bits);
    const FailedChecks failed = election.verify(election.seal_unchecked(bits));
    REQUIRE(failed == (allowed ? FailedChecks() : FailedChecks(Check::equation)));
    forbidden += allowed ? 0 : 1;
  }
  if (!election.style.style.equations.empty()) REQUIRE(forbidden > 0);
}

Definition plurality() { return definition({question("q", Choose{}, options(3))}); }

Answers choosing(std::uint32_t option) {
  Answers answers;
  Chosen chosen;
  chosen.options.push_back(option);
  answers.add(std::move(chosen));
  return answers;
}

}  // namespace

TEST_CASE("sealed choices are accepted, forbidden choices refused") {
  check_kind(Choose{}, options(4));
  check_kind(Choose{.minimum = 0, .maximum = 4}, options(4));
  check_kind(Choose{.minimum = 1, .maximum = 2, .blank = Blank::counted}, options(4));
}

TEST_CASE("sealed scores and points are accepted, forbidden ones refused") {
  check_kind(Score{.maximum = 5}, options(3));
  check_kind(Cumulative{.points = 5, .option_maximum = 3}, options(3));
  check_kind(Cumulative{.points = 5, .limit = Limit::at_most, .option_maximum = 3}, options(3));
}

TEST_CASE("sealed grades are accepted, forbidden ones refused") {
  check_kind(Grades{.grades = options(4, "g")}, options(3));
}

TEST_CASE("sealed levels and budgets are accepted, forbidden ones refused") {
  check_kind(Quadratic{.levels = 2, .credits = 6}, options(3));
  check_kind(Budget{.envelope = 10}, priced({6, 5, 4, 1}));
}

TEST_CASE("sealed rankings are accepted, forbidden ones refused") {
  check_kind(Ranking{}, options(4));
  check_kind(Ranking{.ties = Ties::allowed}, options(3));
  check_kind(Ranking{.blank = Blank::counted}, options(3));
  check_kind(Places{.points = {3, 2, 1}, .minimum = 1}, options(4));
}

TEST_CASE("sealed tables are accepted, forbidden ones refused") {
  check_kind(Table{.column_title = text("Columns"), .columns = options(3, "c")}, options(2));
}

TEST_CASE("a ballot of every kind of question at once is accepted") {
  const Election election(large_sample());
  std::mt19937_64 random(3);
  const SecretScalar sk = SecretScalar::random();
  const Answers answers = random_answers(election.definition, election.style, random);
  auto sealed = election.sealer.seal(answers, sk, 1);
  REQUIRE(sealed.has_value());
  REQUIRE(election.verify(std::move(sealed).value().cast(sk)).none());
}

TEST_CASE("an answer that the question forbids is not sealed") {
  const Election election(plurality());
  REQUIRE(election.sealer.seal(choosing(3), SecretScalar::random(), 1).error().code ==
          "answers.option");
  REQUIRE(election.sealer.seal(Answers(), SecretScalar::random(), 1).error().code ==
          "answers.length");
}

TEST_CASE("a cast ballot has the id of the uncast one") {
  const Election election(plurality());
  const SecretScalar sk = SecretScalar::random();
  SealedBallot sealed = election.sealer.seal(choosing(1), sk, 7).value();
  const crypto::BallotId id = sealed.id();
  const BallotPost post = std::move(sealed).cast(sk);
  REQUIRE(post.sequence == 7);
  const ByteView without_z_K = crypto::without_z_K(post.sealed);
  REQUIRE(id == crypto::ballot_id(ballots_fingerprint(election.fingerprint, election.style.id),
                                  post.credential.bytes(), 7, without_z_K));
}

TEST_CASE("a ballot cannot be moved to another election, style, credential or sequence") {
  const Election election(plurality());
  const Election other(plurality(), 2);
  const SecretScalar sk = SecretScalar::random();
  BallotPost post = election.sealer.seal(choosing(0), sk, 1).value().cast(sk);
  REQUIRE(election.verify(post).none());
  REQUIRE_FALSE(other.verify(post).none());
  Definition renamed = plurality();
  renamed.styles.front().id = "other-district";
  REQUIRE_FALSE(Election(renamed).verify(post).none());
  post.sequence = 2;
  REQUIRE_FALSE(election.verify(post).none());
  post.sequence = 1;
  post.credential = Element::generator();
  REQUIRE_FALSE(election.verify(post).none());
}

TEST_CASE("a sealer under another base casts, keeps and tests, and under G its ballots fail") {
  const Election election(plurality());
  const crypto::CredentialBase base(crypto::mul_base(SecretScalar::random()).publish());
  const Sealer sealer(election.definition, election.style, election.fingerprint, election.key,
                      base);
  const crypto::BulkVerifier verifier(
      election.key.element(),
      {{ballots_fingerprint(election.fingerprint, election.style.id), election.style.style, base}});
  const auto verify_under_base = [&](const BallotPost& post) {
    const std::array received = {
        crypto::ReceivedBallot{0, post.credential.bytes(), post.sequence, post.sealed}};
    return verifier.verify_vartime(received).front();
  };
  const SecretScalar sk = SecretScalar::random();
  auto once_more = SealedBallot::from_kept(sealer.seal(choosing(1), sk, 1).value().keep());
  REQUIRE(once_more.has_value());
  const BallotPost post = std::move(*once_more).cast(sk);
  REQUIRE(post.credential == (sk * base).publish());
  REQUIRE(verify_under_base(post).none());
  REQUIRE(election.verify(post).contains(Check::credential));
  const BallotPost by_name = election.sealer.seal(choosing(1), sk, 1).value().cast(sk);
  REQUIRE(verify_under_base(by_name).contains(Check::credential));

  KeptBallot moved = sealer.seal(choosing(1), sk, 1).value().keep();
  moved.base = {};
  REQUIRE_FALSE(SealedBallot::from_kept(std::move(moved)).has_value());

  const RevealedBallot revealed = sealer.seal(choosing(1), sk, 2).value().reveal();
  REQUIRE(sealer.test(revealed, choosing(1)).has_value());
  REQUIRE(sealer.test(revealed, choosing(0)).error().code == "test.different");
  REQUIRE(election.sealer.test(revealed, choosing(1)).error().code == "test.different");
}

TEST_CASE("the test accepts the ballot that says the answers, byte for byte") {
  const Election election(plurality());
  const auto reveal = [&election] {
    return election.sealer.seal(choosing(1), SecretScalar::random(), 1).value().reveal();
  };
  const RevealedBallot honest = reveal();
  REQUIRE(election.sealer.test(honest, choosing(1)).has_value());

  const auto refusal = [&](const RevealedBallot& revealed, std::uint32_t option) {
    return election.sealer.test(revealed, choosing(option)).error();
  };
  REQUIRE(refusal(honest, 2).code == "test.different");
  REQUIRE(refusal(honest, 3).code == "answers.option");
  RevealedBallot changed = reveal();
  changed.uncast.back() ^= 1;
  REQUIRE(refusal(changed, 1).path == "z_r");
  changed = reveal();
  changed.uncast.pop_back();
  REQUIRE(refusal(changed, 1).code == "test.different");
  changed = reveal();
  changed.seed = crypto::Seed::random();
  REQUIRE(refusal(changed, 1).path == "alpha_1");
  changed = reveal();
  changed.K = Element::generator();
  REQUIRE(refusal(changed, 1).path == "A");
  changed = reveal();
  changed.sequence = 2;
  REQUIRE_FALSE(election.sealer.test(changed, choosing(1)).has_value());
}

}  // namespace tabella::ballot::test
