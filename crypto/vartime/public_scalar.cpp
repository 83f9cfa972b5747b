#include "crypto/vartime/public_scalar.h"

namespace tabella::crypto::vartime {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::array<std::uint64_t, 4> kOrder = {0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0,
                                                 0x1000000000000000};
// -1 / l mod 2^64.
constexpr std::uint64_t kOrderInverse = 0xd2b51da312547e1b;
// 2^512 mod l and 2^768 mod l.
constexpr std::array<std::uint64_t, 4> kR2 = {0xa40611e3449c0f01, 0xd00e1ba768859347,
                                              0xceec73d217f5be65, 0x0399411b7c309a3d};
constexpr std::array<std::uint64_t, 4> kR3 = {0x2a9e49687b83a2db, 0x278324e6aef7f3ec,
                                              0x8065dc6c04ec5b65, 0x0e530b773599cec7};

std::uint64_t load_le(const std::uint8_t* bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value |= std::uint64_t{bytes[i]} << (8 * i);
  return value;
}

std::array<std::uint64_t, 4> load_limbs(const std::uint8_t* bytes) {
  return {load_le(bytes), load_le(bytes + 8), load_le(bytes + 16), load_le(bytes + 24)};
}

}  // namespace

PublicScalar::Limbs PublicScalar::subtract_order_once(const Limbs& a) {
  Limbs reduced;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const Wide difference = Wide{a[i]} - kOrder[i] - borrow;
    reduced[i] = static_cast<std::uint64_t>(difference);
    borrow = static_cast<std::uint64_t>(difference >> 64) & 1;
  }
  return borrow != 0 ? a : reduced;
}

// a b / 2^256 mod l, for a < 2^256 and b < l (Montgomery 1985). The sum stays below 2 l, hence one
// subtraction.
PublicScalar PublicScalar::montgomery_mul(const Limbs& a, const Limbs& b) {
  std::array<std::uint64_t, 5> t{};
  for (std::size_t i = 0; i < 4; ++i) {
    Wide carry = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      carry += Wide{a[i]} * b[j] + t[j];
      t[j] = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    const Wide top = carry + t[4];
    const std::uint64_t m = t[0] * kOrderInverse;
    carry = (Wide{m} * kOrder[0] + t[0]) >> 64;
    for (std::size_t j = 1; j < 4; ++j) {
      carry += Wide{m} * kOrder[j] + t[j];
      t[j - 1] = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    carry += top;
    t[3] = static_cast<std::uint64_t>(carry);
    t[4] = static_cast<std::uint64_t>(carry >> 64);
  }
  return PublicScalar(subtract_order_once({t[0], t[1], t[2], t[3]}));
}

PublicScalar PublicScalar::from_limbs(const Limbs& value) { return montgomery_mul(value, kR2); }

PublicScalar PublicScalar::from_scalar(const Scalar& value) {
  return from_limbs(load_limbs(value.bytes().data()));
}

PublicScalar PublicScalar::from_u64(std::uint64_t value) { return from_limbs({value, 0, 0, 0}); }

PublicScalar PublicScalar::from_i64(std::int64_t value) {
  const auto magnitude = static_cast<std::uint64_t>(value);
  return value < 0 ? -from_u64(0 - magnitude) : from_u64(magnitude);
}

PublicScalar PublicScalar::from_u128_bytes(std::span<const std::uint8_t, 16> bytes) {
  return from_limbs({load_le(bytes.data()), load_le(bytes.data() + 8), 0, 0});
}

PublicScalar PublicScalar::reduce_wide(std::span<const std::uint8_t, 64> bytes) {
  // low + 2^256 high
  return montgomery_mul(load_limbs(bytes.data()), kR2) +
         montgomery_mul(load_limbs(bytes.data() + 32), kR3);
}

std::array<std::uint64_t, 4> PublicScalar::value() const {
  return montgomery_mul(limbs_, {1, 0, 0, 0}).limbs_;
}

Scalar PublicScalar::to_scalar() const {
  const Limbs limbs = value();
  std::array<std::uint8_t, Scalar::kSize> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(limbs[i / 8] >> (8 * (i % 8)));
  }
  return Scalar::hazmat_from_reduced(bytes);
}

PublicScalar operator+(const PublicScalar& a, const PublicScalar& b) {
  PublicScalar::Limbs sum;
  Wide carry = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    carry += Wide{a.limbs_[i]} + b.limbs_[i];
    sum[i] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  return PublicScalar(PublicScalar::subtract_order_once(sum));
}

PublicScalar operator-(const PublicScalar& a) {
  if (a.is_zero()) return a;
  PublicScalar::Limbs difference;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const Wide d = Wide{kOrder[i]} - a.limbs_[i] - borrow;
    difference[i] = static_cast<std::uint64_t>(d);
    borrow = static_cast<std::uint64_t>(d >> 64) & 1;
  }
  return PublicScalar(difference);
}

PublicScalar operator-(const PublicScalar& a, const PublicScalar& b) { return a + (-b); }

PublicScalar operator*(const PublicScalar& a, const PublicScalar& b) {
  return PublicScalar::montgomery_mul(a.limbs_, b.limbs_);
}

}  // namespace tabella::crypto::vartime
