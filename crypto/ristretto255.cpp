#include "crypto/ristretto255.h"

#include <sodium.h>

#include <algorithm>

#include "crypto/expects.h"
#include "crypto/hash.h"

namespace tabella::crypto {

namespace {

// libsodium 1.0.18 gives -1 when a *result* is the identity, and leaves 32 zero bytes, which is
// right. Our inputs are valid by invariant, so the return value carries nothing; on a secret it
// would be a branch on the vote. Outputs start at zero.
void ignore(int) {}

// l, little-endian.
constexpr std::array<std::uint8_t, 32> kOrder = {
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

// 1 if s < l else 0, without a branch: the borrow of s - l.
unsigned below_order(const std::uint8_t* s) {
  unsigned borrow = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    borrow = ((unsigned{s[i]} - unsigned{kOrder[i]} - borrow) >> 8) & 1U;
  }
  return borrow;
}

std::array<std::uint8_t, 64> widen_u64(std::uint64_t value) {
  std::array<std::uint8_t, 64> wide{};
  for (std::size_t i = 0; i < 8; ++i) wide[i] = static_cast<std::uint8_t>(value >> (8 * i));
  return wide;
}

// All ones if bit == 1, zero if bit == 0.
std::uint8_t mask_of(std::uint8_t bit) { return static_cast<std::uint8_t>(-bit); }

}  // namespace

Element Element::generator() {
  static constexpr std::array<std::uint8_t, kSize> kGenerator = {
      0xe2, 0xf2, 0xae, 0x0a, 0x6a, 0xbc, 0x4e, 0x71, 0xa8, 0x84, 0xa9,
      0x61, 0xc5, 0x00, 0x51, 0x5f, 0x58, 0xe3, 0x0b, 0x6a, 0xa5, 0x82,
      0xdd, 0x8d, 0xb6, 0xa6, 0x59, 0x45, 0xe0, 0x8d, 0x2d, 0x76};
  return hazmat_from_canonical(kGenerator);
}

std::optional<Element> Element::decode(ByteView bytes) {
  // libsodium 1.0.18 ignores bit 255, which gives every element a second encoding.
  if (bytes.size() != kSize || (bytes[kSize - 1] & 0x80) != 0) return std::nullopt;
  if (crypto_core_ristretto255_is_valid_point(bytes.data()) != 1) return std::nullopt;
  return hazmat_from_canonical(bytes.first<kSize>());
}

Element Element::from_hash(std::span<const std::uint8_t, 64> hash) {
  Element e;
  ignore(crypto_core_ristretto255_from_hash(e.bytes_.data(), hash.data()));
  return e;
}

Element Element::hazmat_from_canonical(std::span<const std::uint8_t, kSize> bytes) {
  Element e;
  std::ranges::copy(bytes, e.bytes_.begin());
  return e;
}

Element operator+(const Element& a, const Element& b) {
  std::array<std::uint8_t, Element::kSize> out{};
  ignore(crypto_core_ristretto255_add(out.data(), a.bytes().data(), b.bytes().data()));
  return Element::hazmat_from_canonical(out);
}

Element operator-(const Element& a, const Element& b) {
  std::array<std::uint8_t, Element::kSize> out{};
  ignore(crypto_core_ristretto255_sub(out.data(), a.bytes().data(), b.bytes().data()));
  return Element::hazmat_from_canonical(out);
}

Element operator-(const Element& a) { return Element::identity() - a; }

Scalar Scalar::from_u64(std::uint64_t value) { return reduce_wide(widen_u64(value)); }

Scalar Scalar::from_i64(std::int64_t value) {
  const auto magnitude = static_cast<std::uint64_t>(value);
  return value < 0 ? -from_u64(0 - magnitude) : from_u64(magnitude);
}

Scalar Scalar::random() {
  Scalar s;
  crypto_core_ristretto255_scalar_random(s.bytes_.data());
  return s;
}

Scalar Scalar::reduce_wide(std::span<const std::uint8_t, 64> bytes) {
  Scalar s;
  crypto_core_ristretto255_scalar_reduce(s.bytes_.data(), bytes.data());
  return s;
}

std::optional<Scalar> Scalar::decode(ByteView bytes) {
  if (bytes.size() != kSize || below_order(bytes.data()) == 0) return std::nullopt;
  return hazmat_from_reduced(bytes.first<kSize>());
}

Scalar Scalar::hazmat_from_reduced(std::span<const std::uint8_t, kSize> bytes) {
  Scalar s;
  std::ranges::copy(bytes, s.bytes_.begin());
  return s;
}

Scalar operator+(const Scalar& a, const Scalar& b) {
  std::array<std::uint8_t, Scalar::kSize> out;
  crypto_core_ristretto255_scalar_add(out.data(), a.bytes().data(), b.bytes().data());
  return Scalar::hazmat_from_reduced(out);
}

Scalar operator-(const Scalar& a, const Scalar& b) {
  std::array<std::uint8_t, Scalar::kSize> out;
  crypto_core_ristretto255_scalar_sub(out.data(), a.bytes().data(), b.bytes().data());
  return Scalar::hazmat_from_reduced(out);
}

Scalar operator-(const Scalar& a) { return Scalar() - a; }

Scalar operator*(const Scalar& a, const Scalar& b) {
  std::array<std::uint8_t, Scalar::kSize> out;
  crypto_core_ristretto255_scalar_mul(out.data(), a.bytes().data(), b.bytes().data());
  return Scalar::hazmat_from_reduced(out);
}

Scalar invert(const Scalar& a) {
  EXPECTS(!a.is_zero());
  std::array<std::uint8_t, Scalar::kSize> out;
  ignore(crypto_core_ristretto255_scalar_invert(out.data(), a.bytes().data()));
  return Scalar::hazmat_from_reduced(out);
}

SecretScalar SecretScalar::random() {
  SecretScalar s;
  crypto_core_ristretto255_scalar_random(s.bytes_.data());
  mark_secret(s.bytes_.data(), kSize);
  return s;
}

SecretScalar SecretScalar::reduce_wide(std::span<const std::uint8_t, 64> bytes) {
  SecretScalar s;
  crypto_core_ristretto255_scalar_reduce(s.bytes_.data(), bytes.data());
  return s;
}

SecretScalar SecretScalar::from_u64(std::uint64_t value) {
  SecretScalar s;
  for (std::size_t i = 0; i < 8; ++i)
    s.bytes_.data()[i] = static_cast<std::uint8_t>(value >> (8 * i));
  return s;
}

SecretScalar SecretScalar::from_public(const Scalar& value) {
  SecretScalar s;
  std::ranges::copy(value.bytes(), s.bytes_.data());
  return s;
}

std::optional<SecretScalar> SecretScalar::decode(ByteView bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  // That stored bytes are not a scalar at all is an error to be told, not a secret.
  unsigned reduced = below_order(bytes.data());
  mark_public(&reduced, sizeof(reduced));
  if (reduced == 0) return std::nullopt;
  SecretScalar s;
  std::ranges::copy(bytes, s.bytes_.data());
  return s;
}

SecretScalar SecretScalar::clone() const {
  SecretScalar s;
  s.bytes_ = bytes_.clone();
  return s;
}

Scalar SecretScalar::publish() const {
  Scalar published = Scalar::hazmat_from_reduced(bytes_.expose_for_storage());
  mark_public(&published, sizeof(published));
  return published;
}

SecretScalar operator+(const SecretScalar& a, const SecretScalar& b) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_add(out.bytes_.data(), a.bytes_.data(), b.bytes_.data());
  return out;
}

