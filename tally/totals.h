// From opened counters to numbers: the discrete logarithm of each, taken apart into the totals that
// were packed into it. docs/protocol.md, "Totals".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ballot/compiled_style.h"
#include "ballot/definition.h"
#include "crypto/discrete_log.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "tally/pool.h"

namespace tabella::tally {

// Every counter of the pool is below this when ballots of this weight in all were counted. At most
// 2^44 by the rules of compilation.
[[nodiscard]] std::uint64_t counter_bound(const PoolLayout& pool, std::uint64_t weight_sum);

// One value for each of the pool's totals. weight_sum is at most max_weight_sum and log.bound() at
// least counter_bound. Codes totals.logarithm: a counter is not a number below the bound;
// totals.maximum: a total is larger than the ballots allow. Verified ballots
// and verified partial decryptions give neither.
[[nodiscard]] Result<std::vector<std::uint64_t>> open_totals(
    const PoolLayout& pool, std::span<const crypto::Element> opened, std::uint64_t weight_sum,
    const crypto::DiscreteLog& log);
// The same of logarithms that are known, one for each counter; none where there is none below the
// bound.
[[nodiscard]] Result<std::vector<std::uint64_t>> unpack_totals(
    const PoolLayout& pool, std::span<const std::optional<std::uint64_t>> logarithms,
    std::uint64_t weight_sum);

// How many points of the curve are computed at most to open all counters of an election: one table
// for all, and a search for each. styles[s] compiles definition.styles[s].
[[nodiscard]] std::uint64_t opening_steps(const ballot::Definition& definition,
                                          std::span<const ballot::CompiledStyle> styles);

}  // namespace tabella::tally
