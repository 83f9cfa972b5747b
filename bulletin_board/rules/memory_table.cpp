#include "bulletin_board/rules/memory_table.h"

#include <algorithm>
#include <cstring>

#include "crypto/expects.h"

namespace tabella::bulletin_board {

std::optional<MemoryTable::Place> MemoryTable::place_of(ByteView key) const {
  for (std::size_t run = 0; run < runs_.size(); ++run) {
    std::size_t first = 0;
    std::size_t last = runs_[run].size() / row_size();
    while (first < last) {
      const std::size_t middle = first + (last - first) / 2;
      const std::size_t begin = middle * row_size();
      const int order = std::memcmp(runs_[run].data() + begin, key.data(), size_.key);
      if (order == 0) return Place{run, begin + size_.key};
      (order < 0 ? first : last) = order < 0 ? middle + 1 : middle;
    }
  }
  return std::nullopt;
}

bool MemoryTable::find(ByteView key, std::span<std::uint8_t> value) const {
  EXPECTS(key.size() == size_.key && value.size() == size_.value);
  const auto place = place_of(key);
  if (!place) return false;
  std::ranges::copy(ByteView(runs_[place->run]).subspan(place->value, size_.value), value.begin());
  return true;
}

void MemoryTable::put(ByteView key, ByteView value) {
  EXPECTS(key.size() == size_.key && value.size() == size_.value);
  if (const auto place = place_of(key)) {
    std::ranges::copy(value, std::span(runs_[place->run]).subspan(place->value).begin());
    return;
  }
  Bytes run(key.begin(), key.end());
  run.insert(run.end(), value.begin(), value.end());
  for (; !runs_.empty() && runs_.back().size() <= run.size(); runs_.pop_back()) {
    run = merge(runs_.back(), run);
  }
  runs_.push_back(std::move(run));
}

Bytes MemoryTable::merge(ByteView a, ByteView b) const {
  Bytes merged;
  merged.reserve(a.size() + b.size());
  while (!a.empty() && !b.empty()) {
    ByteView& least = std::memcmp(a.data(), b.data(), size_.key) < 0 ? a : b;
    merged.insert(merged.end(), least.begin(),
                  least.begin() + static_cast<std::ptrdiff_t>(row_size()));
    least = least.subspan(row_size());
  }
  merged.insert(merged.end(), a.begin(), a.end());
  merged.insert(merged.end(), b.begin(), b.end());
  return merged;
}

std::unique_ptr<StateTable> make_memory_table(const RowSize& size) {
  return std::make_unique<MemoryTable>(size);
}

}  // namespace tabella::bulletin_board
