// TR13, TR14, TR17 of the attack catalogue, and GE3 for empty aggregates.
#include "crypto/decryption_proof.h"

#include "crypto/ristretto255.h"
#include "crypto/tiny_group.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

using Statement = DecryptionStatement<Ristretto255>;
using Proof = DecryptionProof<Ristretto255>;

Statement statement_for(const SecretScalar& share, std::vector<Element> alphas) {
  Statement s{.election = {4, 2},
              .trustee = TrusteeIndex::from_position(1),
              .share_key = mul_base(share).publish(),
              .alphas = std::move(alphas),
              .partials = {}};
  s.partials = partial_decryptions<Ristretto255>(share, s.alphas);
  return s;
}

std::vector<Element> some_alphas(std::size_t count) {
  std::vector<Element> alphas;
  for (std::size_t j = 0; j < count; ++j) {
    alphas.push_back(mul_base(SecretScalar::random()).publish());
  }
  return alphas;
}

std::string code_of(const Statement& s, const Proof& p) {
  const auto verdict = verify(s, p);
  return verdict ? "" : verdict.error().code;
}

}  // namespace

TEST_CASE("one proof covers all partial decryptions of a trustee") {
  for (const std::size_t count : {0U, 1U, 2U, 25U}) {
    const auto share = SecretScalar::random();
    const Statement s = statement_for(share, some_alphas(count));
    REQUIRE(code_of(s, prove(s, share)).empty());
  }
}

TEST_CASE("GE3: the partial decryption of an empty aggregate is proved like any other") {
  const auto share = SecretScalar::random();
  const Statement all = statement_for(share, std::vector<Element>(3));
  for (const Element& d : all.partials) REQUIRE(d.is_identity());
  CHECK(code_of(all, prove(all, share)).empty());

  auto alphas = some_alphas(2);
  alphas.insert(alphas.begin() + 1, Element::identity());
  const Statement one = statement_for(share, alphas);
  CHECK(code_of(one, prove(one, share)).empty());
}

TEST_CASE("a share of an empty counter must be the identity") {
  const auto share = SecretScalar::random();
  auto alphas = some_alphas(1);
  alphas.push_back(Element::identity());
  Statement s = statement_for(share, alphas);
  s.partials[1] = Element::generator();
  CHECK(code_of(s, prove(s, share)) == "share.equation");
}

TEST_CASE("TR13: a decryption proof serves no other statement") {
  const auto share = SecretScalar::random();
  const Statement s = statement_for(share, some_alphas(3));
  const Proof proof = prove(s, share);

  Statement other = s;
  other.election[5] ^= 1;
  CHECK(code_of(other, proof) == "share.equation");
  other = s;
  other.trustee = TrusteeIndex::from_position(0);
  CHECK(code_of(other, proof) == "share.equation");
  other = s;
  other.share_key = other.share_key + Element::generator();
  CHECK(code_of(other, proof) == "share.equation");
  for (std::size_t j = 0; j < 3; ++j) {
    other = s;
    other.alphas[j] = other.alphas[j] + Element::generator();
    CHECK(code_of(other, proof) == "share.equation");
    other = s;
    other.partials[j] = other.partials[j] + Element::generator();
    CHECK(code_of(other, proof) == "share.equation");
  }
  other = s;
  std::swap(other.alphas[0], other.alphas[1]);
  std::swap(other.partials[0], other.partials[1]);
  CHECK(code_of(other, proof) == "share.equation");
}

TEST_CASE("TR13: a wrong partial decryption has no proof") {
  const auto share = SecretScalar::random();
  Statement s = statement_for(share, some_alphas(3));
  s.partials[2] = s.partials[2] + Element::generator();
  CHECK(code_of(s, prove(s, share)) == "share.equation");
}

TEST_CASE("a decryption statement with missing or additional partials is refused") {
  const auto share = SecretScalar::random();
  const Statement s = statement_for(share, some_alphas(3));
  const Proof proof = prove(s, share);
  Statement other = s;
  other.partials.pop_back();
  CHECK(code_of(other, proof) == "share.count");
  other = s;
  other.partials.push_back(Element::identity());
  CHECK(code_of(other, proof) == "share.count");
  // An additional identity on both sides changes no sum: only the transcript tells.
  other.alphas.push_back(Element::identity());
  CHECK(code_of(other, proof) == "share.equation");
}

