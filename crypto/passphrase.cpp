#include "crypto/passphrase.h"

#include <sodium.h>

#include <algorithm>

#include "crypto/argon2id.h"
#include "crypto/expects.h"

namespace tabella::crypto {

namespace {

constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kSecretSize = SecretArray<64>::kSize;
constexpr std::size_t kSealedSize = kSaltSize + kNonceSize + kSecretSize + kTagSize;
constexpr Argon2idCost kCost = {.passes = 3, .memory_kib = 65'536};

}  // namespace

Bytes seal_with_passphrase(const SecretArray<64>& secret, ByteView passphrase) {
  Bytes sealed(kSealedSize);
  randombytes_buf(sealed.data(), kSaltSize + kNonceSize);
  const auto key = argon2id(passphrase, ByteView(sealed).first<kSaltSize>(), kCost);
  EXPECTS(crypto_aead_xchacha20poly1305_ietf_encrypt(
              sealed.data() + kSaltSize + kNonceSize, nullptr, secret.data(), kSecretSize, nullptr,
              0, nullptr, sealed.data() + kSaltSize, key.data()) == 0);
  return sealed;
}

std::optional<SecretArray<64>> open_with_passphrase(ByteView sealed, ByteView passphrase) {
  if (sealed.size() != kSealedSize) return std::nullopt;
  const auto key = argon2id(passphrase, sealed.first<kSaltSize>(), kCost);
  SecretArray<64> secret;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          secret.data(), nullptr, nullptr, sealed.data() + kSaltSize + kNonceSize,
          kSecretSize + kTagSize, nullptr, 0, sealed.data() + kSaltSize, key.data()) != 0) {
    return std::nullopt;
  }
  return secret;
}

}  // namespace tabella::crypto
