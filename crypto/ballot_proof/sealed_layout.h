// Where each part of a sealed ballot is: docs/protocol.md, "Sealed bytes". Everybody who reads a
// part of a ballot without decoding it all asks here.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "crypto/ballot_proof/style.h"
#include "crypto/bytes.h"
#include "crypto/expects.h"
#include "crypto/group.h"
#include "crypto/ristretto255.h"

namespace tabella::crypto {

// The order of the parts in a ballot of k counters and m bits: 2k + 7 elements,
//   alpha_1 beta_1 .. alpha_k beta_k | B A C D T_alpha T_beta K,
// then m + 5 scalars,
//   d | f_1 .. f_m | z_A z_C z_r z_K.
// A part's place counts from 0 among the elements or among the scalars, as do i and j.
class SealedOrder {
 public:
  explicit SealedOrder(const Style& style) : k_(style.counters.size()), m_(style.bits) {}

  // Places that hang on neither k nor m are asked for as the others are.
  // NOLINTBEGIN(readability-convert-member-functions-to-static)

  // Among the elements.
  [[nodiscard]] std::size_t alpha(std::size_t i) const { return 2 * i; }
  [[nodiscard]] std::size_t beta(std::size_t i) const { return 2 * i + 1; }
  [[nodiscard]] std::size_t B() const { return 2 * k_; }
  [[nodiscard]] std::size_t A() const { return 2 * k_ + 1; }
  [[nodiscard]] std::size_t C() const { return 2 * k_ + 2; }
  [[nodiscard]] std::size_t D() const { return 2 * k_ + 3; }
  [[nodiscard]] std::size_t T_alpha() const { return 2 * k_ + 4; }
  [[nodiscard]] std::size_t T_beta() const { return 2 * k_ + 5; }
  [[nodiscard]] std::size_t K() const { return 2 * k_ + 6; }
  [[nodiscard]] std::size_t elements() const { return 2 * k_ + 7; }

  // Among the scalars.
  [[nodiscard]] std::size_t d() const { return 0; }
  [[nodiscard]] std::size_t f(std::size_t j) const { return 1 + j; }
  [[nodiscard]] std::size_t z_A() const { return m_ + 1; }
  [[nodiscard]] std::size_t z_C() const { return m_ + 2; }
  [[nodiscard]] std::size_t z_r() const { return m_ + 3; }
  [[nodiscard]] std::size_t z_K() const { return m_ + 4; }
  [[nodiscard]] std::size_t scalars() const { return m_ + 5; }

  // NOLINTEND(readability-convert-member-functions-to-static)

  [[nodiscard]] std::size_t counters() const { return k_; }
  [[nodiscard]] std::size_t bits() const { return m_; }

 private:
  std::size_t k_;
  std::size_t m_;
};

// Reads parts of sealed bytes, which outlive it; nothing is decoded. One layout for every group.
template <Group G>
class SealedViewOf {
 public:
  using ElementBytes = std::span<const std::uint8_t, G::Element::kSize>;
  using ScalarBytes = std::span<const std::uint8_t, G::Scalar::kSize>;

  // In bytes: 32 (2k + m + 12) for ristretto255.
  [[nodiscard]] static std::size_t size(const Style& style) {
    const SealedOrder order(style);
    return G::Element::kSize * order.elements() + G::Scalar::kSize * order.scalars();
  }

  // bytes.size() == size(style).
  SealedViewOf(const Style& style, ByteView bytes) : order_(style), bytes_(bytes) {
    EXPECTS(bytes.size() == size(style));
  }

  [[nodiscard]] const SealedOrder& order() const { return order_; }

  // alpha_1 beta_1 .. alpha_k beta_k, which the transcript absorbs as one message.
  [[nodiscard]] ByteView ciphertexts() const { return elements(0, order_.B()); }
  [[nodiscard]] ByteView ciphertext(std::size_t i) const { return elements(order_.alpha(i), 2); }
  [[nodiscard]] ElementBytes alpha(std::size_t i) const { return element(order_.alpha(i)); }
  [[nodiscard]] ElementBytes B() const { return element(order_.B()); }
  [[nodiscard]] ElementBytes A() const { return element(order_.A()); }
  [[nodiscard]] ElementBytes C() const { return element(order_.C()); }
  [[nodiscard]] ElementBytes D() const { return element(order_.D()); }
  [[nodiscard]] ElementBytes T_alpha() const { return element(order_.T_alpha()); }
  [[nodiscard]] ElementBytes T_beta() const { return element(order_.T_beta()); }
  [[nodiscard]] ElementBytes K() const { return element(order_.K()); }
  // A C D T_alpha T_beta K, one message, too.
  [[nodiscard]] ByteView commitments() const { return elements(order_.A(), 6); }

  [[nodiscard]] ScalarBytes d() const { return scalar(order_.d()); }
  [[nodiscard]] ScalarBytes f(std::size_t j) const { return scalar(order_.f(j)); }
  [[nodiscard]] ScalarBytes z_A() const { return scalar(order_.z_A()); }
  [[nodiscard]] ScalarBytes z_C() const { return scalar(order_.z_C()); }
  [[nodiscard]] ScalarBytes z_r() const { return scalar(order_.z_r()); }
  [[nodiscard]] ScalarBytes z_K() const { return scalar(order_.z_K()); }

  [[nodiscard]] ElementBytes element(std::size_t place) const {
    return elements(place, 1).template first<G::Element::kSize>();
  }
  [[nodiscard]] ScalarBytes scalar(std::size_t place) const {
    const std::size_t begin = G::Element::kSize * order_.elements() + G::Scalar::kSize * place;
    return bytes_.subspan(begin).template first<G::Scalar::kSize>();
  }

 private:
  [[nodiscard]] ByteView elements(std::size_t place, std::size_t count) const {
    return bytes_.subspan(G::Element::kSize * place, G::Element::kSize * count);
  }

  SealedOrder order_;
  ByteView bytes_;
};

using SealedView = SealedViewOf<Ristretto255>;

// z_K is last in every style, so that a ballot's id needs no style. At least the size of a scalar.
[[nodiscard]] inline ByteView without_z_K(ByteView sealed) {
  EXPECTS(sealed.size() >= Scalar::kSize);
  return sealed.first(sealed.size() - Scalar::kSize);
}

// The name of the part that byte `offset` belongs to: "alpha_1", "T_beta", "f_3".
[[nodiscard]] std::string part_at(const Style& style, std::size_t offset);

}  // namespace tabella::crypto
