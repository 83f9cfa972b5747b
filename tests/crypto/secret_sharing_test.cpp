#include "crypto/secret_sharing.h"

#include "crypto/ristretto255.h"
#include "crypto/tiny_group.h"
#include "tests/catch.h"

using namespace tabella::crypto;

namespace {

TrusteeIndex trustee(std::uint32_t number) { return *TrusteeIndex::from_number(number); }

// All sets of trustees among n, as lists.
std::vector<std::vector<TrusteeIndex>> sets_of(std::uint32_t n, std::size_t size) {
  std::vector<std::vector<TrusteeIndex>> sets;
  for (std::uint32_t mask = 0; mask < (1U << n); ++mask) {
    std::vector<TrusteeIndex> set;
    for (std::uint32_t i = 0; i < n; ++i) {
      if ((mask >> i & 1) != 0) set.push_back(trustee(i + 1));
    }
    if (set.size() == size) sets.push_back(set);
  }
  return sets;
}

}  // namespace

TEST_CASE("no trustee has the number 0") {
  REQUIRE_FALSE(TrusteeIndex::from_number(0).has_value());
  REQUIRE(trustee(1).position() == 0);
  REQUIRE(TrusteeIndex::from_position(4) == trustee(5));
}

TEST_CASE("any 3 of 5 shares give the secret, and no share fails its commitments") {
  const auto f = SecretPolynomial<Ristretto255>::random(3);
  const auto commitments = f.commitments();
  REQUIRE(commitments.size() == 3);
  for (std::uint32_t i = 1; i <= 5; ++i) {
    REQUIRE(mul_base(f.share_of(trustee(i))).publish() ==
            share_key_vartime<Ristretto255>(commitments, trustee(i)));
  }
  for (std::size_t size = 3; size <= 5; ++size) {
    for (const auto& set : sets_of(5, size)) {
      const auto lambda = lagrange_at_zero<Ristretto255>(set);
      Scalar sum;
      for (std::size_t i = 0; i < set.size(); ++i) {
        sum = sum + lambda[i] * f.share_of(set[i]).publish();
      }
      REQUIRE(sum == f.secret().publish());
    }
  }
}

TEST_CASE("tiny group: t - 1 shares fit every secret equally well") {
  using G = TinyGroup<13>;
  using S = G::Scalar;
  // Shares 1 and 2 of a polynomial of degree 2, counted over all polynomials by secret.
  std::array<std::array<int, 13>, 13 * 13> seen{};
  for (std::uint64_t code = 0; code < 13 * 13 * 13; ++code) {
    std::vector<G::SecretScalar> coefficients;
    for (const std::uint64_t a : {code % 13, code / 13 % 13, code / 169}) {
      coefficients.push_back(G::SecretScalar::from_u64(a));
    }
    const SecretPolynomial<G> f(std::move(coefficients));
    const S one = f.share_of(trustee(1)).publish();
    const S two = f.share_of(trustee(2)).publish();
    ++seen[std::size_t{one.value()} * 13 + two.value()][f.secret().publish().value()];
  }
  for (const auto& secrets : seen) {
    for (const int count : secrets) REQUIRE(count == 1);
  }
}

TEST_CASE("tiny group: interpolation at 0 is right for every set and every polynomial") {
  using G = TinyGroup<13>;
  for (const auto& set : sets_of(5, 2)) {
    const auto lambda = lagrange_at_zero<G>(set);
    for (std::uint64_t code = 0; code < 13 * 13; ++code) {
      std::vector<G::SecretScalar> coefficients;
      coefficients.push_back(G::SecretScalar::from_u64(code % 13));
      coefficients.push_back(G::SecretScalar::from_u64(code / 13));
      const SecretPolynomial<G> f(std::move(coefficients));
      const G::Scalar sum =
          lambda[0] * f.share_of(set[0]).publish() + lambda[1] * f.share_of(set[1]).publish();
      REQUIRE(sum == f.secret().publish());
    }
  }
}
