// A prover of ballots who knows everything and keeps no rule: each value that the honest prover
// computes (docs/protocol.md, "Prove") can be another here, and the challenges can come from a
// transcript that leaves out a message.
#pragma once

#include <string>
#include <vector>

#include "crypto/ballot_proof/ballot_proof.h"

namespace tabella::crypto::test {

template <Group G>
typename G::Element times(const typename G::Scalar& s, const typename G::Element& p) {
  return G::multiscalar_mul_vartime(std::array{s}, std::array{p});
}

template <Group G>
typename G::Scalar number(std::int64_t value) {
  return G::Scalar::from_i64(value);
}

// The challenges of a system that forgets one message: "election", "ciphertexts", "C" ... An empty
// name forgets nothing.
template <Group G>
BallotChallenges<G> weak_challenges(const BallotStatement<G>& statement, const UncastBallot<G>& u,
                                    const std::string& forgotten) {
  Transcript t("tabella/v1/ballot");
  if (forgotten != "election") t.absorb("election", statement.election);
  if (forgotten != "key") t.absorb_one("key", statement.key);
  if (forgotten != "base") statement.base.absorb_into(t);
  if (forgotten != "credential") t.absorb_one("credential", statement.credential);
  if (forgotten != "sequence") t.absorb_u64("sequence", statement.sequence);
  if (forgotten != "ciphertexts") {
    t.absorb_all("ciphertexts", std::span<const CiphertextOf<G>>(u.ciphertexts));
  }
  if (forgotten != "B") t.absorb_one("B", u.B);
  const auto y = t.template challenge<typename G::Scalar>("y");
  std::vector<typename G::Element> commitments;
  const auto commit = [&](const std::string& name, const typename G::Element& element) {
    if (forgotten != name) commitments.push_back(element);
  };
  commit("A", u.A);
  commit("C", u.C);
  commit("D", u.D);
  commit("T_alpha", u.T_alpha);
  commit("T_beta", u.T_beta);
  commit("K", u.K);
  t.absorb_all("commitments", std::span<const typename G::Element>(commitments));
  if (forgotten != "d") t.absorb_one("d", u.d);
  return {y, t.template challenge<typename G::Scalar>("x")};
}

// The secrets of a ballot as plain numbers, random at first; b is for the caller to choose.
template <Group G>
struct DishonestProver {
  using Element = typename G::Element;
  using Scalar = typename G::Scalar;

  DishonestProver(const Style& s, const Generators<G>& generators, const Element& election_key,
                  std::vector<Scalar> bits)
      : style(s), H(generators), key(election_key), b(std::move(bits)) {
    for (std::size_t i = 0; i < style.counters.size(); ++i) {
      r.push_back(Scalar::random());
      v.push_back(evaluate<Scalar>(style.counters[i], b));
    }
    for (std::size_t j = 0; j < style.bits; ++j) a.push_back(Scalar::random());
  }

  BallotStatement<G> statement() const {
    return {style, election, key, credential(), sequence, base};
  }
  Element credential() const { return times<G>(sk, base.element()); }

  // alpha_i, beta_i and B.
  UncastBallot<G> encrypt() const {
    const Element& generator = Element::generator();
    UncastBallot<G> u;
    for (std::size_t i = 0; i < r.size(); ++i) {
      u.ciphertexts.push_back(
          {times<G>(r[i], generator), times<G>(v[i], generator) + times<G>(r[i], key)});
    }
    u.B = commitment(s_B, b);
    return u;
  }

  // A, C, D, T_alpha, T_beta, K and d, by the honest formulas.
  void commit(UncastBallot<G>& u, const Scalar& y) const {
    const Element& generator = Element::generator();
    const Scalar one = number<G>(1);
    std::vector<Scalar> mixed;
    std::vector<Scalar> squares;
    for (std::size_t j = 0; j < a.size(); ++j) {
      mixed.push_back(a[j] * (one - b[j] - b[j]));
      squares.push_back(number<G>(0) - a[j] * a[j]);
    }
    u.A = commitment(s_A, a);
    u.C = commitment(s_C, mixed);
    u.D = commitment(s_D, squares);
    u.T_alpha = times<G>(rho, generator);
    u.T_beta = times<G>(fold_counters(y, a), generator) + times<G>(rho, key);
    u.K = times<G>(kappa, base.element());
    u.d = fold_equations(y, a);
  }

