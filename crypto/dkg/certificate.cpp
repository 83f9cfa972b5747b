#include "crypto/dkg/certificate.h"

#include "crypto/dkg/wire.h"
#include "crypto/expects.h"
#include "crypto/transcript.h"

namespace tabella::crypto {

Bytes certificate_transcript(const Ceremony& ceremony, std::span<const Dealing> dealings,
                             ByteView extension) {
  EXPECTS(dealings.size() == ceremony.trustees());
  Bytes t;
  append(t, uint64_le(kCocktailSuite.size()));
  append(t, as_bytes(kCocktailSuite));
  append(t, uint64_le(ceremony.context().size()));
  append(t, ceremony.context());
  append(t, uint32_le(ceremony.trustees()));
  append(t, uint32_le(ceremony.threshold()));
  append(t, concatenate(ceremony.static_keys()));
  for (const Dealing& d : dealings) append(t, concatenate(d.commitments));
  for (const Dealing& d : dealings) append(t, d.possession.encode());
  for (const Dealing& d : dealings) append(t, d.ephemeral_key.bytes());
  append(t, uint64_le(extension.size()));
  append(t, extension);
  return t;
}

Bytes dealings_extension(const Ceremony& ceremony, std::span<const Dealing> dealings) {
  Transcript t("tabella/v1/ceremony/dealings");
  t.absorb("context", ceremony.context());
  for (const Dealing& dealing : dealings) t.absorb("dealing", dealing.encode());
  for (const TrusteeIndex trustee : ceremony.disqualified()) {
    t.absorb_u64("disqualified", trustee.number());
  }
  const auto hash = t.peek(as_bytes("extension"));
  return Bytes(hash.begin(), hash.end());
}

CocktailSignature certify(const Ceremony& ceremony, std::span<const Dealing> dealings,
                          const SecretScalar& static_secret) {
  const Bytes extension = dealings_extension(ceremony, dealings);
  return cocktail_sign(static_secret, certificate_transcript(ceremony, dealings, extension));
}

Result<Done> check_certificate(const Ceremony& ceremony, std::span<const Dealing> dealings,
                               std::span<const CocktailSignature> signatures) {
  EXPECTS(signatures.size() == ceremony.qualified());
  const Bytes extension = dealings_extension(ceremony, dealings);
  const Bytes transcript = certificate_transcript(ceremony, dealings, extension);
  auto signature = signatures.begin();
  for (std::size_t i = 0; i < ceremony.trustees(); ++i) {
    const auto trustee = TrusteeIndex::from_position(i);
    if (!ceremony.is_qualified(trustee)) continue;
    if (!cocktail_verify(ceremony.static_key(trustee), transcript, *signature++)) {
      return Error{"ceremony.certificate", to_string(trustee), "no signature on this transcript"};
    }
  }
  return Done{};
}

}  // namespace tabella::crypto
