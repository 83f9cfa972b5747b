// Several totals in one counter: v = t_1 + 2^w t_2 + ... Slots are wide enough for the largest
// total that the roll allows, so they cannot run over. docs/protocol.md, "Packing".
#pragma once

#include <cstdint>
#include <vector>

#include "ballot/question_builder.h"
#include "crypto/ballot_proof/style.h"

namespace tabella::ballot {

// The number of bits in the largest possible total, max_weight_sum * max_value.
[[nodiscard]] std::uint32_t slot_width(std::uint64_t max_weight_sum, std::uint64_t max_value);

// A total and the group that it may share a counter with.
struct GroupedTotal {
  UnpackedTotal unpacked;
  std::uint32_t group = 0;
};

// The totals with their places, and the rows of the counters that hold them.
struct Packed {
  std::vector<Total> totals;
  std::vector<crypto::Row> counters;
};

// Puts neighbours of one group into a counter as long as they fit in kCounterBits. Every total must
// fit by itself.
[[nodiscard]] Packed pack(const std::vector<GroupedTotal>& totals, std::uint64_t max_weight_sum);

}  // namespace tabella::ballot
