// A collection that only grows, in few sorted arrays whose sizes at least halve from one to the
// next. It takes the room of its values alone, where a tree or a hash table takes several times as
// much of small ones, and no choice of values makes it slow: n values are inserted in O(n log n)
// moves, and one is found in O(log^2 n) comparisons.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

namespace tabella::bulletin_board {

// By the key that the projection takes of a value. Keys may repeat.
template <class T, auto kKey>
class SortedRuns {
 public:
  void insert(T value) {
    std::vector<T> run;
    run.push_back(std::move(value));
    while (!runs_.empty() && runs_.back().size() <= run.size()) merge_last_into(run);
    runs_.push_back(std::move(run));
  }

  [[nodiscard]] std::size_t size() const {
    std::size_t count = 0;
    for (const auto& run : runs_) count += run.size();
    return count;
  }

  // A value with this key; null if there is none. Valid until the next insertion.
  [[nodiscard]] const T* find(const auto& key) const {
    for (const auto& run : runs_) {
      const auto at = std::ranges::lower_bound(run, key, {}, kKey);
      if (at != run.end() && std::invoke(kKey, *at) == key) return &*at;
    }
    return nullptr;
  }
  [[nodiscard]] bool contains(const auto& key) const { return find(key) != nullptr; }

  // Each sorted by key.
  [[nodiscard]] const std::vector<std::vector<T>>& runs() const { return runs_; }

  // All values, sorted by key; none are left.
  [[nodiscard]] std::vector<T> take_all() {
    std::vector<T> all;
    while (!runs_.empty()) merge_last_into(all);
    return all;
  }

 private:
  void merge_last_into(std::vector<T>& run) {
    std::vector<T> merged;
    merged.reserve(runs_.back().size() + run.size());
    std::ranges::merge(runs_.back(), run, std::back_inserter(merged), {}, kKey, kKey);
    runs_.pop_back();
    run = std::move(merged);
  }

  std::vector<std::vector<T>> runs_;
};

}  // namespace tabella::bulletin_board
