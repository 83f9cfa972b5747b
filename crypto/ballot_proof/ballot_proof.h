// The linear ballot proof: one proof that a ballot's ciphertexts encrypt public linear
// combinations of secret bits that obey public linear equations, made by the holder of the
// credential. Letters are those of docs/protocol.md, "The linear ballot proof". Proving is in
// ballot_prover.h, many ballots at once in bulk_verifier.h.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "crypto/ballot_proof/check.h"
#include "crypto/ballot_proof/credential_base.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "crypto/ballot_proof/style.h"
#include "crypto/bytes.h"
#include "crypto/elgamal.h"
#include "crypto/expects.h"
#include "crypto/fingerprint.h"
#include "crypto/group.h"
#include "crypto/hash.h"
#include "crypto/ristretto255.h"
#include "crypto/transcript.h"

namespace tabella::crypto {

// H_0, H_1, ..., H_m: bases with no known relation, derived by every verifier itself.
template <Group G>
class Generators {
 public:
  explicit Generators(std::uint32_t bits) {
    bases_.reserve(std::size_t{bits} + 1);
    for (std::uint32_t j = 0; j <= bits; ++j) bases_.push_back(G::derive_generator(j));
  }
  [[nodiscard]] const typename G::Element& operator[](std::size_t j) const { return bases_[j]; }
  [[nodiscard]] std::uint32_t bits() const { return static_cast<std::uint32_t>(bases_.size() - 1); }

 private:
  std::vector<typename G::Element> bases_;
};

// What a ballot is about. The style outlives the statement.
template <Group G>
struct BallotStatement {
  const Style& style;
  Fingerprint election;
  typename G::Element key;         // Y
  typename G::Element credential;  // P
  std::uint64_t sequence;          // 1 for this credential's first ballot
  CredentialBaseOf<G> base = {};   // P = sk base; no other part of a ballot depends on it but K
};

// A ballot without z_K: what a voter may show to a second device, and what the ballot id covers.
// Nobody can cast it.
template <Group G>
struct UncastBallot {
  std::vector<CiphertextOf<G>> ciphertexts;
  typename G::Element B, A, C, D, T_alpha, T_beta, K;
  typename G::Scalar d;
  std::vector<typename G::Scalar> f;
  typename G::Scalar z_A, z_C, z_r;
  friend bool operator==(const UncastBallot&, const UncastBallot&) = default;

  // All parts of crypto/ballot_proof/sealed_layout.h in their order, but z_K.
  [[nodiscard]] Bytes encode() const {
    Bytes out;
    const auto put = [&out](const auto& value) {
      const auto encoding = value.encode();
      out.insert(out.end(), encoding.begin(), encoding.end());
    };
    for (const auto& ciphertext : ciphertexts) put(ciphertext);
    for (const auto& p : {B, A, C, D, T_alpha, T_beta, K}) put(p);
    put(d);
    for (const auto& f_j : f) put(f_j);
    for (const auto& z : {z_A, z_C, z_r}) put(z);
    return out;
  }
};

// A ballot as it is cast: with z_K, which only the holder of the credential can compute.
template <Group G>
struct BallotOf {
  UncastBallot<G> uncast;
  typename G::Scalar z_K;
  friend bool operator==(const BallotOf&, const BallotOf&) = default;

