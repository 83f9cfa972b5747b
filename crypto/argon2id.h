// Argon2id (RFC 9106) with one lane: a hash that costs memory and time on purpose, so that secrets
// which people type cannot be searched for cheaply.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "crypto/bytes.h"
#include "crypto/secret.h"

namespace tabella::crypto {

// What one guess costs: passes over so much memory.
struct Argon2idCost {
  std::uint32_t passes;
  std::uint32_t memory_kib;
};

// Throws std::runtime_error if the memory is not to be had.
[[nodiscard]] SecretArray<64> argon2id(ByteView password, std::span<const std::uint8_t, 16> salt,
                                       Argon2idCost cost);

}  // namespace tabella::crypto
