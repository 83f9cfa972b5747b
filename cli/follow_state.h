// What a monitor keeps in its folder: the checkpoint that it verified last, and evidence.
#pragma once

#include <string>

#include "crypto/result.h"
#include "verifier/record_follower.h"

namespace tabella::cli {

// Empty if there is none yet.
[[nodiscard]] Result<std::string> kept_checkpoint(const std::string& folder);
// On the disk when it returns.
[[nodiscard]] Result<Done> keep_checkpoint(const std::string& folder,
                                           const std::string& checkpoint);
// Writes the alarm's files into a new folder in this one, and gives its path; empty if the alarm
// has none.
[[nodiscard]] Result<std::string> keep_evidence(const std::string& folder,
                                                const verifier::Alarm& alarm);

}  // namespace tabella::cli