  // The sealed bytes.
  [[nodiscard]] Bytes encode() const {
    Bytes out = uncast.encode();
    const auto last = z_K.encode();
    out.insert(out.end(), last.begin(), last.end());
    return out;
  }
};

using Ballot = BallotOf<Ristretto255>;

// The ballot, or Check::shape (another length than the style's) or Check::encoding.
template <Group G>
[[nodiscard]] std::variant<BallotOf<G>, Check> decode_ballot(const Style& style, ByteView sealed) {
  if (sealed.size() != SealedViewOf<G>::size(style)) return Check::shape;
  const SealedViewOf<G> view(style, sealed);
  bool canonical = true;
  const auto read = [&canonical]<class T>(T& out, ByteView bytes) {
    const auto value = T::decode(bytes);
    if (value) {
      out = *value;
    } else {
      canonical = false;
    }
  };
  BallotOf<G> ballot;
  UncastBallot<G>& u = ballot.uncast;
  u.ciphertexts.resize(style.counters.size());
  u.f.resize(style.bits);
  for (std::size_t i = 0; i < u.ciphertexts.size(); ++i) read(u.ciphertexts[i], view.ciphertext(i));
  read(u.B, view.B());
  read(u.A, view.A());
  read(u.C, view.C());
  read(u.D, view.D());
  read(u.T_alpha, view.T_alpha());
  read(u.T_beta, view.T_beta());
  read(u.K, view.K());
  read(u.d, view.d());
  for (std::size_t j = 0; j < u.f.size(); ++j) read(u.f[j], view.f(j));
  read(u.z_A, view.z_A());
  read(u.z_C, view.z_C());
  read(u.z_r, view.z_r());
  read(ballot.z_K, view.z_K());
  if (!canonical) return Check::encoding;
  return ballot;
}

using BallotId = std::array<std::uint8_t, 32>;
// SHA-256 of the sealed bytes without z_K: of a ballot that nobody shows it is enough for the id.
using SealedHash = std::array<std::uint8_t, 32>;

// SHA-256(election fingerprint || P || uint64_be(sequence) || sealed hash).
[[nodiscard]] inline BallotId ballot_id_by_hash(const Fingerprint& election, ByteView credential,
                                                std::uint64_t sequence, const SealedHash& sealed) {
  return sha256({election, credential, uint64_be(sequence), sealed});
}

[[nodiscard]] inline BallotId ballot_id(const Fingerprint& election, ByteView credential,
                                        std::uint64_t sequence, ByteView sealed_without_z_K) {
  return ballot_id_by_hash(election, credential, sequence, sha256({sealed_without_z_K}));
}

// The transcript up to where y is drawn. Every message, in this order, is part of soundness.
// BulkVerifier::open absorbs the same from bytes, for speed; a test holds the two together.
template <Group G>
[[nodiscard]] Transcript ballot_transcript(const BallotStatement<G>& statement,
                                           std::span<const CiphertextOf<G>> ciphertexts,
                                           const typename G::Element& B) {
  Transcript t("tabella/v1/ballot");
  t.absorb("election", statement.election);
  t.absorb_one("key", statement.key);
  statement.base.absorb_into(t);
  t.absorb_one("credential", statement.credential);
  t.absorb_u64("sequence", statement.sequence);
  t.absorb_all("ciphertexts", ciphertexts);
  t.absorb_one("B", B);
  return t;
}

// From y to where x is drawn. commitments: A, C, D, T_alpha, T_beta, K.
template <Group G>
void absorb_commitments(Transcript& t, const std::array<typename G::Element, 6>& commitments,
                        const typename G::Scalar& d) {
  t.absorb_all("commitments", std::span<const typename G::Element>(commitments));
  t.absorb_one("d", d);
}

// The two challenges of a ballot, from its transcript.
template <Group G>
struct BallotChallenges {
  typename G::Scalar y;
  typename G::Scalar x;
};

template <Group G>
[[nodiscard]] BallotChallenges<G> ballot_challenges(const BallotStatement<G>& statement,
                                                    const UncastBallot<G>& u) {
  Transcript t = ballot_transcript<G>(statement, u.ciphertexts, u.B);
  const auto y = t.template challenge<typename G::Scalar>("y");
  absorb_commitments<G>(t, {u.A, u.C, u.D, u.T_alpha, u.T_beta, u.K}, u.d);
  return {y, t.template challenge<typename G::Scalar>("x")};
}

// y, y^2, ..., y^n.
template <class Value>
[[nodiscard]] std::vector<Value> powers(const Value& y, std::size_t n) {
  std::vector<Value> out;
  out.reserve(n);
  for (std::size_t i = 0; i < n; ++i) out.push_back(i == 0 ? y : out.back() * y);
  return out;
}

// sum_j row_j values_j.
template <class Value>
[[nodiscard]] Value evaluate(const Row& row, std::span<const Value> values) {
  Value sum = Value::from_i64(0);
  for (const Term& term : row) {
    sum = sum + Value::from_i64(term.coefficient) * values[term.bit];
  }
  return sum;
}

// Whether an equation between elements holds: collects terms and asks for a sum of identity.
template <Group G>
class ZeroSum {
 public:
  void add(const typename G::Scalar& scalar, const typename G::Element& element) {
    scalars_.push_back(scalar);
    elements_.push_back(element);
  }
  void subtract(const typename G::Scalar& scalar, const typename G::Element& element) {
    add(G::Scalar::from_i64(0) - scalar, element);
  }
  [[nodiscard]] bool holds() const {
    return G::multiscalar_mul_vartime(scalars_, elements_).is_identity();
  }