TEST_CASE("GE2: the identity is no share key") {
  const auto zero = SecretScalar::from_u64(0);
  const Statement s = statement_for(zero, some_alphas(2));
  CHECK(code_of(s, prove(s, zero)) == "share.identity");
}

TEST_CASE("TR14: errors that cancel for a known y are caught because y follows the partials") {
  const auto share = SecretScalar::random();
  const Statement honest = statement_for(share, some_alphas(2));
  const auto y = honest.transcript().challenge<Scalar>("y");

  // y D_1 + y^2 D_2 stays the same under D_1 - y E, D_2 + E.
  const Element e = Ristretto255::derive_generator(8);
  const std::array one_y = {y};
  const std::array one_e = {e};
  Statement forged = honest;
  forged.partials[0] = forged.partials[0] - Ristretto255::multiscalar_mul_vartime(one_y, one_e);
  forged.partials[1] = forged.partials[1] + e;
  const Proof proof = prove(honest, share);
  Transcript t = honest.transcript();
  REQUIRE(t.challenge<Scalar>("y") == y);
  const auto x = equality_challenge<Ristretto255>(t, proof.commitments);

  // A verifier with the old y would accept the forgery ...
  REQUIRE(decryption_holds(honest, proof, y, x));
  REQUIRE(decryption_holds(forged, proof, y, x));
  // ... ours draws it again.
  CHECK(code_of(forged, proof) == "share.equation");
  CHECK(code_of(forged, prove(forged, share)) == "share.equation");
}

TEST_CASE("PF10: an equality proof serves as no decryption proof, nor the other way round") {
  const auto share = SecretScalar::random();
  const Statement s = statement_for(share, some_alphas(1));
  const auto y = s.transcript().challenge<Scalar>("y");
  // What the decryption proof proves for this y, written as an equality statement.
  const EqualityStatement<Ristretto255> same{
      .election = s.election,
      .bases = {Element::generator(), fold_vartime<Ristretto255>(y, s.alphas)},
      .keys = {s.share_key, fold_vartime<Ristretto255>(y, s.partials)}};
  const Proof equality = prove(same, share);
  const Proof decryption = prove(s, share);
  REQUIRE(verify(same, equality).has_value());
  REQUIRE(verify(s, decryption).has_value());
  CHECK_FALSE(verify(s, equality).has_value());
  CHECK_FALSE(verify(same, decryption).has_value());
}

TEST_CASE("TR17: two decryption proofs of one statement share no commitment") {
  const auto share = SecretScalar::random();
  const Statement s = statement_for(share, some_alphas(2));
  REQUIRE(prove(s, share).commitments[0] != prove(s, share).commitments[0]);
}

TEST_CASE("tiny group: a false decryption statement survives at most k values of y") {
  using G = TinyGroup<13>;
  using S = G::Scalar;
  const G::Element g = G::Element::generator();
  const DecryptionStatement<G> honest{{},
                                      TrusteeIndex::from_position(0),
                                      S::from_u64(4) * g,
                                      {S::from_u64(2) * g, S::from_u64(7) * g},
                                      {S::from_u64(8) * g, S::from_u64(28) * g}};
  for (std::uint64_t code = 1; code < 13 * 13; ++code) {
    DecryptionStatement<G> s = honest;
    s.partials[0] = s.partials[0] + S::from_u64(code % 13) * g;
    s.partials[1] = s.partials[1] + S::from_u64(code / 13) * g;
    int survived = 0;
    for (std::uint64_t y = 1; y < 13; ++y) {
      // Special soundness: the statement survives y if the folded logarithms are equal.
      const G::Element alpha = fold_vartime<G>(S::from_u64(y), s.alphas);
      const G::Element partial = fold_vartime<G>(S::from_u64(y), s.partials);
      if (S::from_u64(4) * alpha == partial) ++survived;
    }
    REQUIRE(survived <= 2);
  }
}

TEST_CASE("tiny group: every trustee's honest proof verifies, whatever was encrypted") {
  using G = TinyGroup<13>;
  for (std::uint64_t share = 1; share < 13; ++share) {
    for (std::uint64_t r = 0; r < 13; ++r) {
      const auto x = G::SecretScalar::from_u64(share);
      DecryptionStatement<G> s{{},
                               TrusteeIndex::from_position(2),
                               G::mul_base(x).publish(),
                               {G::Scalar::from_u64(r) * G::Element::generator()},
                               {}};
      s.partials = partial_decryptions<G>(x, s.alphas);
      REQUIRE(verify(s, prove(s, x)).has_value());
    }
  }
}
