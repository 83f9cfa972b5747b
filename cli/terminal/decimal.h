// Exact decimal numbers, as files write money and points: never a floating-point value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tabella::cli {

// units / 10^places; places is as small as possible.
struct Decimal {
  std::int64_t units = 0;
  unsigned places = 0;

  // "-12.50" is {-125, 1}. An optional sign, digits, and perhaps a point or comma with more digits.
  // No exponent, no grouping. Refuses what does not fit.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

  // The number times 10^to_places, if it is an integer that fits.
  [[nodiscard]] std::optional<std::int64_t> scaled(unsigned to_places) const;

  friend bool operator==(const Decimal&, const Decimal&) = default;
};

// units / 10^places with as many digits as it needs: 1250 at 2 places is "12.5".
[[nodiscard]] std::string to_text(std::int64_t units, unsigned places);
// For people: "1,011,308".
[[nodiscard]] std::string grouped(std::int64_t units, unsigned places = 0);

}  // namespace tabella::cli
