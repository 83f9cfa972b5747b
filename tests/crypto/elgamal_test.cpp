#include "crypto/elgamal.h"

#include <vector>

#include "crypto/tiny_group.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

struct KeyPair {
  SecretScalar secret;
  ElectionKey key;
};

KeyPair random_key() {
  SecretScalar x = SecretScalar::random();
  const auto key = ElectionKey::from_element(mul_base(x).publish());
  REQUIRE(key.has_value());
  return {.secret = std::move(x), .key = *key};
}

// v G = beta - x alpha.
Element open(const SecretScalar& x, const Ciphertext& c) {
  return c.beta - (x * c.alpha).publish();
}

Element times_g(std::uint64_t v) { return mul_base(SecretScalar::from_u64(v)).publish(); }

}  // namespace

TEST_CASE("a ciphertext opens to its value, zero included") {
  const KeyPair pair = random_key();
  for (const std::uint64_t v : {0ULL, 1ULL, 2ULL, 0xffffffffULL, 1ULL << 44}) {
    const Ciphertext c = encrypt(pair.key, v, SecretScalar::random());
    REQUIRE(open(pair.secret, c) == times_g(v));
    REQUIRE_FALSE(c.has_identity());
  }
}

TEST_CASE("the sum of ciphertexts encrypts the sum of values") {
  const KeyPair pair = random_key();
  Ciphertext sum;
  REQUIRE(sum.has_identity());
  for (const std::uint64_t v : {3ULL, 0ULL, 39ULL}) {
    sum = sum + encrypt(pair.key, v, SecretScalar::random());
  }
  REQUIRE(open(pair.secret, sum) == times_g(42));
}

TEST_CASE("the identity is no election key") {
  REQUIRE_FALSE(ElectionKey::from_element(Element::identity()).has_value());
}

TEST_CASE("a ciphertext's encoding comes back, and no other length or element does") {
  const KeyPair pair = random_key();
  const Ciphertext c = encrypt(pair.key, 7, SecretScalar::random());
  const auto bytes = c.encode();
  REQUIRE(Ciphertext::decode(bytes) == c);

  REQUIRE_FALSE(Ciphertext::decode(std::span(bytes).first(63)).has_value());
  Bytes longer(bytes.begin(), bytes.end());
  longer.push_back(0);
  REQUIRE_FALSE(Ciphertext::decode(longer).has_value());
  for (const std::size_t top_byte : {31U, 63U}) {
    auto second_encoding = bytes;
    second_encoding[top_byte] |= 0x80;
    REQUIRE_FALSE(Ciphertext::decode(second_encoding).has_value());
  }
}

TEST_CASE("in the tiny group every key, value and nonce opens") {
  using G = TinyGroup<13>;
  for (std::uint64_t x = 1; x < 13; ++x) {
    const auto secret = G::SecretScalar::from_u64(x);
    const auto key = ElectionKeyOf<G>::from_element(G::mul_base(secret).publish());
    REQUIRE(key.has_value());
    for (std::uint64_t v = 0; v < 13; ++v) {
      for (std::uint64_t r = 0; r < 13; ++r) {
        const auto c = encrypt(*key, v, G::SecretScalar::from_u64(r));
        REQUIRE((c.beta - (secret * c.alpha).publish()).coordinates()[0].value() == v);
      }
    }
  }
}
