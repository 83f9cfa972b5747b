// What the good record's election asks, and shorter elections for attacks that are about something
// else. docs/adversary.md, "The good record".
#pragma once

#include "ballot/definition.h"

namespace tabella::adversary {

// Every kind of question in district "north", some of them in "south"; 5 trustees of whom 3 are
// needed, 3 officials of whom 2 are needed.
[[nodiscard]] ballot::Definition good_definition();
// The same with two of its questions, which is quicker, for attacks that are not about questions.
[[nodiscard]] ballot::Definition short_definition();
// The short one, whose trustees have to rehearse and to show their keys before voting opens.
[[nodiscard]] ballot::Definition guarded_definition();
// One in which totals of fewer than three ballots are not opened: by style, conditional, a table.
[[nodiscard]] ballot::Definition small_groups_definition();

}  // namespace tabella::adversary
