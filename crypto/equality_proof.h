// Equality of two discrete logarithms (Chaum-Pedersen): keys = secret * bases, one secret for
// both. docs/protocol.md, "Equality". The proof of a trustee over many ciphertexts at once is in
// crypto/decryption_proof.h.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "crypto/fingerprint.h"
#include "crypto/group.h"
#include "crypto/hedged_nonce.h"
#include "crypto/result.h"
#include "crypto/transcript.h"

namespace tabella::crypto {

// keys_i = secret * bases_i for i = 1, 2, with one secret.
template <Group G>
struct EqualityStatement {
  Fingerprint election;
  std::array<typename G::Element, 2> bases;
  std::array<typename G::Element, 2> keys;

  // What prover and verifier hash before the commitments: all of the statement, in this order.
  [[nodiscard]] Transcript transcript() const {
    Transcript t("tabella/v1/equality");
    t.absorb("election", election);
    t.absorb_all("bases", std::span<const typename G::Element>(bases));
    t.absorb_all("keys", std::span<const typename G::Element>(keys));
    return t;
  }
};

// K_i = k bases_i, z = x secret + k.
template <Group G>
struct EqualityProof {
  using Element = typename G::Element;
  using Scalar = typename G::Scalar;
  static constexpr std::size_t kSize = 2 * Element::kSize + Scalar::kSize;

  std::array<Element, 2> commitments;
  Scalar response;

  [[nodiscard]] static std::optional<EqualityProof> decode(ByteView bytes) {
    if (bytes.size() != kSize) return std::nullopt;
    const auto first = Element::decode(bytes.first(Element::kSize));
    const auto second = Element::decode(bytes.subspan(Element::kSize, Element::kSize));
    const auto response = Scalar::decode(bytes.last(Scalar::kSize));
    if (!first || !second || !response) return std::nullopt;
    return EqualityProof{.commitments = {*first, *second}, .response = *response};
  }
  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const {
    std::array<std::uint8_t, kSize> out;
    auto next = out.begin();
    for (const Element& k : commitments) next = std::ranges::copy(k.encode(), next).out;
    std::ranges::copy(response.encode(), next);
    return out;
  }
  friend bool operator==(const EqualityProof&, const EqualityProof&) = default;
};

template <Group G>
[[nodiscard]] typename G::Scalar equality_challenge(
    Transcript t, const std::array<typename G::Element, 2>& commitments) {
  t.absorb_all("commitments", std::span<const typename G::Element>(commitments));
  return t.challenge<typename G::Scalar>("x");
}

// z base_i = x key_i + K_i for i = 1, 2 and a given challenge x.
template <Group G>
[[nodiscard]] bool same_logarithm(const std::array<typename G::Element, 2>& bases,
                                  const std::array<typename G::Element, 2>& keys,
                                  const EqualityProof<G>& proof, const typename G::Scalar& x) {
  const auto zero = G::Scalar::from_i64(0);
  const std::array scalars = {proof.response, zero - x, G::Scalar::from_i64(-1)};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::array elements = {bases[i], keys[i], proof.commitments[i]};
    if (!G::multiscalar_mul_vartime(scalars, elements).is_identity()) return false;
  }
  return true;
}

// The proof convinces only if statement.keys = secret * statement.bases.
template <SecretGroup G>
[[nodiscard]] EqualityProof<G> prove(const EqualityStatement<G>& statement,
                                     const typename G::SecretScalar& secret) {
  const auto k = hedged_nonce<G>(statement.transcript(), secret, Seed::random());
  const std::array commitments = {(k * statement.bases[0]).publish(),
                                  (k * statement.bases[1]).publish()};
  const auto x = equality_challenge<G>(statement.transcript(), commitments);
  return {.commitments = commitments, .response = (x * secret + k).publish()};
}

template <Group G>
[[nodiscard]] Result<Done> verify(const EqualityStatement<G>& statement,
                                  const EqualityProof<G>& proof) {
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string which = i == 0 ? "first" : "second";
    if (statement.bases[i].is_identity()) return Error{"equality.identity", which + " base", ""};
    if (statement.keys[i].is_identity()) return Error{"equality.identity", which + " key", ""};
  }
  const auto x = equality_challenge<G>(statement.transcript(), proof.commitments);
  if (!same_logarithm(statement.bases, statement.keys, proof, x)) {
    return Error{"equality.equation", "", ""};
  }
  return Done{};
}

}  // namespace tabella::crypto
