// What a cheating voter can try against the ballot proof, and what stops it: PF1 to PF6 of the
// attack catalogue (docs/threat-model.md).
#include <bit>

#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/tiny_group.h"
#include "tests/catch.h"
#include "tests/crypto/ballot_proof/dishonest_prover.h"

using namespace tabella;
using namespace tabella::crypto;
using namespace tabella::crypto::test;

namespace {

using G = Ristretto255;
using Prover = DishonestProver<G>;

// Exactly one of three, and the second counter holds two totals.
const Style kStyle{.bits = 3,
                   .counters = {{{0, 1}}, {{1, 1}, {2, 1 << 22}}},
                   .equations = {{{{0, 1}, {1, 1}, {2, 1}}, 1}}};
const Element kKey = mul_base(SecretScalar::random()).publish();
const Generators<G>& generators() {
  static const Generators<G> kGenerators(kStyle.bits);
  return kGenerators;
}

Prover voter(std::initializer_list<std::int64_t> bits) {
  std::vector<Scalar> b;
  for (const std::int64_t bit : bits) b.push_back(number<G>(bit));
  return {kStyle, generators(), kKey, b};
}

FailedChecks failed(const Prover& prover, const BallotOf<G>& ballot) {
  return verify(prover.statement(), generators(), ballot);
}

// A forgery is worth a test only if the system that forgets the message believes it.
void require_forged(const std::string& forgotten, const BallotStatement<G>& statement,
                    const BallotOf<G>& ballot) {
  INFO("forgotten: " << forgotten);
  CHECK(failed_equations(statement, generators(), ballot,
                         weak_challenges(statement, ballot.uncast, forgotten))
            .none());
  CHECK_FALSE(verify(statement, generators(), ballot).none());
}

}  // namespace

TEST_CASE("the dishonest prover who keeps every rule is believed") {
  const Prover honest = voter({0, 0, 1});
  REQUIRE(failed(honest, honest.seal()).none());
}

// ---- One broken relation, honest in all else: exactly its check fails ----

TEST_CASE("PF3: a bit of 2 or -1 fails the bits alone, though the equation holds") {
  for (const auto& bits : {std::initializer_list<std::int64_t>{2, -1, 0}, {0, 2, -1}, {-1, 0, 2}}) {
    const Prover cheat = voter(bits);
    REQUIRE(failed(cheat, cheat.seal()) == FailedChecks(Check::bits));
  }
}

TEST_CASE("PF3: two of one, and none of one, fail the equation alone") {
  for (const auto& bits : {std::initializer_list<std::int64_t>{1, 1, 0}, {0, 0, 0}, {1, 1, 1}}) {
    const Prover cheat = voter(bits);
    REQUIRE(failed(cheat, cheat.seal()) == FailedChecks(Check::equation));
  }
}

TEST_CASE("PF3: a counter with one vote more fails beta alone") {
  for (std::size_t i = 0; i < 2; ++i) {
    for (const std::int64_t extra : {std::int64_t{1}, std::int64_t{-1}, std::int64_t{1} << 22}) {
      Prover cheat = voter({0, 1, 0});
      cheat.v[i] = cheat.v[i] + number<G>(extra);
      REQUIRE(failed(cheat, cheat.seal()) == FailedChecks(Check::beta));
    }
  }
}

TEST_CASE("an alpha under another nonce than beta fails alpha alone") {
  const Prover cheat = voter({0, 1, 0});
  UncastBallot<G> u = cheat.encrypt();
  u.ciphertexts[1].alpha = u.ciphertexts[1].alpha + Element::generator();
  cheat.commit(u, ballot_challenges(cheat.statement(), u).y);
  const auto ballot = cheat.respond(u, ballot_challenges(cheat.statement(), u));
  REQUIRE(failed(cheat, ballot) == FailedChecks(Check::alpha));
}

TEST_CASE("a B that commits to other bits fails the opening alone") {
  const Prover cheat = voter({0, 1, 0});
  UncastBallot<G> u = cheat.encrypt();
  u.B = u.B + generators()[1] - generators()[2];
  cheat.commit(u, ballot_challenges(cheat.statement(), u).y);
  const auto ballot = cheat.respond(u, ballot_challenges(cheat.statement(), u));
  REQUIRE(failed(cheat, ballot) == FailedChecks(Check::opening));
}

