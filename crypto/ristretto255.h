// ristretto255 (RFC 9496), the group of every Tabella election. Secrets are handled by libsodium
// alone; Element and Scalar are public data.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>

#include "crypto/bytes.h"
#include "crypto/group.h"
#include "crypto/secret.h"

namespace tabella::crypto {

// An element of the group. Invariant: the bytes are the one canonical encoding (RFC 9496, 4.3.1),
// so equality of bytes is equality of elements. The identity is a valid element: a caller that must
// not accept it asks is_identity().
class Element {
 public:
  static constexpr std::size_t kSize = 32;

  // The identity.
  Element() = default;

  [[nodiscard]] static Element identity() { return {}; }
  [[nodiscard]] static Element generator();
  // Refuses other lengths, non-canonical bytes (bit 255 included) and what is not an element.
  [[nodiscard]] static std::optional<Element> decode(ByteView bytes);
  // The one-way map of 64 uniform bytes (RFC 9496, 4.3.4).
  [[nodiscard]] static Element from_hash(std::span<const std::uint8_t, 64> hash);
  // For this library's own arithmetic, whose results are canonical by construction.
  [[nodiscard]] static Element hazmat_from_canonical(std::span<const std::uint8_t, kSize> bytes);

  [[nodiscard]] const std::array<std::uint8_t, kSize>& bytes() const { return bytes_; }
  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const { return bytes_; }
  [[nodiscard]] bool is_identity() const { return *this == Element(); }

  friend auto operator<=>(const Element&, const Element&) = default;

 private:
  std::array<std::uint8_t, kSize> bytes_{};
};

[[nodiscard]] Element operator+(const Element& a, const Element& b);
[[nodiscard]] Element operator-(const Element& a, const Element& b);
[[nodiscard]] Element operator-(const Element& a);

// An integer mod l = 2^252 + 27742317777372353535851937790883648493, public. Invariant: < l.
class Scalar {
 public:
  static constexpr std::size_t kSize = 32;

  // Zero.
  Scalar() = default;

  [[nodiscard]] static Scalar from_u64(std::uint64_t value);
  [[nodiscard]] static Scalar from_i64(std::int64_t value);
  [[nodiscard]] static Scalar random();
  // 64 bytes, little-endian, mod l.
  [[nodiscard]] static Scalar reduce_wide(std::span<const std::uint8_t, 64> bytes);
  // Refuses other lengths and values >= l.
  [[nodiscard]] static std::optional<Scalar> decode(ByteView bytes);
  // For this library's own arithmetic, whose results are reduced by construction.
  [[nodiscard]] static Scalar hazmat_from_reduced(std::span<const std::uint8_t, kSize> bytes);

  [[nodiscard]] const std::array<std::uint8_t, kSize>& bytes() const { return bytes_; }
  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const { return bytes_; }
  [[nodiscard]] bool is_zero() const { return *this == Scalar(); }

  friend bool operator==(const Scalar&, const Scalar&) = default;

 private:
  std::array<std::uint8_t, kSize> bytes_{};
};

[[nodiscard]] Scalar operator+(const Scalar& a, const Scalar& b);
[[nodiscard]] Scalar operator-(const Scalar& a, const Scalar& b);
[[nodiscard]] Scalar operator-(const Scalar& a);
[[nodiscard]] Scalar operator*(const Scalar& a, const Scalar& b);
// 1 / a; a must not be zero.
[[nodiscard]] Scalar invert(const Scalar& a);

// An integer mod l that nobody else may learn: a nonce, a share, a credential key.
class SecretScalar {
 public:
  static constexpr std::size_t kSize = 32;

  [[nodiscard]] static SecretScalar random();
  [[nodiscard]] static SecretScalar reduce_wide(std::span<const std::uint8_t, 64> bytes);
  [[nodiscard]] static SecretScalar from_u64(std::uint64_t value);
  // Treats a public scalar as a secret from here on.
  [[nodiscard]] static SecretScalar from_public(const Scalar& value);
  // Stored secrets: 32 bytes, < l (compared in constant time).
  [[nodiscard]] static std::optional<SecretScalar> decode(ByteView bytes);

