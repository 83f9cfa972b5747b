// tabella board check: ST1, ST4. Each kind of damage is named; a copy is as good as the store.
#include "bulletin_board/node/check_store.h"

#include "bulletin_board/node/node.h"
#include "bulletin_board/rules/block_size.h"
#include "tests/bulletin_board/log/growing_log.h"
#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"

namespace tabella::bulletin_board::test {

namespace {

using tabella::test::TemporaryFolder;

Signer log_key() { return {"board.example/test", counting_key(0x10)}; }

// A store with a ceremony in it.
std::string held(const TemporaryFolder& folder, Parties& parties) {
  std::string path = (folder.path / "board.sqlite").string();
  Node node(
      {.store_path = path, .embedded = {.block_ms = 1, .clock = [] { return 1'700'000'000; }}},
      log_key());
  REQUIRE(node.submit_and_wait(parties.manifest()).verdict.index);
  REQUIRE(node.submit_and_wait(parties.election()).verdict.index);
  for (std::uint32_t t = 1; t <= 3; ++t) {
    REQUIRE(node.submit_and_wait(parties.join(t)).verdict.index);
  }
  for (std::uint32_t t = 1; t <= 3; ++t) {
    const Bytes post = node.look([&](const Board& board) { return parties.commit(board, t); });
    REQUIRE(node.submit_and_wait(post).verdict.index);
  }
  return path;
}

std::vector<std::string> damage_of(const std::string& path) {
  return check_store(Store(path), log_key().verifier(), run_in_turn).damage;
}

}  // namespace

TEST_CASE("a store that is whole has no damage, and neither has its copy") {
  const TemporaryFolder folder;
  Parties parties;
  const std::string path = held(folder, parties);
  const auto report = check_store(Store(path), log_key().verifier(), run_in_turn);
  REQUIRE(report.damage.empty());
  REQUIRE(report.entries == 16);
  REQUIRE(report.blocks == 8);
  const std::string copy = (folder.path / "copy.sqlite").string();
  Store(path).copy_to(copy);
  REQUIRE(damage_of(copy).empty());
  REQUIRE_THROWS_AS(Store(path).copy_to(copy), StoreFailure);
}

TEST_CASE(
    "a store is copied and checked while a node writes it, and a node goes on from the copy") {
  const TemporaryFolder folder;
  Parties parties;
  const std::string path = held(folder, parties);
  const auto clock = [] { return std::uint64_t{1'700'000'000}; };
  const std::string copy = (folder.path / "copy.sqlite").string();
  std::string shown;
  {
    Node node({.store_path = path, .embedded = {.block_ms = 1, .clock = clock}}, log_key());
    Store::to_read(path).copy_to(copy);
    shown = node.published()->note;
    REQUIRE(node.submit_and_wait(parties.deal(1)).verdict.index);
    const auto report = check_store(Store::to_read(path), log_key().verifier(), run_in_turn);
    REQUIRE(report.damage.empty());
    REQUIRE(report.entries == 18);
    // What was read does not keep the node from writing.
    REQUIRE(node.submit_and_wait(parties.deal(2)).verdict.index);
  }
  REQUIRE(check_store(Store::to_read(copy), log_key().verifier(), run_in_turn).entries == 16);
  REQUIRE(damage_of(copy).empty());
  Node node({.store_path = copy, .embedded = {.block_ms = 1, .clock = clock}}, log_key());
  REQUIRE(node.published()->note == shown);
  REQUIRE(node.submit_and_wait(parties.deal(1)).verdict.index);
}

TEST_CASE("one process writes a store") {
  const TemporaryFolder folder;
  const std::string path = (folder.path / "board.sqlite").string();
  const Store store(path);
  REQUIRE_THROWS_WITH(Store(path), path + ": another process writes it");
}

TEST_CASE("what is not there is not made by reading it") {
  const TemporaryFolder folder;
  REQUIRE_THROWS_AS(Store::to_read((folder.path / "board.sqlite").string()), StoreFailure);
  REQUIRE(std::filesystem::is_empty(folder.path));
}

TEST_CASE("ST1, ST4: what is damaged is named") {
  const TemporaryFolder folder;
  Parties parties;
  const std::string path = held(folder, parties);
  const auto [sql, damage] = GENERATE(table<const char*, const char*>({
      {"UPDATE subtree SET hash = zeroblob(32) WHERE level = 0 AND number = 3",
       "hash 3 of level 0: is not that of the entries"},
      {"UPDATE subtree SET hash = zeroblob(32) WHERE level = 2 AND number = 0",
       "hash 0 of level 2: is not that of the entries"},
      {"DELETE FROM leaf WHERE number = 4", "entry 4: the index of leaves does not lead to it"},
      {"UPDATE entry SET bytes = CAST(bytes || 'x' AS BLOB) WHERE number = 4",
       "hash 4 of level 0: is not that of the entries"},
      {"DELETE FROM entry WHERE number = 15", "the log ends within a block"},
      {"DELETE FROM entry WHERE number = 5", "the store lacks entry 5"},
      {"UPDATE published SET note = CAST(note || 'x' AS BLOB)",
       "the published checkpoint: note.form"},
  }));
  CAPTURE(sql);
  Database(path, "").run(sql);
  const auto found = damage_of(path);
  REQUIRE_FALSE(found.empty());
  const auto names_it = [what = std::string(damage)](const std::string& line) {
    return line.find(what) != std::string::npos;
  };
  CAPTURE(found);
  REQUIRE(std::any_of(found.begin(), found.end(), names_it));
}

TEST_CASE("a block without end is damage, and what follows is looked at all the same") {
  const TemporaryFolder folder;
  const std::string path = (folder.path / "board.sqlite").string();
  Store(path).append(std::vector<Bytes>(BlockSize::kMaxPosts + 10, Bytes{'x'}));
  Database(path, "").run(
      "UPDATE subtree SET hash = zeroblob(32) WHERE level = 0 AND number = 8200");
  REQUIRE(damage_of(path) == std::vector<std::string>{
                                 "rules.block: entry 8192: its block is larger than one may be",
                                 "hash 8200 of level 0: is not that of the entries",
                             });
}

}  // namespace tabella::bulletin_board::test
