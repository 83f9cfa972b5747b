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

Packed pack(const std::vector<GroupedTotal>& totals, std::uint64_t max_weight_sum) {
  Packed packed;
  std::map<std::uint32_t, std::int64_t> open;
  std::uint32_t used = 0;
  for (std::size_t t = 0; t < totals.size(); ++t) {
    Total total = totals[t].unpacked.total;
    total.width = slot_width(max_weight_sum, total.max_value);
    EXPECTS(total.width <= kCounterBits);
    const bool joins =
        t > 0 && totals[t].group == totals[t - 1].group && used + total.width <= kCounterBits;
    if (!joins) {
      if (t > 0) packed.counters.push_back(to_row(open));
      open.clear();
      used = 0;
    }
    total.counter = static_cast<std::uint32_t>(packed.counters.size());
    total.shift = used;
    for (const crypto::Term& term : totals[t].unpacked.row) {
      open[term.bit] += term.coefficient << used;
    }
    used += total.width;
    packed.totals.push_back(total);
  }
  if (!totals.empty()) packed.counters.push_back(to_row(open));
  return packed;
}

}  // namespace tabella::ballot
