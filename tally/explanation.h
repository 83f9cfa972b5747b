// A result in words that a voter can follow: who won, and because of what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ballot/definition.h"
#include "tally/result.h"

namespace tabella::tally {

// Sentences, the outcome first. Chinese for zh and its variants, English for any other language;
// options are called by their texts in that language, which is one of the definition's.
[[nodiscard]] std::vector<std::string> explain(const ballot::Question& question,
                                               const QuestionResult& result,
                                               std::string_view language);

// "62.5%", of `whole` > 0, rounded half up.
[[nodiscard]] std::string percent(std::uint64_t part, std::uint64_t whole);

}  // namespace tabella::tally
