// Which trustee: counted from 1, since the share at 0 would be the election's secret key itself.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace tabella::crypto {

// Invariant: not 0.
class TrusteeIndex {
 public:
  [[nodiscard]] static constexpr std::optional<TrusteeIndex> from_number(std::uint32_t number) {
    if (number == 0) return std::nullopt;
    return TrusteeIndex(number);
  }
  // The trustee at a position of a list that has all of them in order.
  [[nodiscard]] static constexpr TrusteeIndex from_position(std::size_t position) {
    return TrusteeIndex(static_cast<std::uint32_t>(position + 1));
  }
  [[nodiscard]] constexpr std::uint32_t number() const { return number_; }
  [[nodiscard]] constexpr std::size_t position() const { return number_ - 1; }

  friend constexpr auto operator<=>(const TrusteeIndex&, const TrusteeIndex&) = default;

 private:
  explicit constexpr TrusteeIndex(std::uint32_t number) : number_(number) {}

  std::uint32_t number_;
};

// As errors name a trustee.
[[nodiscard]] inline std::string to_string(TrusteeIndex trustee) {
  return "trustee " + std::to_string(trustee.number());
}

}  // namespace tabella::crypto