  [[nodiscard]] SecretScalar clone() const;
  // Makes the value public on purpose: a response of a proof.
  [[nodiscard]] Scalar publish() const;
  [[nodiscard]] std::span<const std::uint8_t, kSize> expose_for_storage() const {
    return bytes_.expose_for_storage();
  }

  friend SecretScalar operator+(const SecretScalar& a, const SecretScalar& b);
  friend SecretScalar operator-(const SecretScalar& a, const SecretScalar& b);
  friend SecretScalar operator-(const SecretScalar& a);
  friend SecretScalar operator*(const SecretScalar& a, const SecretScalar& b);
  friend SecretScalar operator*(const Scalar& a, const SecretScalar& b);
  friend bool operator==(const SecretScalar&, const SecretScalar&) = delete;
  friend class SecretElement;

 private:
  SecretScalar() = default;
  SecretArray<kSize> bytes_;
};

// An element that depends on a secret and is not published yet: v G, r Y, a partial sum.
class SecretElement {
 public:
  // The identity.
  SecretElement() = default;
  explicit SecretElement(const Element& p) : bytes_(std::span(p.bytes())) {}

  [[nodiscard]] SecretElement clone() const;
  // Makes the element public on purpose: part of a ciphertext or a commitment.
  [[nodiscard]] Element publish() const;
  // bit == 0: a, bit == 1: b, without a branch.
  [[nodiscard]] static SecretElement select(std::uint8_t bit, const SecretElement& a,
                                            const SecretElement& b);
  // table[index] for a secret index < table.size(), touching every entry.
  [[nodiscard]] static SecretElement lookup(std::span<const Element> table, std::size_t index);

  // For key derivation from a Diffie-Hellman product.
  [[nodiscard]] std::span<const std::uint8_t, Element::kSize> expose_for_storage() const {
    return bytes_.expose_for_storage();
  }

  friend SecretElement operator*(const SecretScalar& s, const Element& p);
  friend SecretElement operator+(const SecretElement& a, const SecretElement& b);
  friend SecretElement operator-(const SecretElement& a, const SecretElement& b);
  friend SecretElement mul_base(const SecretScalar& s);
  friend bool operator==(const SecretElement&, const SecretElement&) = delete;

 private:
  SecretArray<Element::kSize> bytes_;
};

[[nodiscard]] SecretElement operator*(const SecretScalar& s, const Element& p);
[[nodiscard]] SecretElement operator+(const SecretElement& a, const SecretElement& b);
[[nodiscard]] SecretElement operator-(const SecretElement& a, const SecretElement& b);
// s G.
[[nodiscard]] SecretElement mul_base(const SecretScalar& s);

// The model of the Group and SecretGroup concepts.
struct Ristretto255 {
  using Element = crypto::Element;
  using Scalar = crypto::Scalar;
  using SecretScalar = crypto::SecretScalar;
  using SecretElement = crypto::SecretElement;

  [[nodiscard]] static SecretElement mul_base(const SecretScalar& s) { return crypto::mul_base(s); }
  [[nodiscard]] static Element multiscalar_mul_vartime(std::span<const Scalar> scalars,
                                                       std::span<const Element> elements);
  // H_i = from_hash(SHA-512("tabella/v1/generator" || uint32_be(i))).
  [[nodiscard]] static Element derive_generator(std::uint32_t i);
};

// The same group with public products taken one by one with libsodium's functions: the reference
// that our own arithmetic is tested and measured against.
struct Ristretto255Reference : Ristretto255 {
  [[nodiscard]] static Element multiscalar_mul_vartime(std::span<const Scalar> scalars,
                                                       std::span<const Element> elements);
};

}  // namespace tabella::crypto
