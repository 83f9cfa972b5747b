#include "crypto/ballot_proof/sealed_layout.h"

#include <string_view>

namespace tabella::crypto {

std::string part_at(const Style& style, std::size_t offset) {
  EXPECTS(offset < SealedView::size(style));
  static_assert(Element::kSize == Scalar::kSize);
  constexpr std::array<std::string_view, 7> kNames = {"B", "A", "C", "D", "T_alpha", "T_beta", "K"};
  constexpr std::array<std::string_view, 4> kResponses = {"z_A", "z_C", "z_r", "z_K"};
  const SealedOrder order(style);
  const std::size_t place = offset / Element::kSize;
  if (place < order.B()) {
    return (place % 2 == 0 ? "alpha_" : "beta_") + std::to_string(place / 2 + 1);
  }
  if (place < order.elements()) return std::string(kNames[place - order.B()]);
  const std::size_t scalar = place - order.elements();
  if (scalar < order.f(0)) return "d";
  if (scalar < order.z_A()) return "f_" + std::to_string(scalar);
  return std::string(kResponses[scalar - order.z_A()]);
}

}  // namespace tabella::crypto
