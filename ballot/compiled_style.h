// What a definition's compilation gives for one ballot style: its bits, equations and counters, and
// what every total means. docs/protocol.md, "Questions as bits" and "Packing".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crypto/ballot_proof/style.h"

namespace tabella::ballot {

// Slots of a counter never need more than this: a discrete logarithm of seconds.
inline constexpr std::uint32_t kCounterBits = 44;

// What a total counts; `first` and `second` are indices of the question's options, grades, columns.
enum class TotalKind {
  option,    // first: ballots that chose it, or its score or points
  blank,     // counted blanks
  grade,     // first: option, second: grade
  in_favor,  // first: sum of its positive levels
  against,   // first: sum of its negative levels, as a positive number
  above,     // ballots that rank first above second
  cell,      // first: row, second: column
  row,       // first
  column,    // first
  answered,  // ballots in which a ranking was not left blank
  asked,     // ballots in which a conditional question was asked
};

// One number that the trustees decrypt: bits [shift, shift + width) of a counter's value.
struct Total {
  std::uint32_t question = 0;  // index in Definition::questions
  TotalKind kind = TotalKind::option;
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  std::uint64_t max_value = 1;  // in one ballot of weight 1
  std::uint32_t counter = 0;
  std::uint32_t shift = 0;
  std::uint32_t width = 0;
  friend bool operator==(const Total&, const Total&) = default;
};

// Bits that take up the free room of an equation: the rest of the row fixes the value that their
// weights must add up to.
struct Slack {
  std::uint32_t equation = 0;
  std::vector<std::uint32_t> bits;  // weights 1, 2, 4, ... and a trimmed last one
  friend bool operator==(const Slack&, const Slack&) = default;
};

// A question's part of a style. Its counters hold totals of this question alone, and are the same
// in every style that asks it but for the places of their bits, so that ciphertexts of different
// styles can be added.
struct CompiledQuestion {
  std::uint32_t question = 0;     // index in Definition::questions
  std::uint32_t first_bit = 0;    // its answer bits, in the order that its kind says
  std::uint32_t first_total = 0;  // its totals in CompiledStyle::totals
  std::uint32_t total_count = 0;
  // Its counters in Style::counters. Of a conditional question the first total is `asked`, and the
  // first counter holds that alone.
  std::uint32_t first_counter = 0;
  std::uint32_t counter_count = 0;
  // The largest number of ballots by weight: no total exceeds max_weight_sum * max_value.
  std::uint64_t max_weight_sum = 0;
  // Slack bits, in an order in which each can be computed.
  std::vector<Slack> slacks;
  // The bit of an earlier question that is 1 exactly if this one is asked; none: always asked.
  std::optional<std::uint32_t> asked_bit;
  friend bool operator==(const CompiledQuestion&, const CompiledQuestion&) = default;
};

// A ballot style as everybody compiles it from the definition: the voter's device to seal, the
// trustees to open, every verifier to check. Nobody takes one from a ballot or a record.
struct CompiledStyle {
  std::string id;
  crypto::Style style;
  std::vector<CompiledQuestion> questions;  // in the order of the definition
  std::vector<Total> totals;
  friend bool operator==(const CompiledStyle&, const CompiledStyle&) = default;
};

// The number in a total's slot of its counter's value.
[[nodiscard]] constexpr std::uint64_t unpack(const Total& total, std::uint64_t counter_value) {
  return (counter_value >> total.shift) & ((std::uint64_t{1} << total.width) - 1);
}

}  // namespace tabella::ballot
