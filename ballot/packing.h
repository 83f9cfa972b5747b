// Several totals in one counter: v = t_1 + 2^w t_2 + ... Slots are wide enough for the largest
// total that the roll allows, so they cannot run over. docs/protocol.md, "Packing".
#pragma once

#include <cstdint>
#include <vector>

#include "ballot/compiled_style.h"
#include "ballot/question_builder.h"

namespace tabella::ballot {

// The number of bits in the largest possible total, max_weight_sum * max_value.
[[nodiscard]] std::uint32_t slot_width(std::uint64_t max_weight_sum, std::uint64_t max_value);

// Gives the totals of one question their places in counters that are added to the style's: `asked`
// has one to itself, others share one with their neighbours as long as they fit in kCounterBits.
// Every total must fit by itself.
void pack(const std::vector<UnpackedTotal>& totals, std::uint64_t max_weight_sum,
          CompiledStyle& style);

}  // namespace tabella::ballot
