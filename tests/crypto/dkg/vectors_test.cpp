// C2SP/CCTV cocktail-dkg vectors for COCKTAIL(Ristretto255, SHA-512), specification v0.2.0: every
// value of them is made again from the published seed.
#include <fstream>
#include <nlohmann/json.hpp>

#include "crypto/dkg.h"
#include "crypto/dkg/wire.h"
#include "crypto/hash.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;
using nlohmann::json;

namespace {

json load() {
  const std::string path =
      TABELLA_SOURCE_DIR "/tests/vectors/c2sp/cocktail-dkg-ristretto255-sha512.json";
  std::ifstream file(path);
  INFO(path);
  REQUIRE(file.good());
  return json::parse(file);
}

Bytes bytes_of(const json& text) {
  const auto bytes = decode_hex(text.get<std::string>());
  REQUIRE(bytes.has_value());
  return *bytes;
}

Element element_of(const json& text) {
  const auto element = Element::decode(bytes_of(text));
  REQUIRE(element.has_value());
  return *element;
}

SecretScalar secret_of(const json& text) {
  auto secret = SecretScalar::decode(bytes_of(text));
  REQUIRE(secret.has_value());
  return std::move(*secret);
}

// The vectors' generator: scalar number c of a participant's stream, counted from 0.
class Stream {
 public:
  Stream(const Bytes& seed, std::uint32_t t, std::uint32_t n, std::size_t participant) {
    append(prefix_, seed);
    append(prefix_, as_bytes(kCocktailSuite));
    append(prefix_, uint32_le(t));
    append(prefix_, uint32_le(n));
    append(prefix_, as_bytes("round1_participant_" + std::to_string(participant)));
  }
  SecretScalar next() {
    return SecretScalar::reduce_wide(sha512({prefix_, uint64_le(counter_++)}));
  }

 private:
  Bytes prefix_;
  std::uint64_t counter_ = 0;
};

Ceremony ceremony_of(const json& vector) {
  std::vector<Element> keys;
  for (const json& key : vector["config"]["static_public_keys"]) keys.push_back(element_of(key));
  auto ceremony =
      Ceremony::create(vector["t"].get<std::uint32_t>(), keys, bytes_of(vector["session_tag"]));
  REQUIRE(ceremony.has_value());
  REQUIRE(ceremony->trustees() == vector["n"].get<std::uint32_t>());
  return *ceremony;
}

Dealing dealt(const json& file, const json& vector, const Ceremony& ceremony, std::size_t i) {
  Stream stream(bytes_of(file["seed"]), ceremony.threshold(), ceremony.trustees(), i + 1);
  std::vector<SecretScalar> coefficients;
  for (std::uint32_t k = 0; k < ceremony.threshold(); ++k) coefficients.push_back(stream.next());
  const DealingSecrets secrets{SecretPolynomial<Ristretto255>(std::move(coefficients)),
                               stream.next()};
  return deal(ceremony, TrusteeIndex::from_position(i),
              secret_of(vector["config"]["static_secret_keys"][i]), secrets);
}

void check_dealing(const json& expected, const Dealing& dealing, const Ceremony& ceremony) {
  CHECK(hex(dealing.ephemeral_key.bytes()) == expected["ephemeral_public_key"].get<std::string>());
  REQUIRE(expected["vss_commitment"].size() == dealing.commitments.size());
  for (std::size_t k = 0; k < dealing.commitments.size(); ++k) {
    CHECK(hex(dealing.commitments[k].bytes()) == expected["vss_commitment"][k].get<std::string>());
  }
  CHECK(hex(dealing.possession_message(ceremony)) ==
        expected["pop_intermediate"]["message"].get<std::string>());
  CHECK(hex(dealing.possession.encode()) == expected["pop"].get<std::string>());
  REQUIRE(expected["encrypted_shares"].size() == dealing.shares.size());
  for (std::size_t j = 0; j < dealing.shares.size(); ++j) {
    const auto sealed = expected["encrypted_shares"][j].get<std::string>();
    const std::string ours = hex(dealing.shares[j]);
    if (sealed.size() == ours.size()) {
      CHECK(ours == sealed);
    } else {
      // With a payload after the share: the same key stream over the share, another tag.
      CHECK(ours.substr(0, 2 * SecretScalar::kSize) == sealed.substr(0, 2 * SecretScalar::kSize));
    }
  }
}

}  // namespace

