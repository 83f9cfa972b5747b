#include "crypto/vartime/field_element.h"

#include <algorithm>

namespace tabella::crypto::vartime {

namespace {

std::uint64_t load_le(const std::uint8_t* bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value |= std::uint64_t{bytes[i]} << (8 * i);
  return value;
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

bool encodes_non_negative(std::span<const std::uint8_t, 32> bytes) {
  if ((bytes[0] & 1) != 0 || (bytes[31] & 0x80) != 0) return false;
  if (bytes[31] != 0x7f || bytes[0] < 0xed) return true;
  return !std::all_of(bytes.begin() + 1, bytes.begin() + 31,
                      [](std::uint8_t byte) { return byte == 0xff; });
}

}  // namespace tabella::crypto::vartime
