#include "crypto/dkg/signature.h"

#include <algorithm>

#include "crypto/expects.h"
#include "crypto/hash.h"

namespace tabella::crypto {

namespace {

// k = HashToScalar(prefix_nonce || secret || message)
SecretScalar nonce_for(const SecretScalar& secret, ByteView message) {
  auto wide = sha512(
      {as_bytes("COCKTAIL-DKG-Ristretto255-SHA512-NONCE"), secret.expose_for_storage(), message});
  auto nonce = SecretScalar::reduce_wide(wide);
  wipe(wide.data(), sizeof(wide));
  return nonce;
}

// c = HashToScalar(prefix_H7 || R || key || message)
Scalar challenge_for(const Element& commitment, const Element& key, ByteView message) {
  return Scalar::reduce_wide(sha512(
      {as_bytes("COCKTAIL-DKG-Ristretto255-SHA512-H7"), commitment.bytes(), key.bytes(), message}));
}

}  // namespace

std::optional<CocktailSignature> CocktailSignature::decode(ByteView bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  const auto commitment = Element::decode(bytes.first(Element::kSize));
  const auto response = Scalar::decode(bytes.last(Scalar::kSize));
  if (!commitment || !response) return std::nullopt;
  return CocktailSignature{.commitment = *commitment, .response = *response};
}

std::array<std::uint8_t, CocktailSignature::kSize> CocktailSignature::encode() const {
  std::array<std::uint8_t, kSize> out;
  std::ranges::copy(commitment.bytes(), out.begin());
  std::ranges::copy(response.bytes(), out.begin() + Element::kSize);
  return out;
}

CocktailSignature cocktail_sign(const SecretScalar& secret, ByteView message) {
  const SecretScalar nonce = nonce_for(secret, message);
  const Element commitment = mul_base(nonce).publish();
  // With nonce 0 the response would be c secret: the secret itself.
  EXPECTS(!commitment.is_identity());
  const Scalar c = challenge_for(commitment, mul_base(secret).publish(), message);
  return {.commitment = commitment, .response = (c * secret + nonce).publish()};
}

bool cocktail_verify(const Element& key, ByteView message, const CocktailSignature& signature) {
  if (key.is_identity() || signature.commitment.is_identity()) return false;
  const Scalar c = challenge_for(signature.commitment, key, message);
  const std::array scalars = {signature.response, -c, -Scalar::from_u64(1)};
  const std::array elements = {Element::generator(), key, signature.commitment};
  return Ristretto255::multiscalar_mul_vartime(scalars, elements).is_identity();
}

}  // namespace tabella::crypto