  // f and z_A, z_C, z_r, z_K, by the honest formulas.
  BallotOf<G> respond(UncastBallot<G> u, const BallotChallenges<G>& challenges) const {
    const auto& [y, x] = challenges;
    Scalar folded_r = number<G>(0);
    const auto y_powers = powers(y, r.size());
    for (std::size_t i = 0; i < r.size(); ++i) folded_r = folded_r + y_powers[i] * r[i];
    u.f.clear();
    for (std::size_t j = 0; j < b.size(); ++j) u.f.push_back(x * b[j] + a[j]);
    u.z_A = x * s_B + s_A;
    u.z_C = x * s_C + s_D;
    u.z_r = x * folded_r + rho;
    return {std::move(u), x * sk + kappa};
  }

  // Everything in its order, with the challenges of a system that forgets a message.
  BallotOf<G> seal(const std::string& forgotten = "") const {
    UncastBallot<G> u = encrypt();
    commit(u, weak_challenges(statement(), u, forgotten).y);
    return respond(u, weak_challenges(statement(), u, forgotten));
  }

  // s H_0 + sum_j values_j H_j.
  Element commitment(const Scalar& s, const std::vector<Scalar>& values) const {
    Element sum = times<G>(s, H[0]);
    for (std::size_t j = 0; j < values.size(); ++j) sum = sum + times<G>(values[j], H[j + 1]);
    return sum;
  }
  // sum_i y^i (M values)_i
  Scalar fold_counters(const Scalar& y, const std::vector<Scalar>& values) const {
    Scalar sum = number<G>(0);
    const auto y_powers = powers(y, style.counters.size());
    for (std::size_t i = 0; i < style.counters.size(); ++i) {
      sum = sum + y_powers[i] * evaluate<Scalar>(style.counters[i], values);
    }
    return sum;
  }
  // sum_q y^q (L values)_q
  Scalar fold_equations(const Scalar& y, const std::vector<Scalar>& values) const {
    Scalar sum = number<G>(0);
    const auto y_powers = powers(y, style.equations.size());
    for (std::size_t q = 0; q < style.equations.size(); ++q) {
      sum = sum + y_powers[q] * evaluate<Scalar>(style.equations[q].row, values);
    }
    return sum;
  }
  // sum_q y^q c_q
  Scalar fold_sides(const Scalar& y) const {
    Scalar sum = number<G>(0);
    const auto y_powers = powers(y, style.equations.size());
    for (std::size_t q = 0; q < style.equations.size(); ++q) {
      sum = sum + y_powers[q] * number<G>(style.equations[q].rhs);
    }
    return sum;
  }
  // sum_i y^i alpha_i and sum_i y^i beta_i
  CiphertextOf<G> fold_ciphertexts(const Scalar& y, const UncastBallot<G>& u) const {
    CiphertextOf<G> sum{Element::identity(), Element::identity()};
    const auto y_powers = powers(y, u.ciphertexts.size());
    for (std::size_t i = 0; i < u.ciphertexts.size(); ++i) {
      sum = sum + CiphertextOf<G>{times<G>(y_powers[i], u.ciphertexts[i].alpha),
                                  times<G>(y_powers[i], u.ciphertexts[i].beta)};
    }
    return sum;
  }

  const Style& style;
  const Generators<G>& H;
  Fingerprint election{1, 2, 3};
  Element key;
  std::uint64_t sequence = 1;
  CredentialBaseOf<G> base;
  std::vector<Scalar> b;
  std::vector<Scalar> v;  // what the ciphertexts hold; M b at first
  std::vector<Scalar> r;
  std::vector<Scalar> a;
  Scalar sk = Scalar::random();
  Scalar kappa = Scalar::random();
  Scalar s_B = Scalar::random(), s_A = Scalar::random(), s_C = Scalar::random(),
         s_D = Scalar::random(), rho = Scalar::random();
};

}  // namespace tabella::crypto::test
