// Public integers mod l in Montgomery form, for the hundred products that a ballot's verification
// takes. l = 2^252 + 27742317777372353535851937790883648493.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "crypto/ristretto255.h"

namespace tabella::crypto::vartime {

// Public, so a product takes no care of time: never made of a secret.
class PublicScalar {
 public:
  // Zero.
  constexpr PublicScalar() = default;

  [[nodiscard]] static PublicScalar from_scalar(const Scalar& value);
  [[nodiscard]] static PublicScalar from_u64(std::uint64_t value);
  [[nodiscard]] static PublicScalar from_i64(std::int64_t value);
  // 16 bytes, little-endian: a random weight.
  [[nodiscard]] static PublicScalar from_u128_bytes(std::span<const std::uint8_t, 16> bytes);
  // 64 bytes, little-endian, mod l.
  [[nodiscard]] static PublicScalar reduce_wide(std::span<const std::uint8_t, 64> bytes);
  [[nodiscard]] static PublicScalar one() { return from_u64(1); }

  // The value below l, four limbs of 64 bits.
  [[nodiscard]] std::array<std::uint64_t, 4> value() const;
  [[nodiscard]] Scalar to_scalar() const;
  [[nodiscard]] bool is_zero() const { return *this == PublicScalar(); }

  friend PublicScalar operator+(const PublicScalar& a, const PublicScalar& b);
  friend PublicScalar operator-(const PublicScalar& a, const PublicScalar& b);
  friend PublicScalar operator-(const PublicScalar& a);
  friend PublicScalar operator*(const PublicScalar& a, const PublicScalar& b);
  PublicScalar& operator+=(const PublicScalar& b) { return *this = *this + b; }
  PublicScalar& operator-=(const PublicScalar& b) { return *this = *this - b; }
  friend bool operator==(const PublicScalar&, const PublicScalar&) = default;

 private:
  using Limbs = std::array<std::uint64_t, 4>;
  explicit PublicScalar(const Limbs& limbs) : limbs_(limbs) {}
  static PublicScalar from_limbs(const Limbs& value);
  static PublicScalar montgomery_mul(const Limbs& a, const Limbs& b);
  static Limbs subtract_order_once(const Limbs& a);

  // value * 2^256 mod l, below l.
  Limbs limbs_{};
};

}  // namespace tabella::crypto::vartime
