#include "crypto/vartime/field.h"

#include "crypto/vartime/lanes_portable.h"

namespace tabella::crypto::vartime {

namespace {

std::uint64_t load_le(const std::uint8_t* bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value |= std::uint64_t{bytes[i]} << (8 * i);
  return value;
}

void store_le(std::uint8_t* bytes, std::uint64_t value) {
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

}  // namespace

FieldElement FieldElement::reduce_bytes(std::span<const std::uint8_t, 32> bytes) {
  const std::uint64_t w0 = load_le(bytes.data());
  const std::uint64_t w1 = load_le(bytes.data() + 8);
  const std::uint64_t w2 = load_le(bytes.data() + 16);
  const std::uint64_t w3 = load_le(bytes.data() + 24);
  return {{w0 & kMask, ((w0 >> 51) | (w1 << 13)) & kMask, ((w1 >> 38) | (w2 << 26)) & kMask,
           ((w2 >> 25) | (w3 << 39)) & kMask, (w3 >> 12) & kMask}};
}

std::array<std::uint8_t, 32> FieldElement::encode() const {
  const FieldElement c = LanesPortable::canonical(*this);
  std::array<std::uint8_t, 32> out;
  store_le(out.data(), c.limb[0] | (c.limb[1] << 51));
  store_le(out.data() + 8, (c.limb[1] >> 13) | (c.limb[2] << 38));
  store_le(out.data() + 16, (c.limb[2] >> 26) | (c.limb[3] << 25));
  store_le(out.data() + 24, (c.limb[3] >> 39) | (c.limb[4] << 12));
  return out;
}

bool FieldElement::is_zero() const { return LanesPortable::is_zero(*this) != 0; }

bool FieldElement::is_negative() const { return LanesPortable::is_negative(*this) != 0; }

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
