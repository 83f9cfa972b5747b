// Participatory budgeting by the greedy rule. docs/protocol.md, "Counting".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tabella::tally {

// What happens after an option that the rest of the envelope does not pay for: the next one is
// tried, or the selection ends.
enum class TooExpensive { skip, stop };

// What the envelope pays for.
struct Funding {
  std::vector<std::uint32_t> options;  // in the order in which they were funded
  std::uint64_t spent = 0;
};

// Goes through the options of `order` and funds each that the rest of the envelope pays for.
[[nodiscard]] Funding fund_greedily(std::span<const std::uint32_t> order,
                                    std::span<const std::uint64_t> costs, std::uint64_t envelope,
                                    TooExpensive too_expensive);

}  // namespace tabella::tally
