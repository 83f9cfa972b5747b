// Which totals are not published because they speak of too few people, so that nobody's answer can
// be read from them. docs/protocol.md, "Totals".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ballot/compiled_style.h"
#include "ballot/definition.h"

namespace tabella::tally {

// The totals of a style, of which so many ballots were counted, as they may be published. Of totals
// that are withheld one by one and add up to a known number, all small ones are missing together
// with the smallest that is not small and all equal to it: what was two values exchanged would be
// published alike, so nobody who knows this rule can compute one of them. What the totals leave of
// the ballots (the other side of a strict pair, a pair ranked alike, blank rankings, a choice of at
// most one without a mark) counts as one of them.
[[nodiscard]] std::vector<std::optional<std::uint64_t>> withhold_small(
    const ballot::Definition& definition, const ballot::CompiledStyle& style, std::uint64_t ballots,
    std::span<const std::uint64_t> totals);

}  // namespace tabella::tally
