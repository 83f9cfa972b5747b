// An announced election as people read it, before they sign or join it.
#pragma once

#include <optional>
#include <string>

#include "bulletin_board/election/election.h"
#include "crypto/trustee.h"

namespace tabella::cli {

// "  voting       2090-05-01T06:00:00Z to ...": a line of a listing.
[[nodiscard]] std::string labelled(const char* label, const std::string& value);

// Whose times count: "both of w1.example, w2.example".
[[nodiscard]] std::string witnesses_text(const bulletin_board::Policy& policy);

// Texts in all languages, schedule, who plays which part, every question with its options, and the
// check code. `own` is marked among the trustees.
[[nodiscard]] std::string announcement_text(const bulletin_board::Election& election,
                                            std::optional<crypto::TrusteeIndex> own);

// docs/protocol.md, "Receipt codes".
[[nodiscard]] std::string announcement_code(const bulletin_board::Election& election);

}  // namespace tabella::cli
