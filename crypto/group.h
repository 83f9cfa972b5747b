// What the proofs need of a group of prime order: additive notation, generator G, scalars mod the
// group order. Models: Ristretto255 (ristretto255.h), TinyGroup (tiny_group.h, for exhaustive
// tests) and ModPGroup (modp_group.h, other systems' records). docs/protocol.md, "Groups".
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>

#include "crypto/bytes.h"
#include "crypto/secret.h"

namespace tabella::crypto {

// Public data only. decode is strict: exactly one encoding of every element and scalar.
template <class G>
concept Group = requires(const typename G::Element& p, const typename G::Scalar& s,
                         std::span<const typename G::Element> elements,
                         std::span<const typename G::Scalar> scalars, ByteView bytes,
                         std::span<const std::uint8_t, 64> wide) {
  { G::Element::kSize } -> std::convertible_to<std::size_t>;
  { G::Element::identity() } -> std::same_as<typename G::Element>;
  { G::Element::generator() } -> std::same_as<typename G::Element>;
  { G::Element::decode(bytes) } -> std::same_as<std::optional<typename G::Element>>;
  { p.encode() } -> std::same_as<std::array<std::uint8_t, G::Element::kSize>>;
  { p.is_identity() } -> std::same_as<bool>;
  { p == p } -> std::convertible_to<bool>;
  { p + p } -> std::same_as<typename G::Element>;
  { p - p } -> std::same_as<typename G::Element>;

  { G::Scalar::kSize } -> std::convertible_to<std::size_t>;
  { G::Scalar::from_i64(std::int64_t{}) } -> std::same_as<typename G::Scalar>;
  { G::Scalar::reduce_wide(wide) } -> std::same_as<typename G::Scalar>;
  { G::Scalar::decode(bytes) } -> std::same_as<std::optional<typename G::Scalar>>;
  { s.encode() } -> std::same_as<std::array<std::uint8_t, G::Scalar::kSize>>;
  { s == s } -> std::convertible_to<bool>;
  { s + s } -> std::same_as<typename G::Scalar>;
  { s - s } -> std::same_as<typename G::Scalar>;
  { s* s } -> std::same_as<typename G::Scalar>;

  // sum_i scalars[i] elements[i]; the spans have equal length; no terms give the identity.
  { G::multiscalar_mul_vartime(scalars, elements) } -> std::same_as<typename G::Element>;
  // Generator number i with no known relation to any other: H_i of the linear ballot proof.
  { G::derive_generator(std::uint32_t{}) } -> std::same_as<typename G::Element>;
};

// A group whose provers may hold secrets. Everything below is constant time in secret values.
template <class G>
concept SecretGroup = Group<G> &&
    requires(const typename G::SecretScalar& s, const typename G::SecretElement& e,
             const typename G::Scalar& x, const typename G::Element& p,
             std::span<const std::uint8_t, 64> wide) {
  { G::SecretScalar::random() } -> std::same_as<typename G::SecretScalar>;
  { G::SecretScalar::reduce_wide(wide) } -> std::same_as<typename G::SecretScalar>;
  { G::SecretScalar::from_u64(std::uint64_t{}) } -> std::same_as<typename G::SecretScalar>;
  { s.clone() } -> std::same_as<typename G::SecretScalar>;
  { s + s } -> std::same_as<typename G::SecretScalar>;
  { s - s } -> std::same_as<typename G::SecretScalar>;
  { s* s } -> std::same_as<typename G::SecretScalar>;
  { x* s } -> std::same_as<typename G::SecretScalar>;
  { s.publish() } -> std::same_as<typename G::Scalar>;
  { s* p } -> std::same_as<typename G::SecretElement>;
  { G::mul_base(s) } -> std::same_as<typename G::SecretElement>;
  { e + e } -> std::same_as<typename G::SecretElement>;
  { e - e } -> std::same_as<typename G::SecretElement>;
  { e.publish() } -> std::same_as<typename G::Element>;
};

}  // namespace tabella::crypto
