// What is opened together, and whether it may be: counters of one question, added over the ballots
// of some styles. Decided from public numbers, so that nothing is opened to find out that it must
// not be. docs/protocol.md, "Pools".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ballot/compiled_style.h"
#include "ballot/definition.h"
#include "crypto/elgamal.h"
#include "tally/aggregate.h"

namespace tabella::tally {

// The number of those who were asked a conditional question, or the totals of a question.
enum class PoolPart { asked, totals };

struct Pool {
  std::uint32_t question = 0;
  PoolPart part = PoolPart::totals;
  std::vector<std::uint32_t> styles;  // indices into Definition::styles, ascending, at least one
  friend bool operator==(const Pool&, const Pool&) = default;
};

// due: the trustees open it now; waits: it is not known yet whether they will; withheld: they never
// do.
enum class PoolState { due, waits, withheld, opened };

// "QUESTION/asked", "QUESTION/totals", "QUESTION/totals/STYLE".
[[nodiscard]] std::string name_of(const Pool& pool, const ballot::Definition& definition);
// "due", ...
[[nodiscard]] std::string_view name(PoolState state);

// The pools of an election whose voting has ended: aggregates[s] has the ballots of
// definition.styles[s] that count.
[[nodiscard]] std::vector<Pool> pools_of(const ballot::Definition& definition,
                                         std::span<const Aggregate> aggregates);

// The totals of each pool that is opened, in the order of pools; of `asked` it is one.
using OpenedTotals = std::vector<std::optional<std::vector<std::uint64_t>>>;

// One for each pool of pools_of.
[[nodiscard]] std::vector<PoolState> states_of(const ballot::Definition& definition,
                                               std::span<const Pool> pools,
                                               std::span<const Aggregate> aggregates,
                                               const OpenedTotals& opened);

// Where a pool stands in a style that it is of. Totals and counters are the same in each.
struct PoolLayout {
  std::span<const ballot::Total> totals;
  std::uint32_t first_counter = 0;
  std::uint32_t counter_count = 0;
  std::uint64_t max_weight_sum = 0;
};
[[nodiscard]] PoolLayout layout_of(const Pool& pool, const ballot::CompiledStyle& style);

// Of the pool's counters alone, over the ballots of its styles. compiled[s] and aggregates[s] are
// of definition.styles[s].
[[nodiscard]] Aggregate aggregate_of(const Pool& pool,
                                     std::span<const ballot::CompiledStyle> compiled,
                                     std::span<const Aggregate> aggregates);

}  // namespace tabella::tally
