#include "crypto/dkg/dealing.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "crypto/dkg/wire.h"
#include "crypto/expects.h"

namespace tabella::crypto {

namespace {

constexpr std::size_t kFramedShareSize = 8 + ShareCipher::kSealedShareSize;
constexpr std::size_t kFixedSize = 2 * CocktailSignature::kSize + Element::kSize;

Error refusal(const char* check, TrusteeIndex dealer, std::string detail) {
  return {check, to_string(dealer), std::move(detail)};
}

// The bytes of a message, taken from the front.
class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}

  ByteView take(std::size_t size) {
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }

 private:
  ByteView rest_;
};

Result<Done> check_length(const Ceremony& ceremony, TrusteeIndex dealer, std::size_t size) {
  const std::size_t rest = kFixedSize + ceremony.trustees() * kFramedShareSize;
  const std::size_t expected = rest + ceremony.threshold() * Element::kSize;
  if (size == expected) return Done{};
  if (size >= rest && (size - rest) % Element::kSize == 0) {
    // Another number of coefficients is another threshold.
    return refusal("ceremony.coefficients", dealer,
                   std::to_string((size - rest) / Element::kSize) + " commitments, expected " +
                       std::to_string(ceremony.threshold()));
  }
  return refusal("ceremony.length", dealer,
                 std::to_string(size) + " bytes, expected " + std::to_string(expected));
}

Result<Element> read_element(Reader& reader, TrusteeIndex dealer, const std::string& what) {
  const auto element = Element::decode(reader.take(Element::kSize));
  if (!element) return refusal("ceremony.encoding", dealer, what);
  if (element->is_identity()) return refusal("ceremony.identity", dealer, what);
  return *element;
}

// All but the proof at its end.
void append_proved(Bytes& out, const Dealing& dealing) {
  append(out, concatenate(dealing.commitments));
  append(out, dealing.possession.encode());
  append(out, dealing.ephemeral_key.bytes());
  for (const ShareCipher::SealedShare& share : dealing.shares) {
    append(out, uint64_be(share.size()));
    append(out, share);
  }
}

}  // namespace

Bytes Dealing::encode() const {
  Bytes out;
  append_proved(out, *this);
  append(out, ephemeral_possession.encode());
  return out;
}

Result<Dealing> Dealing::decode(const Ceremony& ceremony, TrusteeIndex dealer, ByteView bytes) {
  const auto length = check_length(ceremony, dealer, bytes.size());
  if (!length) return length.error();
  Reader reader(bytes);
  Dealing dealing;
  for (std::uint32_t k = 0; k < ceremony.threshold(); ++k) {
    const auto c = read_element(reader, dealer, "commitment " + std::to_string(k));
    if (!c) return c.error();
    dealing.commitments.push_back(*c);
  }
  const auto possession = CocktailSignature::decode(reader.take(CocktailSignature::kSize));
  if (!possession) return refusal("ceremony.encoding", dealer, "proof of possession");
  dealing.possession = *possession;
  const auto ephemeral_key = read_element(reader, dealer, "ephemeral key");
  if (!ephemeral_key) return ephemeral_key.error();
  dealing.ephemeral_key = *ephemeral_key;
  for (std::uint32_t j = 0; j < ceremony.trustees(); ++j) {
    if (!std::ranges::equal(reader.take(8), uint64_be(ShareCipher::kSealedShareSize))) {
      return refusal("ceremony.length", dealer,
                     "share for " + to_string(TrusteeIndex::from_position(j)));
    }
    dealing.shares.emplace_back();
    std::ranges::copy(reader.take(ShareCipher::kSealedShareSize), dealing.shares.back().begin());
  }
  const auto of_ephemeral = CocktailSignature::decode(reader.take(CocktailSignature::kSize));
  if (!of_ephemeral) return refusal("ceremony.encoding", dealer, "proof for the ephemeral key");
  dealing.ephemeral_possession = *of_ephemeral;
  return dealing;
}

Bytes Dealing::possession_message(const Ceremony& ceremony) const {
  Bytes message;
  append(message, ceremony.context());
  append(message, concatenate(commitments));
  append(message, ephemeral_key.bytes());
  return message;
}

Bytes Dealing::ephemeral_message(const Ceremony& ceremony, TrusteeIndex dealer) const {
  constexpr std::string_view kDomain = "tabella/v1/ephemeral";
  Bytes message;
  message.reserve(kDomain.size() + ceremony.context().size() + 4);
  append(message, as_bytes(kDomain));
  append(message, ceremony.context());
  append(message, uint32_be(dealer.number()));
  append_proved(message, *this);
  return message;
}

DealingSecrets DealingSecrets::random(const Ceremony& ceremony) {
  return {.polynomial = SecretPolynomial<Ristretto255>::random(ceremony.threshold()),
          .ephemeral = SecretScalar::random()};
}

Dealing deal(const Ceremony& ceremony, TrusteeIndex dealer, const SecretScalar& static_secret,
             const DealingSecrets& secrets) {
  EXPECTS(ceremony.has(dealer));
  EXPECTS(mul_base(static_secret).publish() == ceremony.static_key(dealer));
  Dealing dealing;
  dealing.commitments = secrets.polynomial.commitments();
  EXPECTS(dealing.commitments.size() == ceremony.threshold());
  dealing.ephemeral_key = mul_base(secrets.ephemeral).publish();
  dealing.possession =
      cocktail_sign(secrets.polynomial.secret(), dealing.possession_message(ceremony));
  for (std::uint32_t j = 0; j < ceremony.trustees(); ++j) {
    const auto receiver = TrusteeIndex::from_position(j);
    const ShareRoute route{dealer, receiver, dealing.ephemeral_key};
    const ShareCipher cipher(ceremony, route,
                             sender_secrets(ceremony, route, secrets.ephemeral, static_secret));
    dealing.shares.push_back(cipher.seal(secrets.polynomial.share_of(receiver)));
  }
  dealing.ephemeral_possession =
      cocktail_sign(secrets.ephemeral, dealing.ephemeral_message(ceremony, dealer));
  return dealing;
}

Result<Done> check_possession(const Ceremony& ceremony, TrusteeIndex dealer,
                              const Dealing& dealing) {
  EXPECTS(dealing.commitments.size() == ceremony.threshold());
  if (!cocktail_verify(dealing.commitments.front(), dealing.possession_message(ceremony),
                       dealing.possession)) {
    return refusal("ceremony.possession", dealer, "commitment 0");
  }
  if (!cocktail_verify(dealing.ephemeral_key, dealing.ephemeral_message(ceremony, dealer),
                       dealing.ephemeral_possession)) {
    return refusal("ceremony.possession", dealer, "ephemeral key");
  }
  return Done{};
}

}  // namespace tabella::crypto
