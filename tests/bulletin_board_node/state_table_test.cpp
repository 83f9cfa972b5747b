// The tables of the rules, in memory and in a file: they hold what a map holds.
#include "bulletin_board/rules/state_table.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <random>

#include "bulletin_board/node/state_file.h"
#include "bulletin_board/rules/memory_table.h"
#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"

namespace tabella::bulletin_board::test {

namespace {

struct Value {
  std::uint64_t number = 0;
};

void hold_what_a_map_holds(const MakeStateTable& make) {
  std::mt19937 random(1);
  StateTableOf<Value> table(make, 4);
  StateKeys keys(make, 4);
  std::map<std::uint32_t, std::uint64_t> expected;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    const auto key = static_cast<std::uint32_t>(random() % 12'000);
    const auto known = expected.find(key);
    const auto found = table.find(uint32_be(key));
    REQUIRE(found.has_value() == (known != expected.end()));
    if (found) REQUIRE(found->number == known->second);
    REQUIRE(keys.contains(uint32_be(key)) == found.has_value());
    expected[key] = i;
    table.put(uint32_be(key), {i});
    keys.insert(uint32_be(key));
  }
  for (std::uint32_t key = 0; key < 12'100; ++key) {
    const auto found = table.find(uint32_be(key));
    REQUIRE(found.has_value() == expected.contains(key));
    if (found) REQUIRE(found->number == expected.at(key));
  }
  table.clear();
  CHECK_FALSE(table.find(uint32_be(expected.begin()->first)));
  CHECK(keys.contains(uint32_be(expected.begin()->first)));
}

}  // namespace

TEST_CASE("a table in memory holds what a map holds") { hold_what_a_map_holds(make_memory_table); }

TEST_CASE("a table in a file holds what a map holds, and nothing of another's") {
  const tabella::test::TemporaryFolder folder;
  StateFile file((folder.path / "state").string());
  const MakeStateTable make = [&file](const RowSize& size) { return file.make_table(size); };
  hold_what_a_map_holds(make);
  hold_what_a_map_holds(make);
}

TEST_CASE("a file of tables begins empty, whatever was left, and leaves nothing") {
  const tabella::test::TemporaryFolder folder;
  const std::string path = (folder.path / "state").string();
  std::ofstream(path) << "left by a process that was killed";
  {
    StateFile file(path);
    StateKeys keys([&file](const RowSize& size) { return file.make_table(size); }, 1);
    const Bytes key = {7};
    CHECK_FALSE(keys.contains(key));
    keys.insert(key);
    CHECK(keys.contains(key));
    CHECK(std::filesystem::exists(path));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a file of tables that cannot be made is said with its reason") {
  CHECK_THROWS_AS(StateFile("/nowhere/state"), StoreFailure);
}

TEST_CASE("a file of tables that was damaged throws, and says nothing wrong") {
  const tabella::test::TemporaryFolder folder;
  const auto path = folder.path / "state";
  StateFile file(path.string());
  StateTableOf<Value> table([&file](const RowSize& size) { return file.make_table(size); }, 4);
  // Far more than is cached.
  constexpr std::uint32_t kRows = 200'000;
  for (std::uint32_t key = 0; key < kRows; ++key) table.put(uint32_be(key), {key});
  std::filesystem::resize_file(path, 4096);
  const auto read_all = [&table] {
    for (std::uint32_t key = 0; key < kRows; ++key) {
      const auto found = table.find(uint32_be(key));
      REQUIRE(found);
      REQUIRE(found->number == key);
    }
  };
  CHECK_THROWS_AS(read_all(), StoreFailure);
  // The first failure is final.
  CHECK_THROWS_AS(table.find(uint32_be(0)), StoreFailure);
}

TEST_CASE("a board judges alike whether its tables are in memory or in a file") {
  const tabella::test::TemporaryFolder folder;
  StateFile file((folder.path / "state").string());
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 3);
  REQUIRE(memory.post(parties.vote(memory.board, 0, 0, 1)) == "accepted");
  REQUIRE(memory.post(parties.vote(memory.board, 0, 1, 2)) == "accepted");
  REQUIRE(memory.post(parties.vote(memory.board, 1, 0, 1)) == "accepted");
  std::vector<Bytes> entries;
  Board in_file([&entries](std::uint64_t index) { return entries.at(index); }, run_in_turn,
                [&file](const RowSize& size) { return file.make_table(size); });
  BlockReader reader;
  for (const Bytes& entry : memory.entries) {
    const auto stored = reader.read(entry).value();
    if (!stored) continue;
    const Block block = in_file.apply(stored->time, stored->posts());
    REQUIRE(block.entries == stored->entries);
    entries.insert(entries.end(), block.entries.begin(), block.entries.end());
  }
  CHECK(in_file.root() == memory.board.root());
  // Again what counted before: refused alike.
  for (const std::uint64_t sequence : {1U, 2U, 3U}) {
    const std::vector<Bytes> again = {parties.vote(memory.board, 0, 1, sequence)};
    const auto in_memory = memory.board.check(again);
    const auto checked = in_file.check(again);
    CHECK(in_memory[0].ballot->checked == checked[0].ballot->checked);
    CHECK(checked[0].ballot->checked == (sequence == 3));
  }
}

}  // namespace tabella::bulletin_board::test
