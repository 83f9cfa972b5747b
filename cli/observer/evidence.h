// What a monitor leaves in its folder for others: the evidence of an alarm.
#pragma once

#include <string>

#include "crypto/result.h"
#include "verifier/record_follower.h"

namespace tabella::cli {

// Writes the alarm's files into a new folder in this one, and gives its path; empty if the alarm
// has none.
[[nodiscard]] Result<std::string> keep_evidence(const std::string& folder,
                                                const verifier::Alarm& alarm);

}  // namespace tabella::cli