TEST_CASE("a credential of somebody else fails the credential alone") {
  const Prover cheat = voter({0, 1, 0});
  BallotStatement<G> statement = cheat.statement();
  statement.credential = mul_base(SecretScalar::random()).publish();
  UncastBallot<G> u = cheat.encrypt();
  cheat.commit(u, ballot_challenges(statement, u).y);
  const auto ballot = cheat.respond(u, ballot_challenges(statement, u));
  REQUIRE(verify(statement, generators(), ballot) == FailedChecks(Check::credential));
}

TEST_CASE("a nonce of zero, which shows the vote, fails the identity alone") {
  const auto zero = [](auto&& set) {
    Prover careless = voter({0, 1, 0});
    set(careless);
    return failed(careless, careless.seal());
  };
  const FailedChecks identity(Check::identity);
  CHECK(zero([](Prover& p) { p.r[0] = Scalar(); }) == identity);
  CHECK(zero([](Prover& p) { p.rho = Scalar(); }) == identity);
  CHECK(zero([](Prover& p) { p.kappa = Scalar(); }) == identity);
  CHECK(zero([](Prover& p) { p.sk = Scalar(); }) == identity);
}

// ---- PF1: a message left out of the hash is a forgery ----

TEST_CASE("PF1: without the election, the key's ballots are replayed elsewhere") {
  const Prover honest = voter({0, 1, 0});
  const auto ballot = honest.seal("election");
  BallotStatement<G> other = honest.statement();
  other.election[0] ^= 1;
  require_forged("election", other, ballot);
}

TEST_CASE("PF1: without the key, a key is solved for that fits any beta") {
  const Prover cheat = voter({0, 1, 0});
  UncastBallot<G> u = cheat.encrypt();
  for (auto& c : u.ciphertexts) c.beta = mul_base(SecretScalar::random()).publish();
  BallotStatement<G> statement = cheat.statement();
  cheat.commit(u, weak_challenges(statement, u, "key").y);
  const auto challenges = weak_challenges(statement, u, "key");
  const auto ballot = cheat.respond(u, challenges);
  const auto& [y, x] = challenges;
  // z_r Y = x sum y^i beta_i + T_beta - (sum_i y^i (M f)_i) G
  const Element product = times<G>(x, cheat.fold_ciphertexts(y, u).beta) + u.T_beta -
                          times<G>(cheat.fold_counters(y, ballot.uncast.f), Element::generator());
  statement.key = times<G>(invert(ballot.uncast.z_r), product);
  require_forged("key", statement, ballot);
}

TEST_CASE("PF5: without the credential, a ballot is copied under a related one") {
  const Prover honest = voter({0, 1, 0});
  auto ballot = honest.seal("credential");
  const auto x = weak_challenges(honest.statement(), ballot.uncast, "credential").x;
  const Scalar difference = Scalar::random();
  BallotStatement<G> related = honest.statement();
  related.credential = related.credential + times<G>(difference, Element::generator());
  ballot.z_K = ballot.z_K + x * difference;
  require_forged("credential", related, ballot);
}

TEST_CASE("PF1: without the base, one is solved for that fits anybody's credential") {
  const Prover cheat = voter({0, 1, 0});
  BallotStatement<G> victim = cheat.statement();
  victim.credential = mul_base(SecretScalar::random()).publish();
  UncastBallot<G> u = cheat.encrypt();
  cheat.commit(u, weak_challenges(victim, u, "base").y);
  const auto challenges = weak_challenges(victim, u, "base");
  const auto ballot = cheat.respond(u, challenges);
  // z_K base = x P + K
  victim.base = CredentialBase(
      times<G>(invert(ballot.z_K), times<G>(challenges.x, victim.credential) + ballot.uncast.K));
  require_forged("base", victim, ballot);
}

TEST_CASE("PF1: without the sequence, an old ballot replaces a newer one") {
  const Prover honest = voter({0, 1, 0});
  const auto ballot = honest.seal("sequence");
  BallotStatement<G> later = honest.statement();
  later.sequence = 2;
  require_forged("sequence", later, ballot);
}