SecretScalar operator-(const SecretScalar& a, const SecretScalar& b) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_sub(out.bytes_.data(), a.bytes_.data(), b.bytes_.data());
  return out;
}

SecretScalar operator-(const SecretScalar& a) { return SecretScalar() - a; }

SecretScalar operator*(const SecretScalar& a, const SecretScalar& b) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_mul(out.bytes_.data(), a.bytes_.data(), b.bytes_.data());
  return out;
}

SecretScalar operator*(const Scalar& a, const SecretScalar& b) {
  SecretScalar out;
  crypto_core_ristretto255_scalar_mul(out.bytes_.data(), a.bytes().data(), b.bytes_.data());
  return out;
}

SecretElement SecretElement::clone() const {
  SecretElement e;
  e.bytes_ = bytes_.clone();
  return e;
}

Element SecretElement::publish() const {
  Element published = Element::hazmat_from_canonical(bytes_.expose_for_storage());
  mark_public(&published, sizeof(published));
  return published;
}

SecretElement SecretElement::select(std::uint8_t bit, const SecretElement& a,
                                    const SecretElement& b) {
  SecretElement out;
  const std::uint8_t mask = mask_of(bit);
  for (std::size_t i = 0; i < Element::kSize; ++i) {
    const std::uint8_t from_a = a.bytes_.data()[i];
    const std::uint8_t from_b = b.bytes_.data()[i];
    out.bytes_.data()[i] = static_cast<std::uint8_t>(from_a ^ (mask & (from_a ^ from_b)));
  }
  return out;
}

