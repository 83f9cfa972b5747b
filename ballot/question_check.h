// The rules for one question of a definition.
#pragma once

#include <optional>
#include <string>

#include "ballot/definition.h"
#include "crypto/result.h"

namespace tabella::ballot {

// Paths are relative to the question.
[[nodiscard]] std::optional<Error> check_question(const Definition& definition,
                                                  std::uint32_t index);

// A text in exactly the definition's languages.
[[nodiscard]] std::optional<Error> check_text(const Definition& definition, const Text& text,
                                              const std::string& path);

}  // namespace tabella::ballot
