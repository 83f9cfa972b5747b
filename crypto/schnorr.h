// Proof of knowledge of a discrete logarithm: key = secret * base. docs/protocol.md, "Schnorr".
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

// key = secret * base, said by the holder of the secret, about what `election` is the hash of.
template <Group G>
struct SchnorrStatement {
  Fingerprint election;
  typename G::Element base;
  typename G::Element key;

  // What prover and verifier hash before the commitment: all of the statement, in this order.
  [[nodiscard]] Transcript transcript() const {
    Transcript t("tabella/v1/schnorr");
    t.absorb("election", election);
    t.absorb_one("base", base);
    t.absorb_one("key", key);
    return t;
  }
};

// K = k base, z = x secret + k.
template <Group G>
struct SchnorrProof {
  using Element = typename G::Element;
  using Scalar = typename G::Scalar;
  static constexpr std::size_t kSize = Element::kSize + Scalar::kSize;

  Element commitment;
  Scalar response;

  [[nodiscard]] static std::optional<SchnorrProof> decode(ByteView bytes) {
    if (bytes.size() != kSize) return std::nullopt;
    const auto commitment = Element::decode(bytes.first(Element::kSize));
    const auto response = Scalar::decode(bytes.last(Scalar::kSize));
    if (!commitment || !response) return std::nullopt;
    return SchnorrProof{.commitment = *commitment, .response = *response};
  }
  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const {
    std::array<std::uint8_t, kSize> out;
    std::ranges::copy(commitment.encode(), out.begin());
    std::ranges::copy(response.encode(), out.begin() + Element::kSize);
    return out;
  }
  friend bool operator==(const SchnorrProof&, const SchnorrProof&) = default;
};

template <Group G>
[[nodiscard]] typename G::Scalar schnorr_challenge(const SchnorrStatement<G>& s,
                                                   const typename G::Element& commitment) {
  Transcript t = s.transcript();
  t.absorb_one("commitment", commitment);
  return t.challenge<typename G::Scalar>("x");
}

// The proof convinces only if statement.key = secret * statement.base.
template <SecretGroup G>
[[nodiscard]] SchnorrProof<G> prove(const SchnorrStatement<G>& statement,
                                    const typename G::SecretScalar& secret) {
  const auto k = hedged_nonce<G>(statement.transcript(), secret, Seed::random());
  const auto commitment = (k * statement.base).publish();
  const auto x = schnorr_challenge(statement, commitment);
  return {.commitment = commitment, .response = (x * secret + k).publish()};
}

// z base = x key + K, for a given challenge x.
template <Group G>
[[nodiscard]] bool schnorr_holds(const SchnorrStatement<G>& s, const SchnorrProof<G>& proof,
                                 const typename G::Scalar& x) {
  const auto zero = G::Scalar::from_i64(0);
  const std::array scalars = {proof.response, zero - x, G::Scalar::from_i64(-1)};
  const std::array elements = {s.base, s.key, proof.commitment};
  return G::multiscalar_mul_vartime(scalars, elements).is_identity();
}

template <Group G>
[[nodiscard]] Result<Done> verify(const SchnorrStatement<G>& statement,
                                  const SchnorrProof<G>& proof) {
  if (statement.base.is_identity()) return Error{"schnorr.identity", "base", ""};
  if (statement.key.is_identity()) return Error{"schnorr.identity", "key", ""};
  const auto x = schnorr_challenge(statement, proof.commitment);
  if (!schnorr_holds(statement, proof, x)) return Error{"schnorr.equation", "", ""};
  return Done{};
}

}  // namespace tabella::crypto
