// Groups so small that a test can try everything: docs/protocol.md, "Groups". TinyGroup<13> has
// prime order 13. TinyGroup<13, 4> is the free module over Z_13 with four coordinates: generator
// and derived generators are unit vectors, so binding is exact where ristretto255 needs the
// discrete logarithm to be hard. For tests alone: nothing here is hard to solve.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>

#include "crypto/bytes.h"
#include "crypto/expects.h"
#include "crypto/secret.h"

namespace tabella::crypto {

// An integer mod a prime below 256. Invariant: < kOrder.
template <std::uint32_t kOrder>
class TinyScalar {
 public:
  static constexpr std::size_t kSize = 1;

  TinyScalar() = default;

  [[nodiscard]] static TinyScalar from_u64(std::uint64_t value) {
    TinyScalar s;
    s.value_ = static_cast<std::uint8_t>(value % kOrder);
    return s;
  }
  [[nodiscard]] static TinyScalar from_i64(std::int64_t value) {
    const auto magnitude = static_cast<std::uint64_t>(value);
    return value < 0 ? -from_u64(0 - magnitude) : from_u64(magnitude);
  }
  [[nodiscard]] static TinyScalar random() {
    return reduce_bytes(Seed::random().expose_for_storage());
  }
  [[nodiscard]] static TinyScalar reduce_wide(std::span<const std::uint8_t, 64> bytes) {
    return reduce_bytes(bytes);
  }
  [[nodiscard]] static std::optional<TinyScalar> decode(ByteView bytes) {
    if (bytes.size() != kSize || bytes[0] >= kOrder) return std::nullopt;
    return from_u64(bytes[0]);
  }

  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const { return {value_}; }
  [[nodiscard]] std::uint8_t value() const { return value_; }
  [[nodiscard]] bool is_zero() const { return value_ == 0; }

  friend TinyScalar operator+(TinyScalar a, TinyScalar b) {
    return from_u64(std::uint64_t{a.value_} + b.value_);
  }
  friend TinyScalar operator-(TinyScalar a, TinyScalar b) {
    return from_u64(std::uint64_t{a.value_} + kOrder - b.value_);
  }
  friend TinyScalar operator-(TinyScalar a) { return TinyScalar() - a; }
  friend TinyScalar operator*(TinyScalar a, TinyScalar b) {
    return from_u64(std::uint64_t{a.value_} * b.value_);
  }
  // a^(kOrder - 2); a must not be zero.
  friend TinyScalar invert(TinyScalar a) {
    EXPECTS(!a.is_zero());
    TinyScalar power = from_u64(1);
    for (std::uint32_t i = 0; i < kOrder - 2; ++i) power = power * a;
    return power;
  }
  friend auto operator<=>(const TinyScalar&, const TinyScalar&) = default;

 private:
  // Little-endian.
  static TinyScalar reduce_bytes(ByteView bytes) {
    TinyScalar s;
    for (std::size_t i = bytes.size(); i-- > 0;) s = from_u64(256ULL * s.value_ + bytes[i]);
    return s;
  }

  std::uint8_t value_ = 0;
};

// kRank coordinates mod kOrder.
template <std::uint32_t kOrder, std::size_t kRank>
class TinyElement {
 public:
  static constexpr std::size_t kSize = kRank;
  using Scalar = TinyScalar<kOrder>;

  TinyElement() = default;

  [[nodiscard]] static TinyElement identity() { return {}; }
  [[nodiscard]] static TinyElement generator() { return unit(0); }
  // The unit vector of one coordinate: a base that no other base can express.
  [[nodiscard]] static TinyElement unit(std::size_t coordinate) {
    EXPECTS(coordinate < kRank);
    TinyElement e;
    e.coordinates_[coordinate] = Scalar::from_u64(1);
    return e;
  }
  [[nodiscard]] static std::optional<TinyElement> decode(ByteView bytes) {
    if (bytes.size() != kSize) return std::nullopt;
    TinyElement e;
    for (std::size_t i = 0; i < kRank; ++i) {
      const auto coordinate = Scalar::decode(bytes.subspan(i, 1));
      if (!coordinate) return std::nullopt;
      e.coordinates_[i] = *coordinate;
    }
    return e;
  }

  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const {
    std::array<std::uint8_t, kSize> out;
    for (std::size_t i = 0; i < kRank; ++i) out[i] = coordinates_[i].value();
    return out;
  }
  [[nodiscard]] const std::array<Scalar, kRank>& coordinates() const { return coordinates_; }
  [[nodiscard]] bool is_identity() const { return *this == TinyElement(); }

  friend TinyElement operator+(const TinyElement& a, const TinyElement& b) {
    TinyElement e;
    for (std::size_t i = 0; i < kRank; ++i) {
      e.coordinates_[i] = a.coordinates_[i] + b.coordinates_[i];
    }
    return e;
  }
  friend TinyElement operator-(const TinyElement& a) { return Scalar::from_i64(-1) * a; }
  friend TinyElement operator-(const TinyElement& a, const TinyElement& b) { return a + (-b); }
  friend TinyElement operator*(Scalar s, const TinyElement& p) {
    TinyElement e;
    for (std::size_t i = 0; i < kRank; ++i) e.coordinates_[i] = s * p.coordinates_[i];
    return e;
  }
  friend auto operator<=>(const TinyElement&, const TinyElement&) = default;