TEST_CASE("PF2: without the ciphertexts, errors of two counters cancel") {
  const Prover cheat = voter({0, 1, 0});
  UncastBallot<G> u = cheat.encrypt();
  const Scalar y = weak_challenges(cheat.statement(), u, "ciphertexts").y;
  const Element hundred = times<G>(number<G>(100), Element::generator());
  u.ciphertexts[0].beta = u.ciphertexts[0].beta - times<G>(y, hundred);
  u.ciphertexts[1].beta = u.ciphertexts[1].beta + hundred;
  cheat.commit(u, y);
  const auto ballot = cheat.respond(u, weak_challenges(cheat.statement(), u, "ciphertexts"));
  require_forged("ciphertexts", cheat.statement(), ballot);
}

TEST_CASE("PF1: without C or D, a bit is 2") {
  for (const std::string forgotten : {"C", "D"}) {
    const Prover cheat = voter({2, -1, 0});
    auto ballot = cheat.seal(forgotten);
    UncastBallot<G>& u = ballot.uncast;
    const auto x = weak_challenges(cheat.statement(), u, forgotten).x;
    // x C + D = z_C H_0 + sum f_j (x - f_j) H_j
    std::vector<Scalar> products;
    for (const Scalar& f : u.f) products.push_back(f * (x - f));
    const Element sum = cheat.commitment(u.z_C, products);
    if (forgotten == "C") {
      u.C = times<G>(invert(x), sum - u.D);
    } else {
      u.D = sum - times<G>(x, u.C);
    }
    require_forged(forgotten, cheat.statement(), ballot);
  }
}

TEST_CASE("PF1: without d, two of one") {
  const Prover cheat = voter({1, 1, 0});
  auto ballot = cheat.seal("d");
  const auto [y, x] = weak_challenges(cheat.statement(), ballot.uncast, "d");
  ballot.uncast.d = cheat.fold_equations(y, ballot.uncast.f) - x * cheat.fold_sides(y);
  require_forged("d", cheat.statement(), ballot);
}

TEST_CASE("PF1: without T_beta, a counter holds a hundred votes more") {
  Prover cheat = voter({0, 1, 0});
  cheat.v[0] = cheat.v[0] + number<G>(100);
  auto ballot = cheat.seal("T_beta");
  UncastBallot<G>& u = ballot.uncast;
  const auto [y, x] = weak_challenges(cheat.statement(), u, "T_beta");
  u.T_beta = times<G>(cheat.fold_counters(y, u.f), Element::generator()) + times<G>(u.z_r, kKey) -
             times<G>(x, cheat.fold_ciphertexts(y, u).beta);
  require_forged("T_beta", cheat.statement(), ballot);
}

TEST_CASE("PF1: without T_alpha, ciphertexts that nobody can decrypt") {
  const Prover cheat = voter({0, 1, 0});
  UncastBallot<G> u = cheat.encrypt();
  u.ciphertexts[0].alpha = mul_base(SecretScalar::random()).publish();
  cheat.commit(u, weak_challenges(cheat.statement(), u, "T_alpha").y);
  const auto challenges = weak_challenges(cheat.statement(), u, "T_alpha");
  auto ballot = cheat.respond(u, challenges);
  ballot.uncast.T_alpha = times<G>(ballot.uncast.z_r, Element::generator()) -
                          times<G>(challenges.x, cheat.fold_ciphertexts(challenges.y, u).alpha);
  require_forged("T_alpha", cheat.statement(), ballot);
}

TEST_CASE("PF1: without K, a vote for any credential") {
  const Prover cheat = voter({0, 1, 0});
  BallotStatement<G> victim = cheat.statement();
  victim.credential = mul_base(SecretScalar::random()).publish();
  UncastBallot<G> u = cheat.encrypt();
  cheat.commit(u, weak_challenges(victim, u, "K").y);
  const auto challenges = weak_challenges(victim, u, "K");
  auto ballot = cheat.respond(u, challenges);
  ballot.uncast.K =
      times<G>(ballot.z_K, Element::generator()) - times<G>(challenges.x, victim.credential);
  require_forged("K", victim, ballot);
}

