// What a monitor says, line by line: for people, and as JSON for programs.
#pragma once

#include <string>

#include "verifier/record_follower.h"

namespace tabella::cli {

// While a round is under way.
[[nodiscard]] std::string text_of(const verifier::PhaseChange& change);
[[nodiscard]] std::string json_line_of(const verifier::PhaseChange& change);

// At its end: one line for each event but the phases, alarms last; empty if nothing happened.
[[nodiscard]] std::string text_of(const verifier::Round& round);
[[nodiscard]] std::string json_lines_of(const verifier::Round& round);

}  // namespace tabella::cli