 private:
  std::array<Scalar, kRank> coordinates_{};
};

// The secret types keep the discipline of ristretto255.h (no copy, no comparison, publish by
// name), so that what compiles over the tiny group compiles there.
template <std::uint32_t kOrder, std::size_t kRank>
class TinySecretElement {
 public:
  using Element = TinyElement<kOrder, kRank>;

  TinySecretElement() = default;
  explicit TinySecretElement(const Element& p) : element_(p) {}
  TinySecretElement(TinySecretElement&&) noexcept = default;
  TinySecretElement& operator=(TinySecretElement&&) noexcept = default;

  [[nodiscard]] TinySecretElement clone() const { return TinySecretElement(element_); }
  [[nodiscard]] Element publish() const { return element_; }
  // bit == 0: a, bit == 1: b.
  [[nodiscard]] static TinySecretElement select(std::uint8_t bit, const TinySecretElement& a,
                                                const TinySecretElement& b) {
    return bit == 0 ? a.clone() : b.clone();
  }
  [[nodiscard]] static TinySecretElement lookup(std::span<const Element> table, std::size_t index) {
    return TinySecretElement(table[index]);
  }

  friend TinySecretElement operator+(const TinySecretElement& a, const TinySecretElement& b) {
    return TinySecretElement(a.element_ + b.element_);
  }
  friend TinySecretElement operator-(const TinySecretElement& a, const TinySecretElement& b) {
    return TinySecretElement(a.element_ - b.element_);
  }
  friend bool operator==(const TinySecretElement&, const TinySecretElement&) = delete;

 private:
  Element element_;
};

// A TinyScalar under the discipline of SecretScalar.
template <std::uint32_t kOrder, std::size_t kRank>
class TinySecretScalar {
 public:
  static constexpr std::size_t kSize = 1;
  using Scalar = TinyScalar<kOrder>;
  using Element = TinyElement<kOrder, kRank>;

  TinySecretScalar(TinySecretScalar&&) noexcept = default;
  TinySecretScalar& operator=(TinySecretScalar&&) noexcept = default;

  [[nodiscard]] static TinySecretScalar random() { return TinySecretScalar(Scalar::random()); }
  [[nodiscard]] static TinySecretScalar reduce_wide(std::span<const std::uint8_t, 64> bytes) {
    return TinySecretScalar(Scalar::reduce_wide(bytes));
  }
  [[nodiscard]] static TinySecretScalar from_u64(std::uint64_t value) {
    return TinySecretScalar(Scalar::from_u64(value));
  }
  [[nodiscard]] static TinySecretScalar from_public(const Scalar& value) {
    return TinySecretScalar(value);
  }

  [[nodiscard]] TinySecretScalar clone() const { return TinySecretScalar(value_); }
  [[nodiscard]] Scalar publish() const { return value_; }
  [[nodiscard]] std::array<std::uint8_t, kSize> expose_for_storage() const {
    return value_.encode();
  }

  friend TinySecretScalar operator+(const TinySecretScalar& a, const TinySecretScalar& b) {
    return TinySecretScalar(a.value_ + b.value_);
  }
  friend TinySecretScalar operator-(const TinySecretScalar& a, const TinySecretScalar& b) {
    return TinySecretScalar(a.value_ - b.value_);
  }
  friend TinySecretScalar operator-(const TinySecretScalar& a) {
    return TinySecretScalar(-a.value_);
  }
  friend TinySecretScalar operator*(const TinySecretScalar& a, const TinySecretScalar& b) {
    return TinySecretScalar(a.value_ * b.value_);
  }
  friend TinySecretScalar operator*(const Scalar& a, const TinySecretScalar& b) {
    return TinySecretScalar(a * b.value_);
  }
  friend TinySecretElement<kOrder, kRank> operator*(const TinySecretScalar& s, const Element& p) {
    return TinySecretElement<kOrder, kRank>(s.value_ * p);
  }
  friend bool operator==(const TinySecretScalar&, const TinySecretScalar&) = delete;

 private:
  explicit TinySecretScalar(const Scalar& value) : value_(value) {}

  Scalar value_;
};

// The model of the Group and SecretGroup concepts.
template <std::uint32_t kOrder, std::size_t kRank = 1>
struct TinyGroup {
  static_assert(kOrder > 2 && kOrder < 256, "a scalar is one byte");
  static_assert(kRank > 0);

  using Element = TinyElement<kOrder, kRank>;
  using Scalar = TinyScalar<kOrder>;
  using SecretScalar = TinySecretScalar<kOrder, kRank>;
  using SecretElement = TinySecretElement<kOrder, kRank>;

  [[nodiscard]] static SecretElement mul_base(const SecretScalar& s) {
    return s * Element::generator();
  }
  [[nodiscard]] static Element multiscalar_mul_vartime(std::span<const Scalar> scalars,
                                                       std::span<const Element> elements) {
    EXPECTS(scalars.size() == elements.size());
    Element sum;
    for (std::size_t i = 0; i < scalars.size(); ++i) sum = sum + scalars[i] * elements[i];
    return sum;
  }
  // Coordinate i + 1 of the module; with one coordinate, some non-zero multiple of G.
  [[nodiscard]] static Element derive_generator(std::uint32_t i) {
    if constexpr (kRank > 1) {
      return Element::unit(std::size_t{i} + 1);
    } else {
      return Scalar::from_u64(1 + (i + 1) % (kOrder - 1)) * Element::generator();
    }
  }
};

}  // namespace tabella::crypto
