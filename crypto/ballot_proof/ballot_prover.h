// Sealing: from secret bits to a ballot with its proof. Constant time in bits, seed and credential
// key. docs/protocol.md, "Prove".
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/ballot_proof/ballot_nonces.h"
#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/hedged_nonce.h"

namespace tabella::crypto {

// What proving gives: all of a ballot but z_K, and the challenge that z_K answers.
template <SecretGroup G>
struct Proof {
  UncastBallot<G> ballot;
  typename G::Scalar x;
};

// kappa, from the credential key, fresh randomness, and seed and bits, which fix all that precedes
// K: were the generator to repeat itself, other answers would still have another K, and one K with
// two challenges gives the key away. Who is shown seed and answers in a test cannot compute it, for
// want of the key. K = kappa base, with the statement's base.
template <SecretGroup G>
[[nodiscard]] typename G::SecretScalar derive_kappa(const BallotStatement<G>& statement,
                                                    const SecretBits& bits, const Seed& seed,
                                                    const typename G::SecretScalar& sk) {
  Transcript t("tabella/v1/kappa");
  t.absorb("election", statement.election);
  t.absorb_one("key", statement.key);
  statement.base.absorb_into(t);
  t.absorb_one("credential", statement.credential);
  t.absorb_u64("sequence", statement.sequence);
  t.absorb("seed", seed.expose_for_storage());
  t.begin("bits", bits.size() * G::SecretScalar::kSize);
  for (std::size_t j = 0; j < bits.size(); ++j) {
    t.part(G::SecretScalar::from_u64(bits[j]).expose_for_storage());
  }
  return hedged_nonce<G>(t, sk, Seed::random());
}

// What completes a ballot when its voter presses cast: z_K = x sk + kappa.
template <SecretGroup G>
[[nodiscard]] typename G::Scalar complete(const typename G::Scalar& x,
                                          const typename G::SecretScalar& sk,
                                          const typename G::SecretScalar& kappa) {
  return (x * sk + kappa).publish();
}

template <SecretGroup G>
[[nodiscard]] BallotOf<G> cast(const Proof<G>& proof, const typename G::SecretScalar& sk,
                               const typename G::SecretScalar& kappa) {
  return {proof.ballot, complete<G>(proof.x, sk, kappa)};
}

// Seals ballots of one style. Holds public tables that replace products with secret factors by
// lookups that touch every entry. Style and generators outlive it.
template <SecretGroup G>
class BallotProver {
  using Element = typename G::Element;
  using Scalar = typename G::Scalar;
  using SecretScalar = typename G::SecretScalar;
  using SecretElement = typename G::SecretElement;

 public:
  BallotProver(const Style& style, const Generators<G>& H) : style_(style), H_(H) {
    EXPECTS(H.bits() >= style.bits);
    for (const Row& row : style.counters) counter_tables_.push_back(counter_table(row));
    for (std::uint32_t first = 0; first < style.bits; first += kChunk) {
      const std::uint32_t count = std::min(kChunk, style.bits - first);
      std::vector<Element> bases;
      for (std::uint32_t j = first; j < first + count; ++j) bases.push_back(H[j + 1]);
      commitment_tables_.push_back(subset_sums(bases));
    }
  }

  // Everything but z_K. bits.size() == style.bits; bits that break the style's equations give a
  // ballot that no verifier accepts. The same seed, statement, bits and K give the same bytes.
  [[nodiscard]] Proof<G> prove(const BallotStatement<G>& statement, const SecretBits& bits,
                               const Seed& seed, const Element& K) const {
    EXPECTS(&statement.style == &style_ && bits.size() == style_.bits);
    BallotNonces<G> nonces(seed, statement, bits);
    Proof<G> proof;
    UncastBallot<G>& u = proof.ballot;
    std::vector<SecretScalar> r;
    for (std::size_t i = 0; i < style_.counters.size(); ++i) {
      r.push_back(nonces("r", static_cast<std::uint32_t>(i)));
      // alpha_i = r_i G, beta_i = (M b)_i G + r_i Y
      u.ciphertexts.push_back(
          {G::mul_base(r[i]).publish(), (counter_value(i, bits) + r[i] * statement.key).publish()});
    }
    const SecretScalar s_B = nonces("s_B");
    u.B = (s_B * H_[0] + bit_commitment(bits)).publish();
    u.K = K;

    Transcript t = ballot_transcript<G>(statement, u.ciphertexts, u.B);
    const Scalar y = t.template challenge<Scalar>("y");
    nonces.bind(y, K);
    std::vector<SecretScalar> a;
    a.reserve(style_.bits);
    for (std::uint32_t j = 0; j < style_.bits; ++j) a.push_back(nonces("a", j));
    const SecretScalar s_A = nonces("s_A");
    const SecretScalar s_C = nonces("s_C");
    const SecretScalar s_D = nonces("s_D");
    const SecretScalar rho = nonces("rho");

    commit(bits, a, s_A, s_C, s_D, u);
    // d = sum_q y^q (L a)_q
    const std::vector<Scalar> y_powers =
        powers(y, std::max(style_.counters.size(), style_.equations.size()));
    SecretScalar d = SecretScalar::from_u64(0);
    for (std::size_t q = 0; q < style_.equations.size(); ++q) {
      d = d + y_powers[q] * evaluate_secret(style_.equations[q].row, a);
    }
    u.d = d.publish();
    // T_alpha = rho G, T_beta = (sum_i y^i (M a)_i) G + rho Y
    SecretScalar masked = SecretScalar::from_u64(0);
    SecretScalar folded_r = SecretScalar::from_u64(0);
    for (std::size_t i = 0; i < style_.counters.size(); ++i) {
      masked = masked + y_powers[i] * evaluate_secret(style_.counters[i], a);
      folded_r = folded_r + y_powers[i] * r[i];
    }
    u.T_alpha = G::mul_base(rho).publish();
    u.T_beta = (G::mul_base(masked) + rho * statement.key).publish();

    absorb_commitments<G>(t, {u.A, u.C, u.D, u.T_alpha, u.T_beta, u.K}, u.d);
    const Scalar x = t.template challenge<Scalar>("x");
    for (std::size_t j = 0; j < style_.bits; ++j) {
      u.f.push_back((x * SecretScalar::from_u64(bits[j]) + a[j]).publish());
    }
    u.z_A = (x * s_B + s_A).publish();
    u.z_C = (x * s_C + s_D).publish();
    u.z_r = (x * folded_r + rho).publish();
    proof.x = x;
    return proof;
  }

