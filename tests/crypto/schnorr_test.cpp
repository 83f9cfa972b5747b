#include "crypto/schnorr.h"

#include "crypto/ristretto255.h"
#include "crypto/tiny_group.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

using Statement = SchnorrStatement<Ristretto255>;
using Proof = SchnorrProof<Ristretto255>;

Statement statement_for(const SecretScalar& secret, const Element& base) {
  return {.election = {1, 2, 3}, .base = base, .key = (secret * base).publish()};
}

std::string code_of(const Statement& s, const Proof& p) {
  const auto verdict = verify(s, p);
  return verdict ? "" : verdict.error().code;
}

}  // namespace

TEST_CASE("a Schnorr proof verifies under the generator and under an unusual base") {
  const auto secret = SecretScalar::random();
  for (const Element& base : {Element::generator(), Ristretto255::derive_generator(99)}) {
    const Statement s = statement_for(secret, base);
    REQUIRE(code_of(s, prove(s, secret)).empty());
  }
}

TEST_CASE("a Schnorr proof serves no other statement") {
  const auto secret = SecretScalar::random();
  const Statement s = statement_for(secret, Ristretto255::derive_generator(5));
  const Proof proof = prove(s, secret);

  Statement other = s;
  other.election[31] ^= 1;
  CHECK(code_of(other, proof) == "schnorr.equation");
  other = s;
  other.base = Element::generator();
  CHECK(code_of(other, proof) == "schnorr.equation");
  other = s;
  other.key = s.key + Element::generator();
  CHECK(code_of(other, proof) == "schnorr.equation");
}

TEST_CASE("a Schnorr proof with a changed part fails") {
  const auto secret = SecretScalar::random();
  const Statement s = statement_for(secret, Element::generator());
  const Proof proof = prove(s, secret);
  Proof other = proof;
  other.commitment = proof.commitment + Element::generator();
  CHECK(code_of(s, other) == "schnorr.equation");
  other = proof;
  other.response = proof.response + Scalar::from_u64(1);
  CHECK(code_of(s, other) == "schnorr.equation");
}

TEST_CASE("nobody needs to know a logarithm of or to the identity") {
  const auto secret = SecretScalar::random();
  Statement s = statement_for(secret, Element::generator());
  const Proof proof = prove(s, secret);
  s.key = Element::identity();
  CHECK(code_of(s, proof) == "schnorr.identity");
  CHECK(code_of(s, {Element::identity(), Scalar()}) == "schnorr.identity");
  s = statement_for(secret, Element::identity());
  CHECK(code_of(s, {Element::identity(), Scalar()}) == "schnorr.identity");
}

TEST_CASE("two Schnorr proofs of one statement share no commitment") {
  const auto secret = SecretScalar::random();
  const Statement s = statement_for(secret, Element::generator());
  REQUIRE(prove(s, secret).commitment != prove(s, secret).commitment);
}

TEST_CASE("a nonce changes with the statement and the secret, not only with the randomness") {
  const Seed fresh(std::array<std::uint8_t, 32>{7});
  const auto secret = SecretScalar::from_u64(5);
  const auto nonce = [&](const SecretScalar& x, std::uint8_t election) {
    const Statement s{{election}, Element::generator(), mul_base(x).publish()};
    return hedged_nonce<Ristretto255>(s.transcript(), x, fresh).publish();
  };
  REQUIRE(nonce(secret, 1) == nonce(secret, 1));
  REQUIRE_FALSE(nonce(secret, 1) == nonce(secret, 2));
  REQUIRE_FALSE(nonce(secret, 1) == nonce(SecretScalar::from_u64(6), 1));
}

TEST_CASE("a Schnorr proof has one encoding") {
  const auto secret = SecretScalar::random();
  const Proof proof = prove(statement_for(secret, Element::generator()), secret);
  const auto bytes = proof.encode();
  REQUIRE(Proof::decode(bytes) == proof);
  REQUIRE_FALSE(Proof::decode(ByteView(bytes).first(63)).has_value());
  Bytes changed(bytes.begin(), bytes.end());
  changed.push_back(0);
  REQUIRE_FALSE(Proof::decode(changed).has_value());
  changed.pop_back();
  changed[31] |= 0x80;
  REQUIRE_FALSE(Proof::decode(changed).has_value());
  changed.assign(bytes.begin(), bytes.end());
  changed[63] |= 0x80;
  REQUIRE_FALSE(Proof::decode(changed).has_value());
}

TEST_CASE("tiny group: every Schnorr proof verifies") {
  using G = TinyGroup<13>;
  for (std::uint64_t x = 1; x < 13; ++x) {
    for (std::uint64_t b = 1; b < 13; ++b) {
      const auto secret = G::SecretScalar::from_u64(x);
      const G::Element base = G::Scalar::from_u64(b) * G::Element::generator();
      const SchnorrStatement<G> s{{}, base, (secret * base).publish()};
      REQUIRE(verify(s, prove(s, secret)).has_value());
    }
  }
}

TEST_CASE("tiny module: a false Schnorr statement answers at most one challenge of 13") {
  using G = TinyGroup<13, 2>;
  const G::Element g = G::Element::generator();
  const G::Element h = G::derive_generator(0);
  for (std::uint64_t code = 0; code < 13 * 13; ++code) {
    const SchnorrStatement<G> s{{}, g, G::Scalar::from_u64(3) * g + h};
    const G::Element commitment =
        G::Scalar::from_u64(code % 13) * g + G::Scalar::from_u64(code / 13) * h;
    int answerable = 0;
    for (std::uint64_t x = 0; x < 13; ++x) {
      bool answered = false;
      for (std::uint64_t z = 0; z < 13; ++z) {
        answered = answered || schnorr_holds<G>(s, {commitment, G::Scalar::from_u64(z)},
                                                G::Scalar::from_u64(x));
      }
      if (answered) ++answerable;
    }
    REQUIRE(answerable <= 1);
  }
}
