// What every definition must hold, however it was made. Part of compiling; the reader of JSON calls
// it too, so that a definition is refused before anybody relies on it.
#pragma once

#include <optional>

#include "ballot/definition.h"
#include "crypto/result.h"

namespace tabella::ballot {

// The first rule that the definition breaks: code definition.*, path, detail.
[[nodiscard]] std::optional<Error> check_definition(const Definition& definition);

}  // namespace tabella::ballot
