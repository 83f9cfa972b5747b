// Discrete logarithms of opened counters: small, public numbers in the exponent. Baby steps and
// giant steps on the curve: a table of i G, 0 <= i <= S, for S about sqrt(bound / 2), keyed by the
// affine y-coordinate, which P and -P share, so that each giant step of 2 S + 1 covers both sides.
// Additions are affine, with one inversion for a thousand of them. docs/protocol.md, "Totals".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "crypto/ristretto255.h"

namespace tabella::crypto {

// The table of baby steps, made once and shared: searches only read it, so any number of threads
// may search at once.
class DiscreteLog {
 public:
  static constexpr std::uint64_t kMaxBound = std::uint64_t{1} << 44;

  // For logarithms in 0 .. bound - 1, 1 <= bound <= kMaxBound. Takes about as long as one search;
  // the table has about 8 to 16 bytes for each of its S numbers: 34 MB for kMaxBound.
  explicit DiscreteLog(std::uint64_t bound);

  // x with element = x G and x < bound; none if there is no such x, which takes longest. Every
  // answer is checked against the element.
  [[nodiscard]] std::optional<std::uint64_t> find_vartime(const Element& element) const;

  // How many points are computed for the table of a bound, and at most in a search with it for a
  // logarithm up to `largest`. A core computes some two millions a second.
  [[nodiscard]] static std::uint64_t table_steps(std::uint64_t bound);
  [[nodiscard]] static std::uint64_t search_steps(std::uint64_t bound, std::uint64_t largest);

  [[nodiscard]] std::uint64_t bound() const { return bound_; }
  [[nodiscard]] std::size_t table_bytes() const { return slots_.size() * sizeof(std::uint64_t); }

 private:
  void insert(std::uint64_t y, std::uint64_t i);
  // Calls candidate(i) for each i whose y-coordinate may be this one; true as soon as that is.
  template <class Candidate>
  bool look_up(std::uint64_t y, Candidate candidate) const;

  std::uint64_t bound_;
  std::uint64_t table_reach_;  // S
  // Open addressing: 40 bits of y, then 24 bits of i + 1; 0 is a free slot.
  std::vector<std::uint64_t> slots_;
};

}  // namespace tabella::crypto