TEST_CASE("PF2: without A or B, bits are chosen after y, until two broken equations cancel") {
  // Small enough to search: mod 13, of eight bits one is to be chosen among the first four and one
  // among the others.
  using T = TinyGroup<13, 10>;
  Style pairs{.bits = 8, .counters = {{{0, 1}}}, .equations = {{{}, 1}, {{}, 1}}};
  for (std::uint32_t j = 0; j < 8; ++j) pairs.equations[j / 4].row.push_back({j, 1});
  const Generators<T> H(pairs.bits);
  const T::Element key = times<T>(number<T>(5), T::Element::generator());
  const auto bits_of = [](unsigned code) {
    std::vector<T::Scalar> bits;
    for (unsigned j = 0; j < 8; ++j) bits.push_back(number<T>(code >> j & 1));
    return bits;
  };
  for (const std::string forgotten : {"A", "B"}) {
    int believed = 0;
    for (int attempt = 0; attempt < 100 && believed == 0; ++attempt) {
      DishonestProver<T> cheat(pairs, H, key, bits_of(0));
      // y depends on B, unless it is forgotten, but no longer on what is opened.
      UncastBallot<T> u = cheat.encrypt();
      const auto y = weak_challenges(cheat.statement(), u, forgotten).y;
      for (unsigned code = 0; code < 256; ++code) {
        // The ciphertext is fixed: the first bit stays 0.
        if ((code & 1) != 0) continue;
        cheat.b = bits_of(code);
        if (cheat.fold_equations(y, cheat.b) == cheat.fold_sides(y) &&
            std::popcount(code & 15U) != 1) {
          break;
        }
        cheat.b.clear();
      }
      if (cheat.b.empty() || y.is_zero()) continue;
      if (forgotten == "B") u.B = cheat.commitment(cheat.s_B, cheat.b);
      cheat.commit(u, y);
      const auto challenges = weak_challenges(cheat.statement(), u, forgotten);
      auto ballot = cheat.respond(u, challenges);
      if (forgotten == "A") {
        ballot.uncast.A =
            cheat.commitment(ballot.uncast.z_A, ballot.uncast.f) - times<T>(challenges.x, u.B);
      }
      if (failed_equations(cheat.statement(), H, ballot, challenges).none()) ++believed;
    }
    INFO("forgotten: " << forgotten);
    REQUIRE(believed == 1);
  }
}

// ---- PF4 to PF6: honest ballots, bent ----

TEST_CASE("PF4: a ballot serves no other election, key, credential or sequence") {
  const Prover honest = voter({0, 1, 0});
  const auto ballot = honest.seal();
  const auto refused = [&](auto&& change) {
    BallotStatement<G> other = honest.statement();
    change(other);
    return !verify(other, generators(), ballot).none();
  };
  const Element another = mul_base(SecretScalar::random()).publish();
  CHECK(refused([](auto& s) { s.election[31] ^= 0x80; }));
  CHECK(refused([&](auto& s) { s.key = another; }));
  CHECK(refused([&](auto& s) { s.credential = another; }));
  CHECK(refused([](auto& s) { s.sequence = 2; }));
}

TEST_CASE("PF4: a ballot serves no other style of the same shape") {
  const Prover honest = voter({0, 1, 0});
  Style other = kStyle;
  std::swap(other.counters[1][0].coefficient, other.counters[1][1].coefficient);
  const BallotStatement<G> statement{other, honest.election, kKey, honest.credential(), 1};
  REQUIRE(verify(statement, generators(), honest.seal()) == FailedChecks(Check::beta));
}

