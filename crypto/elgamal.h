// Exponential ElGamal: docs/protocol.md, "Statement". Additive notation as there: G generator,
// Y election key, v a counter's value, r its nonce. Ciphertext and ElectionKey are those of
// ristretto255; the templates serve the other models of the group concept as well.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "crypto/bytes.h"
#include "crypto/group.h"
#include "crypto/ristretto255.h"

namespace tabella::crypto {

// (alpha, beta) = (r G, v G + r Y). Proves nothing about v: that is
// crypto/ballot_proof/ballot_proof.h.
template <Group G>
struct CiphertextOf {
  using Element = typename G::Element;
  static constexpr std::size_t kSize = 2 * Element::kSize;

  Element alpha;
  Element beta;

  // Accepts canonical encodings only, so decode(bytes)->encode() == bytes. The identity decodes:
  // it is refused in ballots and allowed in aggregates, whose owners ask has_identity().
  [[nodiscard]] static std::optional<CiphertextOf> decode(ByteView bytes) {
    if (bytes.size() != kSize) return std::nullopt;
    const auto alpha = Element::decode(bytes.first(Element::kSize));
    const auto beta = Element::decode(bytes.last(Element::kSize));
    if (!alpha || !beta) return std::nullopt;
    return CiphertextOf{.alpha = *alpha, .beta = *beta};
  }
  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const {
    std::array<std::uint8_t, kSize> out;
    std::ranges::copy(alpha.encode(), out.begin());
    std::ranges::copy(beta.encode(), out.begin() + Element::kSize);
    return out;
  }
  [[nodiscard]] bool has_identity() const { return alpha.is_identity() || beta.is_identity(); }

  // Encrypts the sum of the two values. (identity, identity) is the empty sum.
  friend CiphertextOf operator+(const CiphertextOf& a, const CiphertextOf& b) {
    return {.alpha = a.alpha + b.alpha, .beta = a.beta + b.beta};
  }
  friend bool operator==(const CiphertextOf&, const CiphertextOf&) = default;
};

// The trustees' joint key Y. Never the identity: under it beta would be v G, an open vote.
template <Group G>
class ElectionKeyOf {
 public:
  using Element = typename G::Element;

  [[nodiscard]] static std::optional<ElectionKeyOf> from_element(const Element& y) {
    if (y.is_identity()) return std::nullopt;
    return ElectionKeyOf(y);
  }
  [[nodiscard]] const Element& element() const { return y_; }

  friend bool operator==(const ElectionKeyOf&, const ElectionKeyOf&) = default;

 private:
  explicit ElectionKeyOf(const Element& y) : y_(y) {}
  Element y_;
};

using Ciphertext = CiphertextOf<Ristretto255>;
using ElectionKey = ElectionKeyOf<Ristretto255>;

// Constant time in v and r. A nonce serves one ciphertext: two under one r reveal (v1 - v2) G.
template <SecretGroup G>
[[nodiscard]] CiphertextOf<G> encrypt(const ElectionKeyOf<G>& y, std::uint64_t v,
                                      const typename G::SecretScalar& r) {
  // v G is computed as (v + 1) G - G: libsodium branches when a product is the identity, and at
  // v = 0 that branch would tell an unmarked option from a marked one.
  const typename G::SecretElement one_g(G::Element::generator());
  const auto v_g = G::mul_base(G::SecretScalar::from_u64(v + 1)) - one_g;
  return {.alpha = G::mul_base(r).publish(), .beta = (v_g + r * y.element()).publish()};
}

}  // namespace tabella::crypto
