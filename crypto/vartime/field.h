// Arithmetic mod p = 2^255 - 19 on one field element of public data.
#pragma once

#include <array>
#include <cstdint>

#include "crypto/vartime/field_element.h"

namespace tabella::crypto::vartime {

[[nodiscard]] FieldElement operator+(const FieldElement& a, const FieldElement& b);
[[nodiscard]] FieldElement operator-(const FieldElement& a, const FieldElement& b);
[[nodiscard]] FieldElement operator-(const FieldElement& a);
[[nodiscard]] FieldElement operator*(const FieldElement& a, const FieldElement& b);
[[nodiscard]] FieldElement square(const FieldElement& a);
// 1 / a; 0 for 0.
[[nodiscard]] FieldElement invert(const FieldElement& a);

// The canonical encoding: less than p.
[[nodiscard]] std::array<std::uint8_t, 32> encode(const FieldElement& a);
[[nodiscard]] bool is_zero(const FieldElement& a);
// RFC 9496, 4.1: the canonical integer is odd.
[[nodiscard]] bool is_negative(const FieldElement& a);

}  // namespace tabella::crypto::vartime
