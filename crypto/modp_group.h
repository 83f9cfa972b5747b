// Subgroups of prime order q of the integers mod p, as other systems' records use them: public
// data alone, on GMP, which is not constant time. Models Group and not SecretGroup. Written
// additively like every group here: a + b is the product a b mod p, the identity is 1.
// docs/protocol.md, "Groups". Named groups only: a record cannot bring its own modulus.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>

#include "crypto/bytes.h"

namespace tabella::crypto {

enum class ModPName { electionguard_4096, belenios_2048, helios_2048 };

// A member of the subgroup. Invariant: 0 < value < p and value^q = 1.
template <ModPName kName>
class ModPElement {
 public:
  static constexpr std::size_t kSize = kName == ModPName::electionguard_4096 ? 512 : 256;

  // The identity, 1.
  ModPElement() { bytes_[kSize - 1] = 1; }

  [[nodiscard]] static ModPElement identity() { return {}; }
  [[nodiscard]] static ModPElement generator();
  // Big-endian, exactly kSize bytes. Refuses 0, values from p on and what lies outside the
  // subgroup, such as p - 1 or -g; costs an exponentiation.
  [[nodiscard]] static std::optional<ModPElement> decode(ByteView bytes);

  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const { return bytes_; }
  [[nodiscard]] bool is_identity() const { return *this == ModPElement(); }

  friend ModPElement operator+(const ModPElement& a, const ModPElement& b) {
    return product_vartime(a, b);
  }
  friend ModPElement operator-(const ModPElement& a) { return inverse_vartime(a); }
  friend ModPElement operator-(const ModPElement& a, const ModPElement& b) { return a + (-b); }
  friend auto operator<=>(const ModPElement&, const ModPElement&) = default;

  // For this file's own arithmetic, whose results are in the subgroup by construction.
  [[nodiscard]] static ModPElement hazmat_from_member(std::span<const std::uint8_t, kSize> bytes);

 private:
  static ModPElement product_vartime(const ModPElement& a, const ModPElement& b);
  static ModPElement inverse_vartime(const ModPElement& a);

  std::array<std::uint8_t, kSize> bytes_{};
};

// An integer mod q. Invariant: < q.
template <ModPName kName>
class ModPScalar {
 public:
  static constexpr std::size_t kSize = 32;

  ModPScalar() = default;

  [[nodiscard]] static ModPScalar from_i64(std::int64_t value);
  // 64 bytes, little-endian as for every group here, mod q.
  [[nodiscard]] static ModPScalar reduce_wide(std::span<const std::uint8_t, 64> bytes);
  // Big-endian, exactly 32 bytes, < q.
  [[nodiscard]] static std::optional<ModPScalar> decode(ByteView bytes);

  [[nodiscard]] std::array<std::uint8_t, kSize> encode() const { return bytes_; }
  [[nodiscard]] bool is_zero() const { return *this == ModPScalar(); }

  friend ModPScalar operator+(const ModPScalar& a, const ModPScalar& b) {
    return sum_vartime(a, b);
  }
  friend ModPScalar operator-(const ModPScalar& a, const ModPScalar& b) {
    return difference_vartime(a, b);
  }
  friend ModPScalar operator-(const ModPScalar& a) { return ModPScalar() - a; }
  friend ModPScalar operator*(const ModPScalar& a, const ModPScalar& b) {
    return product_vartime(a, b);
  }
  // 1 / a; a must not be zero.
  friend ModPScalar invert(const ModPScalar& a) { return inverse_vartime(a); }
  friend auto operator<=>(const ModPScalar&, const ModPScalar&) = default;

  // For this file's own arithmetic, whose results are reduced by construction.
  [[nodiscard]] static ModPScalar hazmat_from_reduced(std::span<const std::uint8_t, kSize> bytes);

 private:
  static ModPScalar sum_vartime(const ModPScalar& a, const ModPScalar& b);
  static ModPScalar difference_vartime(const ModPScalar& a, const ModPScalar& b);
  static ModPScalar product_vartime(const ModPScalar& a, const ModPScalar& b);
  static ModPScalar inverse_vartime(const ModPScalar& a);

  std::array<std::uint8_t, kSize> bytes_{};
};

// The model of the Group concept.
template <ModPName kName>
struct ModPGroup {
  using Element = ModPElement<kName>;
  using Scalar = ModPScalar<kName>;

  [[nodiscard]] static Element multiscalar_mul_vartime(std::span<const Scalar> scalars,
                                                       std::span<const Element> elements);
  // A hash to an integer mod p, raised to the cofactor (p - 1) / q: nobody knows its logarithm.
  [[nodiscard]] static Element derive_generator(std::uint32_t i);
};

using ElectionGuard4096 = ModPGroup<ModPName::electionguard_4096>;
using Belenios2048 = ModPGroup<ModPName::belenios_2048>;
using Helios2048 = ModPGroup<ModPName::helios_2048>;

}  // namespace tabella::crypto