TEST_CASE("PF5: a copied, negated or re-randomised ballot is refused under another credential") {
  const Prover honest = voter({0, 1, 0});
  const auto ballot = honest.seal();
  const Scalar sk = Scalar::random();
  BallotStatement<G> copier = honest.statement();
  copier.credential = times<G>(sk, Element::generator());
  const auto recast = [&](BallotOf<G> changed) {
    // All that the copier can add: a proof of its own credential.
    const Scalar kappa = Scalar::random();
    changed.uncast.K = times<G>(kappa, Element::generator());
    changed.z_K = ballot_challenges(copier, changed.uncast).x * sk + kappa;
    return verify(copier, generators(), changed);
  };

  const FailedChecks copied = recast(ballot);
  CHECK_FALSE(copied.none());
  CHECK_FALSE(copied.contains(Check::credential));

  BallotOf<G> negated = ballot;
  UncastBallot<G>& u = negated.uncast;
  for (auto& c : u.ciphertexts) c = {-c.alpha, -c.beta};
  for (Element* p : {&u.B, &u.A, &u.C, &u.D, &u.T_alpha, &u.T_beta}) *p = -*p;
  for (Scalar* z : {&u.d, &u.z_A, &u.z_C, &u.z_r}) *z = -*z;
  for (Scalar& f : u.f) f = -f;
  CHECK_FALSE(recast(negated).none());

  BallotOf<G> rerandomised = ballot;
  const Scalar s = Scalar::random();
  const Scalar y = ballot_challenges(honest.statement(), ballot.uncast).y;
  const Scalar x = ballot_challenges(honest.statement(), ballot.uncast).x;
  auto& first = rerandomised.uncast.ciphertexts[0];
  first.alpha = first.alpha + times<G>(s, Element::generator());
  first.beta = first.beta + times<G>(s, kKey);
  rerandomised.uncast.z_r = rerandomised.uncast.z_r + x * y * s;
  CHECK_FALSE(recast(rerandomised).none());
  // For the owner's credential, too, the old proof does not fit the new ciphertexts.
  CHECK_FALSE(verify(honest.statement(), generators(), rerandomised).none());
}

TEST_CASE("PF6: two counters exchanged, with or without their proof's parts, are refused") {
  const Prover honest = voter({0, 1, 0});
  auto ballot = honest.seal();
  std::swap(ballot.uncast.ciphertexts[0], ballot.uncast.ciphertexts[1]);
  CHECK_FALSE(failed(honest, ballot).none());
  std::swap(ballot.uncast.f[0], ballot.uncast.f[1]);
  CHECK_FALSE(failed(honest, ballot).none());
}

TEST_CASE("two ballots of one voter cannot be mixed") {
  const Prover prover = voter({0, 1, 0});
  const auto one = prover.seal();
  Prover again = voter({1, 0, 0});
  again.sk = prover.sk;
  const auto two = again.seal();
  for (int part = 0; part < 4; ++part) {
    auto mixed = one;
    if (part == 0) mixed.uncast.ciphertexts[0] = two.uncast.ciphertexts[0];
    if (part == 1) mixed.uncast.ciphertexts = two.uncast.ciphertexts;
    if (part == 2) mixed.uncast.B = two.uncast.B;
    if (part == 3) mixed.uncast.f = two.uncast.f;
    CHECK_FALSE(failed(prover, mixed).none());
  }
}

TEST_CASE("equal alphas are seen") {
  Prover careless = voter({0, 1, 0});
  REQUIRE_FALSE(repeats_alpha(kStyle, careless.seal().encode()));
  careless.r[1] = careless.r[0];
  REQUIRE(failed(careless, careless.seal()).none());
  REQUIRE(repeats_alpha(kStyle, careless.seal().encode()));
}

// ---- Everything tried: binding is exact in the free module ----

namespace {

constexpr std::uint32_t kOrder = 5;
using Tiny = TinyGroup<kOrder, 4>;
using TinyProver = DishonestProver<Tiny>;
using TinyValue = Tiny::Scalar;

// Calls take(values) for every vector of so many values of the field.
template <class Take>
void every(std::size_t count, Take take) {
  std::size_t all = 1;
  for (std::size_t i = 0; i < count; ++i) all *= kOrder;
  for (std::size_t code = 0; code < all; ++code) {
    std::vector<TinyValue> values;
    for (std::size_t i = 0, rest = code; i < count; ++i, rest /= kOrder) {
      values.push_back(TinyValue::from_u64(rest % kOrder));
    }
    take(values);
  }
}

// For each y from 1 the number of x to which the prover has an answer. The commitments in u are
// the prover's, so f, z_A, z_C, z_r and z_K have no other value that could satisfy their equations.
std::vector<int> answered(const TinyProver& prover, const Generators<Tiny>& H,
                          const UncastBallot<Tiny>& u) {
  std::vector<int> counts;
  for (std::uint64_t y = 1; y < kOrder; ++y) {
    int count = 0;
    for (std::uint64_t x = 0; x < kOrder; ++x) {
      const BallotChallenges<Tiny> challenges{TinyValue::from_u64(y), TinyValue::from_u64(x)};
      const auto ballot = prover.respond(u, challenges);
      if (failed_equations(prover.statement(), H, ballot, challenges).none()) ++count;
    }
    counts.push_back(count);
  }
  return counts;
}

}  // namespace

