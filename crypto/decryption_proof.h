// One proof for all partial decryptions of a trustee: D_j = x_i alpha_j for every j, with the
// same x_i as in the share key P_i = x_i G. docs/protocol.md, "Partial decryption".
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "crypto/equality_proof.h"
#include "crypto/fingerprint.h"
#include "crypto/group.h"
#include "crypto/hedged_nonce.h"
#include "crypto/result.h"
#include "crypto/transcript.h"
#include "crypto/trustee.h"

namespace tabella::crypto {

// What a trustee's partial decryptions are of, and under which key.
template <Group G>
struct DecryptionStatement {
  Fingerprint election;
  TrusteeIndex trustee;
  typename G::Element share_key;
  // One per counter. The identity is allowed here, and here alone: nobody voted.
  std::vector<typename G::Element> alphas;
  std::vector<typename G::Element> partials;

  // What prover and verifier hash before y. All alphas and all partials come first: a trustee who
  // knew y could shift D_1 by -y E and D_2 by E.
  [[nodiscard]] Transcript transcript() const {
    Transcript t("tabella/v1/decryption");
    t.absorb("election", election);
    t.absorb_u64("trustee", trustee.number());
    t.absorb_one("share key", share_key);
    t.absorb_all("alphas", std::span<const typename G::Element>(alphas));
    t.absorb_all("partials", std::span<const typename G::Element>(partials));
    return t;
  }
};

// Commitments for the bases G and sum_j y^j alpha_j, and the response.
template <Group G>
using DecryptionProof = EqualityProof<G>;

// sum_j y^j elements_j, j from 1.
template <Group G>
[[nodiscard]] typename G::Element fold_vartime(const typename G::Scalar& y,
                                               std::span<const typename G::Element> elements) {
  std::vector<typename G::Scalar> powers;
  powers.reserve(elements.size());
  auto power = G::Scalar::from_i64(1);
  for (std::size_t j = 0; j < elements.size(); ++j) {
    power = power * y;
    powers.push_back(power);
  }
  return G::multiscalar_mul_vartime(powers, elements);
}

// x_i alpha for each alpha, ready to be published.
template <SecretGroup G>
[[nodiscard]] std::vector<typename G::Element> partial_decryptions(
    const typename G::SecretScalar& share, std::span<const typename G::Element> alphas) {
  std::vector<typename G::Element> partials;
  partials.reserve(alphas.size());
  for (const auto& alpha : alphas) partials.push_back((share * alpha).publish());
  return partials;
}

// The proof convinces only if share_key = share G and partials_j = share alphas_j.
template <SecretGroup G>
[[nodiscard]] DecryptionProof<G> prove(const DecryptionStatement<G>& statement,
                                       const typename G::SecretScalar& share) {
  Transcript t = statement.transcript();
  const auto y = t.challenge<typename G::Scalar>("y");
  const auto alpha = fold_vartime<G>(y, statement.alphas);
  const auto k = hedged_nonce<G>(t, share, Seed::random());
  const std::array commitments = {G::mul_base(k).publish(), (k * alpha).publish()};
  const auto x = equality_challenge<G>(t, commitments);
  return {.commitments = commitments, .response = (x * share + k).publish()};
}

// z G = x P + K_1 and z sum y^j alpha_j = x sum y^j D_j + K_2, for given challenges y and x.
template <Group G>
[[nodiscard]] bool decryption_holds(const DecryptionStatement<G>& s,
                                    const DecryptionProof<G>& proof, const typename G::Scalar& y,
                                    const typename G::Scalar& x) {
  return same_logarithm<G>({G::Element::generator(), fold_vartime<G>(y, s.alphas)},
                           {s.share_key, fold_vartime<G>(y, s.partials)}, proof, x);
}

template <Group G>
[[nodiscard]] Result<Done> verify(const DecryptionStatement<G>& statement,
                                  const DecryptionProof<G>& proof) {
  const std::string who = to_string(statement.trustee);
  if (statement.partials.size() != statement.alphas.size()) {
    return Error{"share.count", who,
                 std::to_string(statement.partials.size()) + " partial decryptions, expected " +
                     std::to_string(statement.alphas.size())};
  }
  if (statement.share_key.is_identity()) return Error{"share.identity", who, "share key"};
  Transcript t = statement.transcript();
  const auto y = t.challenge<typename G::Scalar>("y");
  const auto x = equality_challenge<G>(t, proof.commitments);
  if (!decryption_holds(statement, proof, y, x)) return Error{"share.equation", who, ""};
  return Done{};
}

}  // namespace tabella::crypto
