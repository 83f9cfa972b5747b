// Where the rules keep what grows with voters and ballots: rows of fixed size, found by key. A
// verifier has them in memory (memory_table.h), a node in a file, so that its memory does not grow
// (node/state_file.h). No verdict depends on which.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>

#include "crypto/bytes.h"

namespace tabella::bulletin_board {

// In bytes.
struct RowSize {
  std::size_t key = 0;
  std::size_t value = 0;
};

class StateTable {
 public:
  virtual ~StateTable() = default;
  // Copies the value of the row with this key; false, and nothing is copied, if there is none. From
  // any thread while no row is put.
  [[nodiscard]] virtual bool find(ByteView key, std::span<std::uint8_t> value) const = 0;
  // Makes the row, or gives it another value.
  virtual void put(ByteView key, ByteView value) = 0;
  virtual void clear() = 0;
};

using MakeStateTable = std::function<std::unique_ptr<StateTable>(const RowSize& size)>;

// Rows whose value is one of C++, without padding. They never leave the machine that made them.
template <class Value>
requires std::has_unique_object_representations_v<Value>
class StateTableOf {
 public:
  StateTableOf(const MakeStateTable& make, std::size_t key_size)
      : table_(make({.key = key_size, .value = sizeof(Value)})) {}

  [[nodiscard]] std::optional<Value> find(ByteView key) const {
    Value value;
    if (!table_->find(key, {reinterpret_cast<std::uint8_t*>(&value), sizeof value})) return {};
    return value;
  }
  void put(ByteView key, const Value& value) {
    table_->put(key, {reinterpret_cast<const std::uint8_t*>(&value), sizeof value});
  }
  void clear() { table_->clear(); }

 private:
  std::unique_ptr<StateTable> table_;
};

// Rows that are keys alone.
class StateKeys {
 public:
  StateKeys(const MakeStateTable& make, std::size_t key_size)
      : table_(make({.key = key_size, .value = 0})) {}

  [[nodiscard]] bool contains(ByteView key) const { return table_->find(key, {}); }
  void insert(ByteView key) { table_->put(key, {}); }

 private:
  std::unique_ptr<StateTable> table_;
};

}  // namespace tabella::bulletin_board
