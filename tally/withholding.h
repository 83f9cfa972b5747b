// Which totals are not published because they speak of too few people, so that nobody's answer can
// be read from them. docs/protocol.md, "Totals".
#pragma once

#include <vector>

#include "ballot/definition.h"
#include "tally/question_count.h"

namespace tabella::tally {

// The counts as they may be published; counts[q] is of definition.questions[q] and whole. It is
// judged what is reported: sums over all styles that ask a question, never the part of one. Of
// totals that are withheld one by one and add up to a known number, all small ones are missing
// together with the smallest that is not small and all equal to it: what was two values exchanged
// would be published alike, so nobody who knows this rule can compute one of them. What the totals
// leave of the ballots (the other side of a strict pair, a pair ranked alike, blank rankings, a
// choice of at most one without a mark) counts as one of them.
[[nodiscard]] std::vector<QuestionCount> withhold_small(const ballot::Definition& definition,
                                                        std::vector<QuestionCount> counts);

}  // namespace tabella::tally