 private:
  std::vector<typename G::Scalar> scalars_;
  std::vector<typename G::Element> elements_;
};

// Whether any element of the ballot, P, its base or Y is the identity; in an honest ballot none is.
template <Group G>
[[nodiscard]] bool has_identity(const BallotStatement<G>& s, const UncastBallot<G>& u) {
  const std::array elements = {s.key, s.credential, s.base.element(), u.B,      u.A,
                               u.C,   u.D,          u.T_alpha,        u.T_beta, u.K};
  return std::ranges::any_of(elements, [](const auto& p) { return p.is_identity(); }) ||
         std::ranges::any_of(u.ciphertexts, [](const auto& c) { return c.has_identity(); });
}

// The equations of the proof for given challenges, one by one. H has at least style.bits bases.
template <Group G>
[[nodiscard]] FailedChecks failed_equations(const BallotStatement<G>& statement,
                                            const Generators<G>& H, const BallotOf<G>& ballot,
                                            const BallotChallenges<G>& challenges) {
  using Value = typename G::Scalar;
  const Style& style = statement.style;
  const UncastBallot<G>& u = ballot.uncast;
  const auto& [y, x] = challenges;
  const Value one = Value::from_i64(1);
  const auto& generator = G::Element::generator();
  const std::span<const Value> f = u.f;
  const std::vector<Value> y_powers =
      powers(y, std::max(style.counters.size(), style.equations.size()));
  FailedChecks failed;

  ZeroSum<G> credential;  // z_K base = x P + K
  credential.add(ballot.z_K, statement.base.element());
  credential.subtract(x, statement.credential);
  credential.subtract(one, u.K);
  if (!credential.holds()) failed.add(Check::credential);

  ZeroSum<G> opening;  // x B + A = z_A H_0 + sum f_j H_j
  opening.add(x, u.B);
  opening.add(one, u.A);
  opening.subtract(u.z_A, H[0]);
  for (std::size_t j = 0; j < style.bits; ++j) opening.subtract(f[j], H[j + 1]);
  if (!opening.holds()) failed.add(Check::opening);

  ZeroSum<G> bits;  // x C + D = z_C H_0 + sum f_j (x - f_j) H_j
  bits.add(x, u.C);
  bits.add(one, u.D);
  bits.subtract(u.z_C, H[0]);
  for (std::size_t j = 0; j < style.bits; ++j) bits.subtract(f[j] * (x - f[j]), H[j + 1]);
  if (!bits.holds()) failed.add(Check::bits);

  // sum_q y^q (L f)_q = x sum_q y^q c_q + d
  Value left = Value::from_i64(0);
  Value right = Value::from_i64(0);
  for (std::size_t q = 0; q < style.equations.size(); ++q) {
    left = left + y_powers[q] * evaluate(style.equations[q].row, f);
    right = right + y_powers[q] * Value::from_i64(style.equations[q].rhs);
  }
  if (!(left == x * right + u.d)) failed.add(Check::equation);

  ZeroSum<G> alpha;  // z_r G = x sum y^i alpha_i + T_alpha
  ZeroSum<G> beta;   // (sum_i y^i (M f)_i) G + z_r Y = x sum y^i beta_i + T_beta
  Value counted = Value::from_i64(0);
  for (std::size_t i = 0; i < style.counters.size(); ++i) {
    counted = counted + y_powers[i] * evaluate(style.counters[i], f);
    alpha.subtract(x * y_powers[i], u.ciphertexts[i].alpha);
    beta.subtract(x * y_powers[i], u.ciphertexts[i].beta);
  }
  alpha.add(u.z_r, generator);
  alpha.subtract(one, u.T_alpha);
  if (!alpha.holds()) failed.add(Check::alpha);
  beta.add(counted, generator);
  beta.add(u.z_r, statement.key);
  beta.subtract(one, u.T_beta);
  if (!beta.holds()) failed.add(Check::beta);
  return failed;
}

// All checks of the proof that the ballot fails. Loop bounds come from the style.
template <Group G>
[[nodiscard]] FailedChecks verify(const BallotStatement<G>& statement, const Generators<G>& H,
                                  const BallotOf<G>& ballot) {
  EXPECTS(H.bits() >= statement.style.bits);
  if (ballot.uncast.ciphertexts.size() != statement.style.counters.size() ||
      ballot.uncast.f.size() != statement.style.bits) {
    return FailedChecks(Check::shape);
  }
  FailedChecks failed =
      failed_equations(statement, H, ballot, ballot_challenges<G>(statement, ballot.uncast));
  if (has_identity(statement, ballot.uncast)) failed.add(Check::identity);
  return failed;
}

// The same from sealed bytes.
template <Group G>
[[nodiscard]] FailedChecks verify_sealed(const BallotStatement<G>& statement,
                                         const Generators<G>& H, ByteView sealed) {
  const auto decoded = decode_ballot<G>(statement.style, sealed);
  if (const Check* refused = std::get_if<Check>(&decoded)) return FailedChecks(*refused);
  return verify(statement, H, *std::get_if<BallotOf<G>>(&decoded));
}

// Two equal alphas in a ballot mean one nonce for two counters, whose difference anyone can then
// read. Refused apart from the proof, which does not cover it. `sealed` has the style's size.
[[nodiscard]] bool repeats_alpha(const Style& style, ByteView sealed);

}  // namespace tabella::crypto
