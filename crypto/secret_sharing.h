// Verifiable secret sharing (Shamir, Feldman): a secret is f(0), a trustee's share is f(index),
// and commitments to the coefficients let everyone check shares. docs/protocol.md, "Ceremony".
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "crypto/expects.h"
#include "crypto/group.h"
#include "crypto/trustee.h"

namespace tabella::crypto {

// f(x) = a_0 + a_1 x + ... + a_(t-1) x^(t-1), where t shares are needed to find a_0.
template <SecretGroup G>
class SecretPolynomial {
 public:
  using SecretScalar = typename G::SecretScalar;

  explicit SecretPolynomial(std::vector<SecretScalar> coefficients)
      : coefficients_(std::move(coefficients)) {
    EXPECTS(!coefficients_.empty());
  }
  [[nodiscard]] static SecretPolynomial random(std::uint32_t threshold) {
    std::vector<SecretScalar> coefficients;
    coefficients.reserve(threshold);
    for (std::uint32_t k = 0; k < threshold; ++k) coefficients.push_back(SecretScalar::random());
    return SecretPolynomial(std::move(coefficients));
  }

  [[nodiscard]] const SecretScalar& secret() const { return coefficients_.front(); }

  // f(index), by Horner's rule.
  [[nodiscard]] SecretScalar share_of(TrusteeIndex trustee) const {
    const auto x = G::Scalar::from_i64(trustee.number());
    SecretScalar value = coefficients_.back().clone();
    for (std::size_t k = coefficients_.size() - 1; k-- > 0;) value = x * value + coefficients_[k];
    return value;
  }

  // C_k = a_k G.
  [[nodiscard]] std::vector<typename G::Element> commitments() const {
    std::vector<typename G::Element> commitments;
    commitments.reserve(coefficients_.size());
    for (const SecretScalar& a : coefficients_) commitments.push_back(G::mul_base(a).publish());
    return commitments;
  }

 private:
  std::vector<SecretScalar> coefficients_;
};

// f(index) G = sum_k index^k C_k.
template <Group G>
[[nodiscard]] typename G::Element share_key_vartime(
    std::span<const typename G::Element> commitments, TrusteeIndex trustee) {
  const auto x = G::Scalar::from_i64(trustee.number());
  std::vector<typename G::Scalar> powers;
  powers.reserve(commitments.size());
  auto power = G::Scalar::from_i64(1);
  for (std::size_t k = 0; k < commitments.size(); ++k) {
    powers.push_back(power);
    power = power * x;
  }
  return G::multiscalar_mul_vartime(powers, commitments);
}

// lambda_i with f(0) = sum_i lambda_i f(i) for every f of degree below the number of trustees
// given: lambda_i = prod_(j != i) j / (j - i). The trustees must differ: a repeated one would
// count twice.
template <Group G>
[[nodiscard]] std::vector<typename G::Scalar> lagrange_at_zero(
    std::span<const TrusteeIndex> trustees) {
  std::vector<typename G::Scalar> coefficients;
  coefficients.reserve(trustees.size());
  for (std::size_t i = 0; i < trustees.size(); ++i) {
    auto numerator = G::Scalar::from_i64(1);
    auto denominator = G::Scalar::from_i64(1);
    for (std::size_t j = 0; j < trustees.size(); ++j) {
      if (j == i) continue;
      EXPECTS(trustees[i] != trustees[j]);
      const std::int64_t at_i = trustees[i].number();
      const std::int64_t at_j = trustees[j].number();
      numerator = numerator * G::Scalar::from_i64(at_j);
      denominator = denominator * G::Scalar::from_i64(at_j - at_i);
    }
    coefficients.push_back(numerator * invert(denominator));
  }
  return coefficients;
}

}  // namespace tabella::crypto
