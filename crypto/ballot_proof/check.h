// The named checks of a ballot and the set of those that fail. docs/protocol.md, "Verification".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tabella::crypto {

// In the order of the specification.
enum class Check : std::uint8_t {
  shape,       // counts are exactly those of the style
  encoding,    // canonical elements, scalars below l
  identity,    // no element is the identity
  credential,  // z_K base = x P + K
  opening,     // x B + A = z_A H_0 + sum f_j H_j
  bits,        // x C + D = z_C H_0 + sum f_j (x - f_j) H_j
  equation,    // sum_q y^q (L f)_q = x sum_q y^q c_q + d
  alpha,       // z_r G = x sum y^i alpha_i + T_alpha
  beta,        // (sum_i y^i (M f)_i) G + z_r Y = x sum y^i beta_i + T_beta
};

inline constexpr std::array kChecks = {Check::shape,      Check::encoding, Check::identity,
                                       Check::credential, Check::opening,  Check::bits,
                                       Check::equation,   Check::alpha,    Check::beta};

[[nodiscard]] constexpr std::string_view name(Check check) {
  constexpr std::array<std::string_view, kChecks.size()> kNames = {
      "shape", "encoding", "identity", "credential", "opening",
      "bits",  "equation", "alpha",    "beta"};
  return kNames[static_cast<std::size_t>(check)];
}

// The checks that a ballot fails; empty means that it is valid.
class [[nodiscard]] FailedChecks {
 public:
  constexpr FailedChecks() = default;
  constexpr explicit FailedChecks(Check check) { add(check); }

  constexpr void add(Check check) { set_ |= mask(check); }
  [[nodiscard]] constexpr bool contains(Check check) const { return (set_ & mask(check)) != 0; }
  [[nodiscard]] constexpr bool none() const { return set_ == 0; }
  // In the order of the specification.
  [[nodiscard]] constexpr std::optional<Check> first() const {
    for (const Check check : kChecks) {
      if (contains(check)) return check;
    }
    return std::nullopt;
  }
  friend bool operator==(const FailedChecks&, const FailedChecks&) = default;

 private:
  static constexpr std::uint32_t mask(Check check) {
    return std::uint32_t{1} << static_cast<unsigned>(check);
  }
  std::uint32_t set_ = 0;
};

// "ok" or the name of the first failed check: the word of the vectors.
[[nodiscard]] constexpr std::string_view verdict(const FailedChecks& failed) {
  const auto first = failed.first();
  return first ? name(*first) : "ok";
}

}  // namespace tabella::crypto