SecretElement SecretElement::lookup(std::span<const Element> table, std::size_t index) {
  SecretElement out;
  for (std::size_t entry = 0; entry < table.size(); ++entry) {
    // 1 when entry == index: the top bit of (difference - 1) is set only for difference 0.
    const std::uint64_t difference = std::uint64_t{entry} ^ std::uint64_t{index};
    const auto mask = mask_of(static_cast<std::uint8_t>((difference - 1) >> 63));
    for (std::size_t i = 0; i < Element::kSize; ++i) {
      out.bytes_.data()[i] =
          static_cast<std::uint8_t>(out.bytes_.data()[i] | (mask & table[entry].bytes()[i]));
    }
  }
  return out;
}

SecretElement operator*(const SecretScalar& s, const Element& p) {
  SecretElement out;
  ignore(crypto_scalarmult_ristretto255(out.bytes_.data(), s.expose_for_storage().data(),
                                        p.bytes().data()));
  return out;
}

SecretElement operator+(const SecretElement& a, const SecretElement& b) {
  SecretElement out;
  ignore(crypto_core_ristretto255_add(out.bytes_.data(), a.bytes_.data(), b.bytes_.data()));
  return out;
}

SecretElement operator-(const SecretElement& a, const SecretElement& b) {
  SecretElement out;
  ignore(crypto_core_ristretto255_sub(out.bytes_.data(), a.bytes_.data(), b.bytes_.data()));
  return out;
}

SecretElement mul_base(const SecretScalar& s) {
  SecretElement out;
  ignore(crypto_scalarmult_ristretto255_base(out.bytes_.data(), s.expose_for_storage().data()));
  return out;
}

Element Ristretto255::derive_generator(std::uint32_t i) {
  return Element::from_hash(sha512({as_bytes("tabella/v1/generator"), uint32_be(i)}));
}

Element Ristretto255Reference::multiscalar_mul_vartime(std::span<const Scalar> scalars,
                                                       std::span<const Element> elements) {
  EXPECTS(scalars.size() == elements.size());
  std::array<std::uint8_t, Element::kSize> sum{};
  for (std::size_t i = 0; i < scalars.size(); ++i) {
    std::array<std::uint8_t, Element::kSize> product{};
    ignore(elements[i] == Element::generator()
               ? crypto_scalarmult_ristretto255_base(product.data(), scalars[i].bytes().data())
               : crypto_scalarmult_ristretto255(product.data(), scalars[i].bytes().data(),
                                                elements[i].bytes().data()));
    ignore(crypto_core_ristretto255_add(sum.data(), sum.data(), product.data()));
  }
  return Element::hazmat_from_canonical(sum);
}

}  // namespace tabella::crypto
