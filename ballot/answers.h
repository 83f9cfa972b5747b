// From answers to bits and back. docs/protocol.md, "Answers" and "Questions as bits".
#pragma once

#include "ballot/answer.h"
#include "ballot/compiled_style.h"
#include "ballot/definition.h"
#include "crypto/result.h"
#include "crypto/secret.h"

namespace tabella::ballot {

// Errors have the code answers.*, as in "answers.maximum: question 2: 4 options chosen, at most 3".
// `style` must be compiled from `definition`.
[[nodiscard]] Result<crypto::SecretBits> to_bits(const Definition& definition,
                                                 const CompiledStyle& style,
                                                 const Answers& answers);

// The answers that legal bits say; error answers.bits if they break an equation of the style.
[[nodiscard]] Result<Answers> from_bits(const Definition& definition, const CompiledStyle& style,
                                        const crypto::SecretBits& bits);

}  // namespace tabella::ballot