TEST_CASE("exhaustive: what is no bit has an answer to two challenges x at most") {
  const Style style{.bits = 1, .counters = {{{0, 1}}}, .equations = {}};
  const Generators<Tiny> H(style.bits);
  // b and a, and what C and D commit to.
  every(4, [&](const std::vector<TinyValue>& values) {
    TinyProver prover(style, H, Tiny::Element::generator(), {values[0]});
    prover.a = {values[1]};
    UncastBallot<Tiny> u = prover.encrypt();
    const bool is_bit = values[0].value() <= 1;
    for (std::uint64_t y = 1; y < kOrder; ++y) {
      prover.commit(u, TinyValue::from_u64(y));
      u.C = prover.commitment(prover.s_C, {values[2]});
      u.D = prover.commitment(prover.s_D, {values[3]});
      const int count = answered(prover, H, u)[y - 1];
      if (!is_bit) REQUIRE(count <= 2);
    }
  });
}

TEST_CASE("exhaustive: a broken equation has answers to one x, but for one y at most") {
  // b_1 + b_2 = 1 and 2 b_1 - b_2 = 2: only b = (1, 0).
  const Style style{.bits = 2,
                    .counters = {{{0, 1}}},
                    .equations = {{{{0, 1}, {1, 1}}, 1}, {{{0, 2}, {1, -1}}, 2}}};
  const Generators<Tiny> H(style.bits);
  for (std::uint64_t bits = 0; bits < 4; ++bits) {
    every(2, [&](const std::vector<TinyValue>& a) {
      TinyProver prover(style, H, Tiny::Element::generator(),
                        {TinyValue::from_u64(bits & 1), TinyValue::from_u64(bits >> 1)});
      prover.a = a;
      UncastBallot<Tiny> u = prover.encrypt();
      int lucky = 0;
      for (std::uint64_t y = 1; y < kOrder; ++y) {
        // The best d for this y.
        int best = 0;
        every(1, [&](const std::vector<TinyValue>& d) {
          prover.commit(u, TinyValue::from_u64(y));
          u.d = d[0];
          best = std::max(best, answered(prover, H, u)[y - 1]);
        });
        if (best > 1) ++lucky;
        if (bits == 1) REQUIRE(best == static_cast<int>(kOrder));
      }
      if (bits != 1) REQUIRE(lucky <= 1);
    });
  }
}

TEST_CASE("exhaustive: a wrong counter has answers to one x, but for one y at most") {
  const Style style{.bits = 1, .counters = {{{0, 1}}, {{0, 3}}}, .equations = {}};
  const Generators<Tiny> H(style.bits);
  for (std::uint64_t bit = 0; bit < 2; ++bit) {
    // What the two ciphertexts hold.
    every(2, [&](const std::vector<TinyValue>& held) {
      TinyProver prover(style, H, times<Tiny>(number<Tiny>(2), Tiny::Element::generator()),
                        {TinyValue::from_u64(bit)});
      const bool honest = prover.v == held;
      prover.v = held;
      UncastBallot<Tiny> u = prover.encrypt();
      int lucky = 0;
      for (std::uint64_t y = 1; y < kOrder; ++y) {
        int best = 0;
        // The best T_beta for this y.
        every(1, [&](const std::vector<TinyValue>& t) {
          prover.commit(u, TinyValue::from_u64(y));
          u.T_beta = times<Tiny>(t[0], Tiny::Element::generator());
          best = std::max(best, answered(prover, H, u)[y - 1]);
        });
        if (best > 1) ++lucky;
        if (honest) REQUIRE(best == static_cast<int>(kOrder));
      }
      if (!honest) REQUIRE(lucky <= 1);
    });
  }
}
