// Bits that write exactly the numbers 0 .. room: weights 1, 2, 4, ... and a last one trimmed so
// that all of them add up to `room`. Untrimmed weights would let a voter go beyond a limit.
// docs/protocol.md, "Questions as bits".
#pragma once

#include <cstdint>
#include <vector>

namespace tabella::ballot {

[[nodiscard]] inline std::vector<std::int64_t> range_weights(std::uint64_t room) {
  std::vector<std::int64_t> weights;
  for (std::uint64_t weight = 1; room > 0; weight *= 2) {
    const std::uint64_t taken = weight < room ? weight : room;
    weights.push_back(static_cast<std::int64_t>(taken));
    room -= taken;
  }
  return weights;
}

// The bits of `value` (at most the sum of the weights) under these weights; calls set(i, bit). The
// trimmed weight makes some values ambiguous; it is used only where the others do not suffice.
template <class Set>
void write_in_range(std::uint64_t value, const std::vector<std::int64_t>& weights, Set set) {
  if (weights.empty()) return;
  const std::size_t last = weights.size() - 1;
  const bool above = (value >> last) != 0;
  set(last, above ? 1 : 0);
  if (above) value -= static_cast<std::uint64_t>(weights[last]);
  for (std::size_t i = 0; i < last; ++i) set(i, (value >> i) & 1);
}

}  // namespace tabella::ballot
