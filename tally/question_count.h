// What was counted of one question, over all ballot styles that ask it. Numbers of ballots are by
// weight throughout. docs/protocol.md, "Totals".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ballot/compiled_style.h"
#include "ballot/definition.h"

namespace tabella::tally {

// What is known of one ballot style when its totals are opened.
struct StyleTally {
  std::uint64_t roll = 0;             // everybody who may cast such a ballot
  std::uint64_t ballots = 0;          // counted
  std::vector<std::uint64_t> totals;  // one for each of the style's totals
};

// One total over all styles that have it: docs/protocol.md, "Results".
struct CountedTotal {
  ballot::TotalKind kind = ballot::TotalKind::option;
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  std::optional<std::uint64_t> value;  // none if it is withheld
  friend bool operator==(const CountedTotal&, const CountedTotal&) = default;
};

// All numbers of one question; counting methods and decisions look at nothing else.
struct QuestionCount {
  std::uint64_t roll = 0;       // everybody whose ballot has the question
  std::uint64_t took_part = 0;  // of these, those whose ballot was counted
  // Of these, those whose condition holds, all without one; and of those, those who left it blank.
  // None where it would tell a number that is withheld.
  std::optional<std::uint64_t> asked = 0;
  std::optional<std::uint64_t> blank = 0;
  std::vector<CountedTotal> totals;

  // Ballots that answered the question and did not leave it blank; of one that is not withheld.
  [[nodiscard]] std::uint64_t votes() const { return asked.value() - blank.value(); }
  // Some total; every total.
  [[nodiscard]] bool is_withheld() const;
  [[nodiscard]] bool nothing_is_shown() const;
  // The total of this kind, which is there and not withheld.
  [[nodiscard]] std::uint64_t value(ballot::TotalKind kind, std::uint32_t first,
                                    std::uint32_t second = 0) const;
  friend bool operator==(const QuestionCount&, const QuestionCount&) = default;
};

// styles[i] compiles definition.styles[i], tallies[i] is of it. Nothing is withheld yet:
// withhold_small comes next.
[[nodiscard]] std::vector<QuestionCount> count_questions(
    const ballot::Definition& definition, std::span<const ballot::CompiledStyle> styles,
    std::span<const StyleTally> tallies);

}  // namespace tabella::tally
