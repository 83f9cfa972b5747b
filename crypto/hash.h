// SHA-256 and SHA-512 of a few byte strings in a row.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "crypto/bytes.h"

namespace tabella::crypto {

[[nodiscard]] std::array<std::uint8_t, 32> sha256(std::initializer_list<ByteView> parts);
[[nodiscard]] std::array<std::uint8_t, 64> sha512(std::initializer_list<ByteView> parts);

}  // namespace tabella::crypto
