// Answers as a voter reads them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ballot/answers.h"

namespace tabella::cli {

// A line for each question, "Shall the square have trees? Yes", in one of the definition's
// languages. The text is the vote in the open, for the voter's own eyes.
[[nodiscard]] std::vector<std::string> expose_in_words(const ballot::Definition& definition,
                                                       const ballot::CompiledStyle& style,
                                                       const ballot::Answers& answers,
                                                       const std::string& language);

}  // namespace tabella::cli
