#include "ballot/packing.h"

#include <bit>
#include <map>

#include "crypto/expects.h"

namespace tabella::ballot {

namespace {

// Totals of one counter may share bits (a cell counts for its row and its column).
crypto::Row to_row(const std::map<std::uint32_t, std::int64_t>& coefficients) {
  crypto::Row row;
  for (const auto& [bit, coefficient] : coefficients) {
    row.push_back({.bit = bit, .coefficient = coefficient});
  }
  return row;
}

}  // namespace

std::uint32_t slot_width(std::uint64_t max_weight_sum, std::uint64_t max_value) {
  if (max_value != 0 && max_weight_sum > (std::uint64_t{1} << 63) / max_value) return 64;
  return static_cast<std::uint32_t>(std::bit_width(max_weight_sum * max_value));
}

void pack(const std::vector<UnpackedTotal>& totals, std::uint64_t max_weight_sum,
          CompiledStyle& style) {
  std::vector<crypto::Row>& counters = style.style.counters;
  std::map<std::uint32_t, std::int64_t> open;
  std::uint32_t used = 0;
  const auto close = [&] {
    counters.push_back(to_row(open));
    open.clear();
    used = 0;
  };
  for (std::size_t t = 0; t < totals.size(); ++t) {
    Total total = totals[t].total;
    total.width = slot_width(max_weight_sum, total.max_value);
    EXPECTS(total.width <= kCounterBits);
    const bool joins =
        t > 0 && totals[t - 1].total.kind != TotalKind::asked && used + total.width <= kCounterBits;
    if (t > 0 && !joins) close();
    total.counter = static_cast<std::uint32_t>(counters.size());
    total.shift = used;
    for (const crypto::Term& term : totals[t].row) {
      open[term.bit] += term.coefficient << used;
    }
    used += total.width;
    style.totals.push_back(total);
  }
  if (!totals.empty()) close();
}

}  // namespace tabella::ballot
