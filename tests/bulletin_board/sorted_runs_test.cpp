#include "bulletin_board/sorted_runs.h"

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <utility>

#include "tests/catch.h"

namespace tabella::bulletin_board::test {

namespace {

struct Pair {
  std::uint32_t key = 0;
  std::uint32_t value = 0;
};

}  // namespace

TEST_CASE("sorted runs hold what a map holds, in few arrays of halving sizes") {
  std::mt19937 random(1);
  SortedRuns<Pair, &Pair::key> runs;
  std::multimap<std::uint32_t, std::uint32_t> expected;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const Pair pair{static_cast<std::uint32_t>(random() % 3000), i};
    runs.insert(pair);
    expected.emplace(pair.key, pair.value);

    std::size_t above = ~std::size_t{0};
    for (const auto& run : runs.runs()) {
      REQUIRE(run.size() <= above / 2);
      above = run.size();
    }
    REQUIRE(runs.size() == expected.size());
  }
  for (std::uint32_t key = 0; key < 3000; ++key) {
    const Pair* found = runs.find(key);
    REQUIRE(runs.contains(key) == expected.contains(key));
    if (found != nullptr) REQUIRE(found->key == key);
  }
  for (const auto& run : runs.runs()) {
    CHECK(std::ranges::is_sorted(run, {}, &Pair::key));
  }

  const auto all = runs.take_all();
  CHECK(std::ranges::is_sorted(all, {}, &Pair::key));
  std::multimap<std::uint32_t, std::uint32_t> held;
  for (const Pair& pair : all) held.emplace(pair.key, pair.value);
  const auto as_set = [](const auto& map) {
    return std::multiset<std::pair<std::uint32_t, std::uint32_t>>(map.begin(), map.end());
  };
  CHECK(as_set(held) == as_set(expected));
  CHECK(runs.size() == 0);
  CHECK(runs.find(0U) == nullptr);
}

TEST_CASE("sorted runs that are empty find nothing") {
  SortedRuns<int, std::identity{}> runs;
  CHECK_FALSE(runs.contains(0));
  CHECK(runs.take_all().empty());
}

}  // namespace tabella::bulletin_board::test
