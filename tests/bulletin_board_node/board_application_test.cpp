// What consensus asks of a node, call by call, without any sequencer.
#include "bulletin_board/node/board_application.h"

#include <string>

#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr std::uint64_t kNow = 1'700'000'000;

// Writes down the blocks that it is told of, and fails on demand.
class Observing : public BlockObserver {
 public:
  explicit Observing(const Store& store) : store_(store) {}

  void after(const DurableBlock& block, const Board& board) override {
    if (fails) throw StoreFailure("the index failed");
    CHECK(block.first + block.entries.size() == board.size());
    CHECK(store_.size() >= board.size());
    blocks.emplace_back(block.first, block.entries.size());
  }

  bool fails = false;
  std::vector<std::pair<std::uint64_t, std::size_t>> blocks;

 private:
  const Store& store_;
};

// An application over a store that may be opened again.
struct Driven {
  explicit Driven(const tabella::test::TemporaryFolder& folder)
      : store((folder.path / "board.sqlite").string()),
        application(
            {.state_path = (folder.path / "state").string()}, store, {&observer},
            {.grown =
                 [this](const BoardInfo& info, bool weighty) {
                   events.push_back("grown " + std::to_string(info.size) +
                                    (weighty ? " weighty" : ""));
                 },
             .judged =
                 [this](const std::vector<JudgedPost>& posts, std::uint64_t size) {
                   events.push_back("judged " + std::to_string(posts.size()) + " at " +
                                    std::to_string(size));
                 },
             .halted =
                 [this](const std::string& reason) { events.push_back("halted: " + reason); }}) {}

  void make_block(const std::vector<Bytes>& posts, std::uint64_t time = kNow) {
    application.finalize(time, posts);
    application.commit();
  }
  [[nodiscard]] std::vector<std::string> new_events() { return std::exchange(events, {}); }

  Store store;
  Observing observer{store};
  std::vector<std::string> events;
  BoardApplication application;
};

using Events = std::vector<std::string>;

}  // namespace

TEST_CASE("finalize makes nothing durable, commit does, and tells observers before anybody else") {
  const tabella::test::TemporaryFolder folder;
  Driven driven(folder);
  const Parties parties;
  driven.application.finalize(kNow, std::vector<Bytes>{parties.manifest()});
  REQUIRE(driven.store.size() == 0);
  REQUIRE(driven.observer.blocks.empty());
  REQUIRE(driven.events.empty());
  driven.application.commit();
  REQUIRE(driven.store.size() == 2);
  REQUIRE(driven.observer.blocks.size() == 1);
  REQUIRE(driven.new_events() == Events{"grown 2", "judged 1 at 2"});
}

TEST_CASE("a block without effect is judged, and the log does not grow") {
  const tabella::test::TemporaryFolder folder;
  Driven driven(folder);
  driven.make_block({Bytes{'x'}});
  REQUIRE(driven.new_events() == Events{"judged 1 at 0"});
  driven.make_block({});
  REQUIRE(driven.new_events() == Events{"judged 0 at 0"});
  REQUIRE(driven.observer.blocks.empty());
  REQUIRE(driven.application.info().height == 0);
}

TEST_CASE("a replayed log gives the same info, and observers the same blocks") {
  const tabella::test::TemporaryFolder folder;
  const Parties parties;
  BoardInfo before;
  std::vector<std::pair<std::uint64_t, std::size_t>> blocks;
  {
    Driven driven(folder);
    driven.make_block({parties.manifest()});
    driven.make_block({parties.election()});
    before = driven.application.info();
    blocks = driven.observer.blocks;
  }
  REQUIRE(before.height == 2);
  REQUIRE(before.size == 4);
  Driven again(folder);
  REQUIRE(again.events.empty());
  REQUIRE(again.observer.blocks == blocks);
  REQUIRE(again.application.info().height == before.height);
  REQUIRE(again.application.info().size == before.size);
  REQUIRE(again.application.info().root == before.root);
  again.make_block({parties.manifest()});
  REQUIRE(again.new_events() == Events{"judged 1 at 4"});
}

TEST_CASE("the block that ends voting is weighty, and so is the one with the result") {
  const tabella::test::TemporaryFolder folder;
  Driven driven(folder);
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  BlockReader reader;
  for (const Bytes& entry : memory.entries) {
    const auto block = reader.read(entry).value();
    if (!block) continue;
    driven.make_block(block->posts(), block->time);
    REQUIRE(driven.new_events().front().find("weighty") == std::string::npos);
  }
  driven.make_block({parties.act(Act::close)}, memory.time);
  REQUIRE(driven.new_events().front().ends_with("weighty"));
  const auto share = [&](std::uint32_t trustee) {
    return driven.application.look(
        [&](const Board& board) { return parties.share(board, trustee); });
  };
  driven.make_block({share(1)}, memory.time);
  REQUIRE_FALSE(driven.new_events().front().ends_with("weighty"));
  driven.make_block({share(2)}, memory.time);
  REQUIRE(driven.new_events().front().ends_with("weighty"));
}

TEST_CASE("what an observer throws leaves commit, and nobody is told of the block") {
  const tabella::test::TemporaryFolder folder;
  Driven driven(folder);
  driven.application.finalize(kNow, std::vector<Bytes>{Parties().manifest()});
  driven.observer.fails = true;
  REQUIRE_THROWS_WITH(driven.application.commit(), "the index failed");
  REQUIRE(driven.events.empty());
}

TEST_CASE("an application that has halted says why once, and judges nothing more") {
  const tabella::test::TemporaryFolder folder;
  Driven driven(folder);
  REQUIRE_FALSE(driven.application.failure());
  driven.application.halt("the disk is full");
  driven.application.halt("and something else");
  REQUIRE(driven.new_events() == Events{"halted: the disk is full"});
  REQUIRE(driven.application.failure() == "the disk is full");
  REQUIRE_THROWS_WITH(driven.application.finalize(kNow, {}), "the disk is full");
}

}  // namespace tabella::bulletin_board::test
