// The result as JSON: what is published next to the log, and compared byte by byte with what a
// verifier derives itself, so nobody ever needs to read it. docs/protocol.md, "Results".
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