 private:
  // Bits that one lookup covers: 2^4 entries.
  static constexpr std::uint32_t kChunk = 4;
  // Added to a counter's value before it is multiplied with G and taken away after: no sum of small
  // coefficients reaches -2^62, so the product is never the identity, at which libsodium branches.
  static constexpr std::uint64_t kOffset = std::uint64_t{1} << 62;

  // Entry s is the sum of the elements whose bit is set in s.
  static std::vector<Element> subset_sums(std::span<const Element> elements) {
    std::vector<Element> sums(std::size_t{1} << elements.size(), Element::identity());
    for (std::size_t s = 1; s < sums.size(); ++s) {
      const auto lowest = static_cast<std::size_t>(std::countr_zero(s));
      sums[s] = sums[s & (s - 1)] + elements[lowest];
    }
    return sums;
  }

  // Sums of the row's coefficients times G; empty for a row too long for a table.
  static std::vector<Element> counter_table(const Row& row) {
    if (row.size() > kChunk) return {};
    std::vector<Element> weights;
    for (const Term& term : row) {
      const std::array scalar = {Scalar::from_i64(term.coefficient)};
      const std::array base = {Element::generator()};
      weights.push_back(G::multiscalar_mul_vartime(scalar, base));
    }
    return subset_sums(weights);
  }

  static SecretScalar evaluate_secret(const Row& row, std::span<const SecretScalar> values) {
    SecretScalar sum = SecretScalar::from_u64(0);
    for (const Term& term : row) {
      sum = sum + Scalar::from_i64(term.coefficient) * values[term.bit];
    }
    return sum;
  }

  // (M b)_i G.
  SecretElement counter_value(std::size_t i, const SecretBits& bits) const {
    const Row& row = style_.counters[i];
    if (!counter_tables_[i].empty()) {
      std::size_t index = 0;
      for (std::size_t t = 0; t < row.size(); ++t) {
        index |= std::size_t{bits[row[t].bit]} << t;
      }
      return SecretElement::lookup(counter_tables_[i], index);
    }
    SecretScalar value = SecretScalar::from_u64(kOffset);
    for (const Term& term : row) {
      value = value + Scalar::from_i64(term.coefficient) * SecretScalar::from_u64(bits[term.bit]);
    }
    const SecretElement offset = G::mul_base(SecretScalar::from_u64(kOffset));
    return G::mul_base(value) - offset;
  }

  // sum_j b_j H_j.
  SecretElement bit_commitment(const SecretBits& bits) const {
    SecretElement sum;
    for (std::size_t chunk = 0; chunk < commitment_tables_.size(); ++chunk) {
      const std::vector<Element>& table = commitment_tables_[chunk];
      std::size_t index = 0;
      for (std::size_t t = 0; (std::size_t{1} << t) < table.size(); ++t) {
        index |= std::size_t{bits[chunk * kChunk + t]} << t;
      }
      sum = sum + SecretElement::lookup(table, index);
    }
    return sum;
  }

  // A = s_A H_0 + sum a_j H_j
  // C = s_C H_0 + sum a_j (1 - 2 b_j) H_j
  // D = s_D H_0 - sum a_j^2 H_j
  void commit(const SecretBits& bits, std::span<const SecretScalar> a, const SecretScalar& s_A,
              const SecretScalar& s_C, const SecretScalar& s_D, UncastBallot<G>& u) const {
    // A and C share their products: `unset` collects a_j H_j where b_j = 0, `set` where b_j = 1.
    SecretElement unset;
    SecretElement set;
    SecretElement squares;
    for (std::size_t j = 0; j < style_.bits; ++j) {
      const SecretElement chosen = SecretElement::select(bits[j], unset, set) + a[j] * H_[j + 1];
      unset = SecretElement::select(bits[j], chosen, unset);
      set = SecretElement::select(bits[j], set, chosen);
      squares = squares + (a[j] * a[j]) * H_[j + 1];
    }
    u.A = (s_A * H_[0] + (unset + set)).publish();
    u.C = (s_C * H_[0] + (unset - set)).publish();
    u.D = (s_D * H_[0] - squares).publish();
  }

  const Style& style_;
  const Generators<G>& H_;
  std::vector<std::vector<Element>> counter_tables_;
  std::vector<std::vector<Element>> commitment_tables_;
};

}  // namespace tabella::crypto
