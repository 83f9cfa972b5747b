// How many people a question's totals speak of. docs/protocol.md, "Fields".
#pragma once

#include <cstdint>

#include "ballot/definition.h"

namespace tabella::ballot {

// The voters of a question: at most so many may be asked it, in all styles together.
[[nodiscard]] std::uint64_t voters_of(const Definition& definition, std::uint32_t question);

// Of a table the groups that it reports, of any other question 1: everybody who was asked.
[[nodiscard]] std::uint64_t groups_of(const Question& question);

}  // namespace tabella::ballot
