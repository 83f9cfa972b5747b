// The byte order of cocktail-dkg: little-endian in transcripts, big-endian before ciphertexts.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/ristretto255.h"

namespace tabella::crypto {

[[nodiscard]] inline std::array<std::uint8_t, 4> uint32_le(std::uint32_t value) {
  auto bytes = uint32_be(value);
  return {bytes[3], bytes[2], bytes[1], bytes[0]};
}

[[nodiscard]] inline std::array<std::uint8_t, 8> uint64_le(std::uint64_t value) {
  const auto bytes = uint64_be(value);
  std::array<std::uint8_t, 8> out;
  for (std::size_t i = 0; i < 8; ++i) out[i] = bytes[7 - i];
  return out;
}

inline void append(Bytes& out, ByteView bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

[[nodiscard]] inline Bytes concatenate(const std::vector<Element>& elements) {
  Bytes out;
  out.reserve(elements.size() * Element::kSize);
  for (const Element& e : elements) append(out, e.bytes());
  return out;
}

}  // namespace tabella::crypto
