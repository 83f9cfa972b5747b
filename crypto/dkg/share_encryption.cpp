#include "crypto/dkg/share_encryption.h"

#include <sodium.h>

#include "crypto/dkg/wire.h"
#include "crypto/expects.h"
#include "crypto/hash.h"

namespace tabella::crypto {

namespace {

constexpr std::size_t kKeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
static_assert(kKeySize + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES <= 64);
static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == ShareCipher::kTagSize);

// H6(x, E, P_s, P_r, extra) = H(prefix || x || E || P_s || P_r || uint64_le(len(extra)) || extra)
SecretArray<64> derive(const Ceremony& ceremony, const ShareRoute& route,
                       const SharedSecrets& secrets) {
  auto out = sha512({as_bytes("COCKTAIL-DKG-Ristretto255-SHA512-H6"),
                     secrets.ephemeral.expose_for_storage(), secrets.fixed.expose_for_storage(),
                     route.ephemeral_key.bytes(), ceremony.static_key(route.sender).bytes(),
                     ceremony.static_key(route.receiver).bytes(),
                     uint64_le(ceremony.context().size()), ceremony.context()});
  SecretArray<64> derived{std::span(out)};
  wipe(out.data(), sizeof(out));
  return derived;
}

}  // namespace

SharedSecrets sender_secrets(const Ceremony& ceremony, const ShareRoute& route,
                             const SecretScalar& ephemeral_secret,
                             const SecretScalar& static_secret) {
  const Element& receiver = ceremony.static_key(route.receiver);
  return {.ephemeral = ephemeral_secret * receiver, .fixed = static_secret * receiver};
}

SharedSecrets receiver_secrets(const Ceremony& ceremony, const ShareRoute& route,
                               const SecretScalar& static_secret) {
  return {.ephemeral = static_secret * route.ephemeral_key,
          .fixed = static_secret * ceremony.static_key(route.sender)};
}

ShareCipher::ShareCipher(const Ceremony& ceremony, const ShareRoute& route,
                         const SharedSecrets& secrets)
    : key_and_nonce_(derive(ceremony, route, secrets)) {}

ShareCipher::SealedShare ShareCipher::seal(const SecretScalar& share) const {
  SealedShare sealed;
  const std::uint8_t* key = key_and_nonce_.data();
  const auto plaintext = share.expose_for_storage();
  EXPECTS(crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, plaintext.data(),
                                                     plaintext.size(), nullptr, 0, nullptr,
                                                     key + kKeySize, key) == 0);
  mark_public(sealed.data(), sealed.size());
  return sealed;
}

std::optional<SecretScalar> ShareCipher::open(const SealedShare& sealed) const {
  SecretArray<SecretScalar::kSize> plaintext;
  const std::uint8_t* key = key_and_nonce_.data();
  int refused =
      crypto_aead_xchacha20poly1305_ietf_decrypt(plaintext.data(), nullptr, nullptr, sealed.data(),
                                                 sealed.size(), nullptr, 0, key + kKeySize, key);
  // A dealing that cannot be opened is complained about in public.
  mark_public(&refused, sizeof(refused));
  if (refused != 0) return std::nullopt;
  return SecretScalar::decode(plaintext.expose_for_storage());
}

}  // namespace tabella::crypto
