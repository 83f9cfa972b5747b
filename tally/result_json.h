// The result as JSON: what is published next to the log, and whose hash is on it, so that everybody
// writes the same bytes. The reasons in words are not in it: explanation.h writes them for people,
// and another program may have better ones. docs/protocol.md, "Results".
#pragma once

#include <span>
#include <string>

#include "ballot/definition.h"
#include "tally/result.h"

namespace tabella::tally {

// results[q] is of definition.questions[q]. One line without spaces, keys in a fixed order.
[[nodiscard]] std::string encode(const ballot::Definition& definition,
                                 std::span<const QuestionResult> results);

}  // namespace tabella::tally
