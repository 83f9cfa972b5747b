// The order of options that a counting method leaves equal: fixed before anyone votes, or by a lot
// that nobody can choose and everybody can draw again. docs/protocol.md, "Counting".
#pragma once

#include <cstdint>
#include <vector>

#include "ballot/definition.h"
#include "crypto/fingerprint.h"

namespace tabella::tally {

// The question's options, the first in a tie first.
[[nodiscard]] std::vector<std::uint32_t> tie_order(const ballot::Question& question,
                                                   const crypto::Fingerprint& election);

}  // namespace tabella::tally
