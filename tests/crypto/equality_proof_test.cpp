#include "crypto/equality_proof.h"

#include "crypto/ristretto255.h"
#include "crypto/tiny_group.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

using Statement = EqualityStatement<Ristretto255>;
using Proof = EqualityProof<Ristretto255>;

Statement statement_for(const SecretScalar& secret, const Element& first, const Element& second) {
  return {.election = {9},
          .bases = {first, second},
          .keys = {(secret * first).publish(), (secret * second).publish()}};
}

std::string code_of(const Statement& s, const Proof& p) {
  const auto verdict = verify(s, p);
  return verdict ? "" : verdict.error().code;
}

}  // namespace

TEST_CASE("an equality proof verifies, also under unusual bases") {
  const auto secret = SecretScalar::random();
  const Element h = Ristretto255::derive_generator(3);
  for (const Element& first : {Element::generator(), Ristretto255::derive_generator(4)}) {
    const Statement s = statement_for(secret, first, h);
    REQUIRE(code_of(s, prove(s, secret)).empty());
  }
}

TEST_CASE("an equality proof serves no other statement") {
  const auto secret = SecretScalar::random();
  const Element g = Element::generator();
  const Statement s = statement_for(secret, g, Ristretto255::derive_generator(3));
  const Proof proof = prove(s, secret);

  Statement other = s;
  other.election[0] ^= 1;
  CHECK(code_of(other, proof) == "equality.equation");
  for (std::size_t i = 0; i < 2; ++i) {
    other = s;
    other.bases[i] = other.bases[i] + g;
    CHECK(code_of(other, proof) == "equality.equation");
    other = s;
    other.keys[i] = other.keys[i] + g;
    CHECK(code_of(other, proof) == "equality.equation");
  }
  other = s;
  std::swap(other.bases[0], other.bases[1]);
  std::swap(other.keys[0], other.keys[1]);
  CHECK(code_of(other, proof) == "equality.equation");
}

TEST_CASE("different logarithms have no equality proof") {
  const auto secret = SecretScalar::random();
  Statement s = statement_for(secret, Element::generator(), Ristretto255::derive_generator(3));
  s.keys[1] = s.keys[1] + Element::generator();
  CHECK(code_of(s, prove(s, secret)) == "equality.equation");
}

TEST_CASE("an equality proof with a changed part fails") {
  const auto secret = SecretScalar::random();
  const Element g = Element::generator();
  const Statement s = statement_for(secret, g, Ristretto255::derive_generator(3));
  const Proof proof = prove(s, secret);
  for (std::size_t i = 0; i < 2; ++i) {
    Proof other = proof;
    other.commitments[i] = other.commitments[i] + g;
    CHECK(code_of(s, other) == "equality.equation");
  }
  Proof other = proof;
  other.response = other.response + Scalar::from_u64(1);
  CHECK(code_of(s, other) == "equality.equation");
}

TEST_CASE("an equality statement names no identity") {
  const auto secret = SecretScalar::random();
  const Statement s = statement_for(secret, Element::generator(), Element::generator());
  const Proof proof = prove(s, secret);
  for (std::size_t i = 0; i < 2; ++i) {
    Statement other = s;
    other.bases[i] = Element::identity();
    CHECK(code_of(other, proof) == "equality.identity");
    other = s;
    other.keys[i] = Element::identity();
    CHECK(code_of(other, proof) == "equality.identity");
  }
}

TEST_CASE("an equality proof has one encoding") {
  const auto secret = SecretScalar::random();
  const Statement s =
      statement_for(secret, Element::generator(), Ristretto255::derive_generator(3));
  const Proof proof = prove(s, secret);
  const auto bytes = proof.encode();
  REQUIRE(Proof::decode(bytes) == proof);
  REQUIRE_FALSE(Proof::decode(ByteView(bytes).first(95)).has_value());
  for (const std::size_t top_byte : {31U, 63U, 95U}) {
    auto changed = bytes;
    changed[top_byte] |= 0x80;
    REQUIRE_FALSE(Proof::decode(changed).has_value());
  }
  Bytes longer(bytes.begin(), bytes.end());
  longer.push_back(0);
  REQUIRE_FALSE(Proof::decode(longer).has_value());
}

TEST_CASE("tiny group: unequal logarithms answer at most one challenge of 13") {
  using G = TinyGroup<13>;
  using S = G::Scalar;
  const G::Element g = G::Element::generator();
  const G::Element h = S::from_u64(5) * g;
  const std::array bases = {g, h};
  const std::array keys = {S::from_u64(2) * g, S::from_u64(3) * h};
  for (std::uint64_t code = 0; code < 13 * 13; ++code) {
    const std::array commitments = {S::from_u64(code % 13) * g, S::from_u64(code / 13) * h};
    int answerable = 0;
    for (std::uint64_t x = 0; x < 13; ++x) {
      for (std::uint64_t z = 0; z < 13; ++z) {
        const EqualityProof<G> proof{commitments, S::from_u64(z)};
        if (same_logarithm<G>(bases, keys, proof, S::from_u64(x))) ++answerable;
      }
    }
    REQUIRE(answerable <= 1);
  }
}
