#include "crypto/vartime/field.h"

#include "crypto/vartime/lanes_portable.h"

namespace tabella::crypto::vartime {

namespace {

void store_le(std::uint8_t* bytes, std::uint64_t value) {
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

}  // namespace

std::array<std::uint8_t, 32> encode(const FieldElement& a) {
  const FieldElement c = LanesPortable::canonical(a);
  std::array<std::uint8_t, 32> out;
  store_le(out.data(), c.limb[0] | (c.limb[1] << 51));
  store_le(out.data() + 8, (c.limb[1] >> 13) | (c.limb[2] << 38));
  store_le(out.data() + 16, (c.limb[2] >> 26) | (c.limb[3] << 25));
  store_le(out.data() + 24, (c.limb[3] >> 39) | (c.limb[4] << 12));
  return out;
}

bool is_zero(const FieldElement& a) { return LanesPortable::is_zero(a) != 0; }

bool is_negative(const FieldElement& a) { return LanesPortable::is_negative(a) != 0; }

FieldElement operator+(const FieldElement& a, const FieldElement& b) {
  return LanesPortable::add(a, b);
}

FieldElement operator-(const FieldElement& a, const FieldElement& b) {
  return LanesPortable::sub(a, b);
}

FieldElement operator-(const FieldElement& a) { return LanesPortable::sub(FieldElement(), a); }

FieldElement operator*(const FieldElement& a, const FieldElement& b) {
  return LanesPortable::mul(a, b);
}

FieldElement square(const FieldElement& a) { return LanesPortable::square(a); }

FieldElement invert(const FieldElement& a) {
  // a^(p - 2) = a^(2^255 - 21) = (a^(2^252 - 3))^8 a^3.
  FieldElement r = pow_p58<LanesPortable>(a);
  for (int i = 0; i < 3; ++i) r = square(r);
  return r * square(a) * a;
}

}  // namespace tabella::crypto::vartime
