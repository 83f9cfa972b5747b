// What a monitor says of a round, line by line: for people, and as JSON for programs.
#pragma once

#include <string>

#include "verifier/record_follower.h"

namespace tabella::cli {

// One line for each event, alarms last; empty if nothing happened.
[[nodiscard]] std::string text_of(const verifier::Round& round);
[[nodiscard]] std::string json_lines_of(const verifier::Round& round);

}  // namespace tabella::cli
