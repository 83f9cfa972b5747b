// The seam between sequencer and node: under every engine that orders the posts, the same blocks
// give the same log.
#include "bulletin_board/node/sequencer.h"

#include <optional>
#include <semaphore>
#include <thread>

#include "bulletin_board/node/embedded_sequencer.h"
#include "bulletin_board/node/node.h"
#include "bulletin_board/rules/block_size.h"
#include "tests/bulletin_board/log/growing_log.h"
#include "tests/bulletin_board/parties.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace tabella::bulletin_board::test {

namespace {

using tabella::test::TemporaryFolder;

constexpr std::uint64_t kNow = 1'700'000'000;

// A sequencer that makes a block when a test says so.
class ByHand : public Sequencer {
 public:
  explicit ByHand(Application& application) : application_(application) {}
  void start() override {}
  bool submit(Bytes post) override {
    posts_.push_back(std::move(post));
    return true;
  }
  [[nodiscard]] std::size_t waiting() const override { return posts_.size(); }
  void stop() override {}

  [[nodiscard]] std::vector<Bytes> take() { return std::exchange(posts_, {}); }
  void finalize(const std::vector<Bytes>& posts, std::uint64_t time = kNow) {
    application_.finalize(time, posts);
  }
  void commit() { application_.commit(); }
  void make_block(const std::vector<Bytes>& posts, std::uint64_t time = kNow) {
    finalize(posts, time);
    commit();
  }

 private:
  Application& application_;
  std::vector<Bytes> posts_;
};

struct DrivenNode {
  TemporaryFolder folder;
  ByHand* sequencer = nullptr;
  Node node{{.store_path = (folder.path / "board.sqlite").string(),
             .make_sequencer =
                 [this](Application& application) {
                   auto made = std::make_unique<ByHand>(application);
                   sequencer = made.get();
                   return made;
                 }},
            Signer("board.example/test", counting_key(0x10))};

  // Where the reply will be.
  std::shared_ptr<std::optional<Reply>> submit(Bytes post) {
    auto reply = std::make_shared<std::optional<Reply>>();
    REQUIRE(node.submit(std::move(post), [reply](const Reply& given) { *reply = given; }));
    return reply;
  }
  [[nodiscard]] std::string checkpoint() const { return node.published()->note; }
};

}  // namespace

TEST_CASE("the embedded sequencer bounds what waits, and what goes into a block") {
  // Keeps how large the blocks were, each once it may go on.
  struct Counting : Application {
    void finalize(std::uint64_t, std::span<const Bytes> posts) override {
      if (posts.empty()) return;
      blocks.push_back(posts.size());
      if (blocks.size() == 1) may_go_on.acquire();
    }
    void commit() override {}
    void halt(const std::string&) override {}
    std::binary_semaphore may_go_on{0};
    std::vector<std::size_t> blocks;
  };
  constexpr std::size_t kSize = 60'000;
  constexpr std::size_t kFit = BlockSize::kMaxBytes / kSize;
  Counting application;
  EmbeddedSequencer sequencer({.block_ms = 1,
                               .max_waiting = 2'000,
                               .max_waiting_bytes = (kFit + 10) * kSize,
                               .max_block = 4'000,
                               .clock = [] { return kNow; }},
                              application);
  sequencer.start();
  REQUIRE(sequencer.submit(Bytes(1)));
  while (sequencer.waiting() > 0) std::this_thread::yield();
  // While the first block is judged.
  for (std::size_t i = 0; i < kFit + 10; ++i) REQUIRE(sequencer.submit(Bytes(kSize)));
  REQUIRE_FALSE(sequencer.submit(Bytes(1)));
  application.may_go_on.release();
  while (sequencer.waiting() > 0) std::this_thread::yield();
  REQUIRE(sequencer.submit(Bytes(1)));
  while (sequencer.waiting() > 0) std::this_thread::yield();
  sequencer.stop();
  REQUIRE(application.blocks.size() >= 3);
  CHECK(application.blocks[0] == 1);
  CHECK(application.blocks[1] == kFit);
  CHECK(application.blocks[2] == 10);
}

TEST_CASE("nobody is answered, and nothing shown, before a block is committed") {
  DrivenNode driven;
  const Parties parties;
  const auto reply = driven.submit(parties.manifest());
  driven.sequencer->finalize(driven.sequencer->take());
  REQUIRE_FALSE(*reply);
  REQUIRE(driven.node.status()->size == 0);
  driven.sequencer->commit();
  REQUIRE((*reply)->verdict.index == std::uint64_t{0});
  REQUIRE(driven.node.status()->size == 2);
}

TEST_CASE("a block may hold posts twice, again, from elsewhere, or without meaning") {
  DrivenNode driven;
  const Parties parties;
  const Bytes manifest = parties.manifest();
  const Bytes election = parties.election();
  const Bytes junk{'j', 'u', 'n', 'k'};
  driven.sequencer->make_block({manifest, manifest, junk});
  REQUIRE(driven.node.status()->size == 2);

  const auto again = driven.submit(manifest);
  const auto refused = driven.submit(junk);
  driven.sequencer->make_block({election, manifest, junk, election});
  REQUIRE((*again)->verdict.index == std::uint64_t{0});
  REQUIRE((*again)->repeated);
  REQUIRE((*refused)->verdict.refusal);
  REQUIRE(driven.node.status()->size == 4);
}

TEST_CASE("the same bytes on their way twice are one post, and both senders get its place") {
  DrivenNode driven;
  const Parties parties;
  const auto one = driven.submit(parties.manifest());
  const auto two = driven.submit(parties.manifest());
  REQUIRE(driven.node.waiting() == 1);
  driven.sequencer->make_block(driven.sequencer->take());
  REQUIRE((*one)->verdict.index == (*two)->verdict.index);
  REQUIRE_FALSE((*one)->repeated);
  REQUIRE((*two)->repeated);
}

TEST_CASE("a block without effect appends nothing, and the log does not change") {
  DrivenNode driven;
  driven.sequencer->make_block({Parties().manifest()});
  const std::string before = driven.checkpoint();
  driven.sequencer->make_block({}, kNow + 1);
  driven.sequencer->make_block({Bytes{'x'}}, kNow + 2);
  REQUIRE(driven.checkpoint() == before);
}

TEST_CASE("two nodes that are given the same blocks have the same checkpoint, byte for byte") {
  const Parties parties;
  DrivenNode one;
  DrivenNode other;
  for (DrivenNode* each : {&one, &other}) {
    each->sequencer->make_block({parties.manifest()});
    each->sequencer->make_block({parties.election()}, kNow + 5);
  }
  REQUIRE(one.checkpoint() == other.checkpoint());
}

TEST_CASE("those who wait are turned away when there will be no more blocks") {
  std::shared_ptr<std::optional<Reply>> reply;
  {
    DrivenNode driven;
    reply = driven.submit(Parties().manifest());
  }
  REQUIRE((*reply)->verdict.refusal->code == "node.stopped");
}

}  // namespace tabella::bulletin_board::test
