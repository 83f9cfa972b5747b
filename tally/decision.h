// Whether a result binds: turnout and majority, compared exactly. docs/protocol.md, "Decisions".
#pragma once

#include <cstdint>

#include "ballot/definition.h"
#include "tally/question_count.h"

namespace tabella::tally {

// part / whole is at least, or more than, the quota. Nothing is a quota of nothing but zero: with
// whole == 0 a part of 0 is at least 0 and never more than anything.
[[nodiscard]] bool at_least(std::uint64_t part, const ballot::Fraction& quota, std::uint64_t whole);
[[nodiscard]] bool more_than(std::uint64_t part, const ballot::Fraction& quota,
                             std::uint64_t whole);

[[nodiscard]] bool turnout_suffices(const ballot::Decision& decision, const QuestionCount& count);

// What the majority is a quota of.
[[nodiscard]] std::uint64_t majority_base(const ballot::Majority& majority,
                                          const QuestionCount& count);
[[nodiscard]] bool has_majority(const ballot::Majority& majority, std::uint64_t votes,
                                const QuestionCount& count);

}  // namespace tabella::tally
