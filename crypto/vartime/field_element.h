// An integer mod p = 2^255 - 19 as data: five limbs of 51 bits. Arithmetic is in field.h, for one
// element, and in the lanes, for several side by side.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tabella::crypto::vartime {

// Public data. Invariant: every limb < 2^51 + 2^14, the value is limb[0] + 2^51 limb[1] + ... mod
// p. Every operation carries, so that any result may be the operand of any operation.
struct FieldElement {
  std::array<std::uint64_t, 5> limb{};

  static constexpr std::size_t kLimbs = 5;
  static constexpr std::uint64_t kMask = (std::uint64_t{1} << 51) - 1;

  [[nodiscard]] static constexpr FieldElement small(std::uint64_t value) { return {{value}}; }
  // 255 bits, little-endian; bit 255 is ignored and values >= p are taken mod p.
  [[nodiscard]] static FieldElement reduce_bytes(std::span<const std::uint8_t, 32> bytes);
};

// Whether the bytes are the canonical encoding of a non-negative integer: < p, even (RFC 9496,
// 4.3.1, steps 1 and 2).
[[nodiscard]] bool encodes_non_negative(std::span<const std::uint8_t, 32> bytes);

// d of the curve -x^2 + y^2 = 1 + d x^2 y^2, 2 d, sqrt(-1) and 1 / sqrt(-1 - d): RFC 9496, 4.1.
inline constexpr FieldElement kD = {
    {0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff}};
inline constexpr FieldElement k2D = {
    {0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff}};
inline constexpr FieldElement kSqrtM1 = {
    {0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d}};
inline constexpr FieldElement kInvSqrtAMinusD = {
    {0x0fdaa805d40ea, 0x2eb482e57d339, 0x007610274bc58, 0x6510b613dc8ff, 0x786c8905cfaff}};

}  // namespace tabella::crypto::vartime
