// What was counted of one question, over all ballot styles that ask it. Numbers of ballots are by
// weight throughout. docs/protocol.md, "Totals".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ballot/compiled_style.h"
#include "ballot/definition.h"
#include "tally/pool.h"

namespace tabella::tally {

// What is known of a pool once all that may be is opened. Numbers of people are by weight.
struct PoolTally {
  Pool pool;
  std::uint64_t roll = 0;     // everybody who may cast such a ballot
  std::uint64_t ballots = 0;  // counted
  // One for each total of the pool; none if it is withheld.
  std::optional<std::vector<std::uint64_t>> totals;
};

// One total over all styles that have it: docs/protocol.md, "Results".
struct CountedTotal {
  ballot::TotalKind kind = ballot::TotalKind::option;
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  std::uint64_t value = 0;
  friend bool operator==(const CountedTotal&, const CountedTotal&) = default;
};

// All numbers of one question; counting methods and decisions look at nothing else.
struct QuestionCount {
  std::uint64_t roll = 0;       // everybody whose ballot has the question
  std::uint64_t took_part = 0;  // of these, those whose ballot was counted
  // Of these, those whose condition holds, all without one; none if that is withheld.
  std::optional<std::uint64_t> asked;
  // Of those, the ones who left it blank; none if the totals are withheld.
  std::optional<std::uint64_t> blank;
  // None if they are withheld.
  std::vector<CountedTotal> totals;

  [[nodiscard]] bool is_withheld() const { return totals.empty(); }
  // Ballots that answered the question and did not leave it blank; of one that is not withheld.
  [[nodiscard]] std::uint64_t votes() const { return asked.value() - blank.value(); }
  // The total of this kind, which is there.
  [[nodiscard]] std::uint64_t value(ballot::TotalKind kind, std::uint32_t first,
                                    std::uint32_t second = 0) const;
  friend bool operator==(const QuestionCount&, const QuestionCount&) = default;
};

// What the voters of some styles said, of a question that is reported by style.
struct CrowdCount {
  std::vector<std::uint32_t> styles;  // indices into Definition::styles
  QuestionCount count;
  friend bool operator==(const CrowdCount&, const CrowdCount&) = default;
};

struct CountedQuestion {
  QuestionCount count;
  // None if they are withheld, or reported together.
  std::vector<CrowdCount> by_style;
};

// styles[s] compiles definition.styles[s]; pools are those of the election, in their order.
[[nodiscard]] std::vector<CountedQuestion> count_questions(
    const ballot::Definition& definition, std::span<const ballot::CompiledStyle> styles,
    std::span<const PoolTally> pools);

}  // namespace tabella::tally
