#include "crypto/argon2id.h"

#include <sodium.h>

#include <stdexcept>

namespace tabella::crypto {

SecretArray<64> argon2id(ByteView password, std::span<const std::uint8_t, 16> salt,
                         Argon2idCost cost) {
  static_assert(crypto_pwhash_SALTBYTES == 16);
  SecretArray<64> out;
  // libsodium wants a place to read from even where there is no byte to read.
  if (password.empty()) password = ByteView(salt).first(0);
  if (crypto_pwhash(out.data(), SecretArray<64>::kSize,
                    reinterpret_cast<const char*>(password.data()), password.size(), salt.data(),
                    cost.passes, std::size_t{1024} * cost.memory_kib,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error("argon2id: not enough memory");
  }
  return out;
}

}  // namespace tabella::crypto
