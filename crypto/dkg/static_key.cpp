#include "crypto/dkg/static_key.h"

#include <string_view>

#include "crypto/bytes.h"
#include "crypto/dkg/wire.h"
#include "crypto/transcript.h"

namespace tabella::crypto {

namespace {

Bytes join_message(const Fingerprint& announcement, TrusteeIndex trustee) {
  constexpr std::string_view kDomain = "tabella/v1/join";
  Bytes message;
  message.reserve(kDomain.size() + announcement.size() + 4);
  append(message, as_bytes(kDomain));
  append(message, announcement);
  append(message, uint32_be(trustee.number()));
  return message;
}

}  // namespace

SecretScalar static_secret_for(const Fingerprint& announcement, const CeremonySecret& secret) {
  Transcript t("tabella/v1/static");
  t.absorb("announcement", announcement);
  t.absorb("secret", secret.expose_for_storage());
  std::array<std::uint8_t, 64> wide = t.peek(as_bytes("static"));
  auto made = SecretScalar::reduce_wide(wide);
  wipe(wide.data(), sizeof(wide));
  return made;
}

StaticKey StaticKey::make(const Fingerprint& announcement, TrusteeIndex trustee,
                          const SecretScalar& static_secret) {
  return {.key = mul_base(static_secret).publish(),
          .possession = cocktail_sign(static_secret, join_message(announcement, trustee))};
}

Result<Done> check_static_key(const Fingerprint& announcement, TrusteeIndex trustee,
                              const StaticKey& static_key) {
  if (static_key.key.is_identity()) {
    return Error{"ceremony.identity", to_string(trustee), "static key"};
  }
  if (!cocktail_verify(static_key.key, join_message(announcement, trustee),
                       static_key.possession)) {
    return Error{"ceremony.possession", to_string(trustee), "static key"};
  }
  return Done{};
}

}  // namespace tabella::crypto
