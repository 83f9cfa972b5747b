// SHA-256 and SHA-512 of byte strings in a row.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "crypto/bytes.h"

namespace tabella::crypto {

// Of what comes part by part.
class Sha256 {
 public:
  Sha256();
  void add(ByteView part);
  // Once, in the end.
  [[nodiscard]] std::array<std::uint8_t, 32> digest();

 private:
  // crypto_hash_sha256_state; sodium.h stays behind crypto/*.cpp.
  alignas(8) std::array<std::uint8_t, 104> state_;
};

[[nodiscard]] std::array<std::uint8_t, 32> sha256(std::initializer_list<ByteView> parts);
[[nodiscard]] std::array<std::uint8_t, 64> sha512(std::initializer_list<ByteView> parts);

}  // namespace tabella::crypto
