// From opened counters to numbers: the discrete logarithm of each, taken apart into the totals that
// were packed into it. docs/protocol.md, "Totals".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ballot/compiled_style.h"
#include "crypto/discrete_log.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"

namespace tabella::tally {

// Every counter of the style is below this when ballots of this weight in all were counted. At most
// 2^44 by the rules of compilation.
[[nodiscard]] std::uint64_t counter_bound(const ballot::CompiledStyle& style,
                                          std::uint64_t weight_sum);

// One value for each of style.totals. weight_sum is at most style.max_weight_sum and log.bound() at
// least counter_bound. Codes totals.logarithm: a counter is not a number below the bound;
// totals.maximum: a total is larger than the ballots allow. Verified ballots
// and verified partial decryptions give neither.
[[nodiscard]] Result<std::vector<std::uint64_t>> open_totals(
    const ballot::CompiledStyle& style, std::span<const crypto::Element> opened,
    std::uint64_t weight_sum, const crypto::DiscreteLog& log);
// The same of logarithms that are known, one for each counter; none where there is none below the
// bound.
[[nodiscard]] Result<std::vector<std::uint64_t>> unpack_totals(
    const ballot::CompiledStyle& style, std::span<const std::optional<std::uint64_t>> logarithms,
    std::uint64_t weight_sum);

// How many points of the curve are computed at most to open all counters of these styles: one table
// for all, and a search for each.
[[nodiscard]] std::uint64_t opening_steps(std::span<const ballot::CompiledStyle> styles);

}  // namespace tabella::tally
