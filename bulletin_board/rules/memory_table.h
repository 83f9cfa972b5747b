// A table in few sorted arrays whose sizes at least halve from one to the next. It takes the room
// of its rows alone, where a tree or a hash table takes several times as much of small ones, and no
// choice of keys makes it slow: n rows are made in O(n log n) moves, and one is found in O(log^2 n)
// comparisons.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "bulletin_board/rules/state_table.h"
#include "crypto/bytes.h"

namespace tabella::bulletin_board {

class MemoryTable : public StateTable {
 public:
  explicit MemoryTable(const RowSize& size) : size_(size) {}

  [[nodiscard]] bool find(ByteView key, std::span<std::uint8_t> value) const override;
  void put(ByteView key, ByteView value) override;
  void clear() override { runs_.clear(); }

 private:
  struct Place {
    std::size_t run = 0;
    std::size_t value = 0;  // offset in it
  };

  [[nodiscard]] std::size_t row_size() const { return size_.key + size_.value; }
  // Of the row with this key.
  [[nodiscard]] std::optional<Place> place_of(ByteView key) const;
  // Of two sorted arrays of rows.
  [[nodiscard]] Bytes merge(ByteView a, ByteView b) const;

  RowSize size_;
  std::vector<Bytes> runs_;  // whole rows, each sorted by key
};

// A MakeStateTable.
[[nodiscard]] std::unique_ptr<StateTable> make_memory_table(const RowSize& size);

}  // namespace tabella::bulletin_board
