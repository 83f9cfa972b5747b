// Which totals are not published because they speak of too few people, so that nobody's answer can
// be read from them. docs/protocol.md, "Totals".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ballot/compile.h"
#include "ballot/definition.h"

namespace tabella::tally {

// The totals of a style, of which so many ballots were counted, as they may be published. Of totals
// that are withheld one by one, at least two are missing among those that add up to a known number,
// and together they reach the smallest group: otherwise the missing one could be computed from the
// others. A strict ranking's total of a pair is withheld also if few rank it the other way round.
[[nodiscard]] std::vector<std::optional<std::uint64_t>> withhold_small(
    const ballot::Definition& definition, const ballot::CompiledStyle& style, std::uint64_t ballots,
    std::span<const std::uint64_t> totals);

}  // namespace tabella::tally