TEST_CASE("cocktail-dkg vectors: every public and secret value is made again") {
  const json file = load();
  REQUIRE(file["ciphersuite"] == kCocktailSuite);
  REQUIRE(file["vectors"].size() == 4);
  for (const json& vector : file["vectors"]) {
    const Ceremony ceremony = ceremony_of(vector);
    CHECK(hex(ceremony.context()) == vector["context"].get<std::string>());

    std::vector<Dealing> dealings;
    for (std::size_t i = 0; i < ceremony.trustees(); ++i) {
      const auto dealer = TrusteeIndex::from_position(i);
      dealings.push_back(dealt(file, vector, ceremony, i));
      check_dealing(vector["round1"][i], dealings[i], ceremony);
      CHECK(check_possession(ceremony, dealer, dealings[i]).has_value());
      const auto again = Dealing::decode(ceremony, dealer, dealings[i].encode());
      REQUIRE(again.has_value());
      CHECK(*again == dealings[i]);
    }

    const auto keys = CeremonyKeys::combine_vartime(ceremony, dealings);
    REQUIRE(keys.has_value());
    CHECK(hex(keys->election_key().element().bytes()) ==
          vector["group_public_key"].get<std::string>());

    const Bytes transcript =
        certificate_transcript(ceremony, dealings, bytes_of(vector["extension"]));
    CHECK(hex(sha512({transcript})) == vector["round3"]["transcript_hash"].get<std::string>());

    for (std::size_t i = 0; i < ceremony.trustees(); ++i) {
      const auto trustee = TrusteeIndex::from_position(i);
      const SecretScalar own = secret_of(vector["config"]["static_secret_keys"][i]);
      const auto share = receive(ceremony, dealings, trustee, own);
      REQUIRE(share.has_value());
      CHECK(hex(share->secret().expose_for_storage()) ==
            vector["round2"][i]["secret_share"].get<std::string>());
      CHECK(hex(keys->share_key(trustee).bytes()) ==
            vector["round2"][i]["verification_share"].get<std::string>());
      CHECK(hex(cocktail_sign(own, transcript).encode()) ==
            vector["round3"]["signatures"][i]["signature"].get<std::string>());
    }
  }
}

TEST_CASE("cocktail-dkg vectors: the posted shares and signatures are accepted as they stand") {
  const json file = load();
  for (const json& vector : file["vectors"]) {
    if (vector.contains("payloads")) continue;
    const Ceremony ceremony = ceremony_of(vector);
    std::vector<Dealing> dealings;
    for (const json& round1 : vector["round1"]) {
      Bytes message;
      for (const json& c : round1["vss_commitment"]) append(message, bytes_of(c));
      append(message, bytes_of(round1["pop"]));
      append(message, bytes_of(round1["ephemeral_public_key"]));
      for (const json& share : round1["encrypted_shares"]) {
        append(message, uint64_be(share.get<std::string>().size() / 2));
        append(message, bytes_of(share));
      }
      // The specification has no proof for the ephemeral key: the one here is of nothing.
      append(message, bytes_of(round1["pop"]));
      const auto dealer = TrusteeIndex::from_position(dealings.size());
      auto dealing = Dealing::decode(ceremony, dealer, message);
      REQUIRE(dealing.has_value());
      REQUIRE(cocktail_verify(dealing->commitments.front(), dealing->possession_message(ceremony),
                              dealing->possession));
      REQUIRE_FALSE(check_possession(ceremony, dealer, *dealing).has_value());
      dealings.push_back(*dealing);
    }
    for (std::size_t i = 0; i < ceremony.trustees(); ++i) {
      const auto share = receive(ceremony, dealings, TrusteeIndex::from_position(i),
                                 secret_of(vector["config"]["static_secret_keys"][i]));
      REQUIRE(share.has_value());
      CHECK(hex(share->secret().expose_for_storage()) ==
            vector["round2"][i]["secret_share"].get<std::string>());
    }
    const Bytes transcript = certificate_transcript(ceremony, dealings, {});
    for (const json& signature : vector["round3"]["signatures"]) {
      const auto decoded = CocktailSignature::decode(bytes_of(signature["signature"]));
      REQUIRE(decoded.has_value());
      const std::size_t position = signature["signer_id"].get<std::size_t>() - 1;
      CHECK(cocktail_verify(ceremony.static_keys()[position], transcript, *decoded));
      CHECK_FALSE(cocktail_verify(ceremony.static_keys()[position], ceremony.context(), *decoded));
    }
  }
}
