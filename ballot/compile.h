// Compiles a definition's questions to bits, equations and counters. The voter, the tally and every
// verifier do the same. docs/protocol.md, "Questions as bits" and "Packing".
#pragma once

#include <vector>

#include "ballot/compiled_style.h"
#include "ballot/definition.h"
#include "crypto/result.h"

namespace tabella::ballot {

// Errors have the code definition.*, with the place in the definition. `style` is one of the
// definition's.
[[nodiscard]] Result<CompiledStyle> compile(const Definition& definition, const BallotStyle& style);
[[nodiscard]] Result<std::vector<CompiledStyle>> compile_all(const Definition& definition);

}  // namespace tabella::ballot
