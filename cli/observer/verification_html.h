// A verification as one page that needs nothing else.
#pragma once

#include <string>

#include "verifier/verification.h"

namespace tabella::cli {

// `source`: what was verified, as its reader named it.
[[nodiscard]] std::string html_report(const std::string& source,
                                      const verifier::Verification& verification);

}  // namespace tabella::cli
