// Honest answers drawn at random, for every kind of question.
#pragma once

#include <random>

#include "ballot/answers.h"
#include "ballot/compile.h"
#include "ballot/definition.h"

namespace tabella::ballot::test {

// One ballot with every kind of question, also conditional ones.
[[nodiscard]] Definition large_sample();

[[nodiscard]] Answers random_answers(const Definition& definition, const CompiledStyle& style,
                                     std::mt19937_64& random);

}  // namespace tabella::ballot::test
