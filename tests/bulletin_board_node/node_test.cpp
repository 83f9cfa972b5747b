// A node on a real file: what it acknowledges is there after any restart.
#include "bulletin_board/node/node.h"

#include <array>
#include <atomic>
#include <fstream>
#include <utility>

#include "bulletin_board/rules/block_size.h"
#include "crypto/parallel.h"
#include "tests/bulletin_board/log/growing_log.h"
#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"

namespace tabella::bulletin_board::test {

namespace {

using tabella::test::TemporaryFolder;

Signer log_key() { return {"board.example/test", counting_key(0x10)}; }

std::unique_ptr<Node> node_at(const TemporaryFolder& folder, std::uint64_t now = 1'700'000'000) {
  return std::make_unique<Node>(
      NodeOptions{.store_path = (folder.path / "board.sqlite").string(),
                  .threads = 2,
                  .embedded = {.block_ms = 1, .clock = [now] { return now; }}},
      log_key());
}

Policy policy() {
  return Policy::parse("log " + log_key().verifier().text() + "\nquorum none\n").value();
}

void accepted(Node& node, Bytes post) {
  const Reply reply = node.submit_and_wait(std::move(post));
  REQUIRE((reply.verdict.refusal ? reply.verdict.refusal->message() : "") == "");
}

// Opens voting and casts, with receipts.
struct Held {
  Parties parties;
  std::vector<Bytes> ballots;
  std::vector<std::uint64_t> indices;

  void until_open(Node& node) {
    accepted(node, parties.manifest());
    accepted(node, parties.election());
    for (std::uint32_t t = 1; t <= 3; ++t) accepted(node, parties.join(t));
    const auto commit = [&](std::uint32_t t) {
      return node.look([&](const Board& board) { return parties.commit(board, t); });
    };
    for (std::uint32_t t = 1; t <= 3; ++t) accepted(node, commit(t));
    for (std::uint32_t t = 1; t <= 3; ++t) accepted(node, parties.deal(t));
    for (std::uint32_t t = 1; t <= 3; ++t) {
      accepted(node, node.look([&](const Board& board) { return parties.certify(board, t); }));
    }
    parties.make_voters(4);
    accepted(node, parties.roll_post());
    accepted(node, parties.roll_end());
    accepted(node, parties.act(Act::open));
  }
  void cast(Node& node, std::size_t voter) {
    ballots.push_back(node.look([&](const Board& board) { return parties.vote(board, voter, 0); }));
    const Reply reply = node.submit_and_wait(ballots.back());
    REQUIRE(reply.verdict.index);
    indices.push_back(*reply.verdict.index);
  }
};

}  // namespace

TEST_CASE("what a node acknowledges has a receipt, also after a restart") {
  const TemporaryFolder folder;
  Held held;
  {
    const auto node = node_at(folder);
    held.until_open(*node);
    for (std::size_t v = 0; v < 3; ++v) held.cast(*node, v);
  }
  const auto node = node_at(folder);
  for (std::size_t v = 0; v < 3; ++v) {
    const auto receipt = node->receipt(held.indices[v]);
    REQUIRE(receipt);
    REQUIRE(verify_receipt(*receipt, held.ballots[v], policy()));
  }
  REQUIRE_FALSE(node->receipt(100'000));
  held.cast(*node, 3);
  REQUIRE(node->look([](const Board& board) {
    return board.find("sample-2026")->accepted_ballots();
  }) == 4);
}

TEST_CASE("several threads seal and send at once, and every ballot counts once", "[threads]") {
  const TemporaryFolder folder;
  const auto node = node_at(folder);
  Held held;
  held.until_open(*node);
  const Parties& parties = held.parties;
  const auto agreed = node->look([&](const Board& board) {
    const Election& election = *board.find(parties.definition.id);
    return std::pair(*election.fingerprint(), election.keys()->election_key());
  });
  ballot::Answers answers;
  answers.add(ballot::Chosen{{0}});
  std::array<Reply, 4> answered;
  in_parallel(answered.size(), 3, [&](std::size_t v, unsigned) {
    const ballot::Sealer sealer(parties.definition, parties.styles[0], agreed.first, agreed.second);
    const auto& secret = parties.voters[v];
    const std::string line = encode(sealer.seal(answers, secret, 1).value().cast(secret));
    answered[v] = node->submit_and_wait({line.begin(), line.end()});
  });
  for (const Reply& reply : answered) REQUIRE(reply.verdict.index);
  REQUIRE(node->look([&](const Board& board) {
    return board.find(parties.definition.id)->accepted_ballots();
  }) == answered.size());
}

TEST_CASE("the same bytes again have the same place, and other bytes are judged") {
  const TemporaryFolder folder;
  const auto node = node_at(folder);
  Held held;
  held.until_open(*node);
  held.cast(*node, 0);
  const Reply again = node->submit_and_wait(held.ballots[0]);
  REQUIRE(again.repeated);
  REQUIRE(again.verdict.index == held.indices[0]);
  const Reply junk = node->submit_and_wait({1, 2, 3});
  REQUIRE(junk.verdict.refusal->code == "note.form");
}

TEST_CASE("every tile of the log is served, and hashes to the checkpoint") {
  const TemporaryFolder folder;
  const auto node = node_at(folder);
  Held held;
  held.until_open(*node);
  const auto checkpoint =
      SignedCheckpoint::open(node->published()->note, log_key().verifier())->checkpoint;
  MerkleEdge edge;
  for (const TileId& tile : tiles_of(checkpoint.size)) {
    const auto bytes = node->tile(tile);
    REQUIRE(bytes);
    if (tile.level) continue;
    for (const Bytes& entry : decode_bundle(*bytes, tile.width).value()) {
      edge.append(leaf_hash(entry));
    }
  }
  REQUIRE(edge.root() == checkpoint.root);
  REQUIRE_FALSE(node->tile({0, 7, 1}));
  REQUIRE_FALSE(node->tile({63, 0, 1}));
}

TEST_CASE("a node does not start on a log that was changed") {
  const TemporaryFolder folder;
  {
    const auto node = node_at(folder);
    Held held;
    held.until_open(*node);
  }
  const auto path = folder.path / "board.sqlite";
  {
    Store store(path.string());
    store.append({Bytes{'x'}});
  }
  REQUIRE_THROWS_AS(node_at(folder), StoreFailure);
}

TEST_CASE("a node does not start on a log with a block that is larger than one may be") {
  const TemporaryFolder folder;
  Store((folder.path / "board.sqlite").string())
      .append(std::vector<Bytes>(BlockSize::kMaxPosts + 1, Bytes{'x'}));
  REQUIRE_THROWS_WITH(node_at(folder),
                      "rules.block: entry 8192: its block is larger than one may be");
}

TEST_CASE("the same bytes sent twice at once get one place", "[threads]") {
  const TemporaryFolder folder;
  Node node({.store_path = (folder.path / "board.sqlite").string(),
             .threads = 1,
             .embedded = {.block_ms = 300, .clock = [] { return std::uint64_t{1'700'000'000}; }}},
            log_key());
  const Bytes manifest = Parties().manifest();
  std::vector<Reply> replies;
  for (int i = 0; i < 3; ++i) {
    REQUIRE(node.submit(manifest, [&](const Reply& reply) { replies.push_back(reply); }));
  }
  // Answered after the block, in which the others were; in which order, the node does not say.
  REQUIRE(node.submit_and_wait({1}).verdict.refusal);
  node.stop();
  REQUIRE(replies.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    REQUIRE(replies[i].verdict.index == 0);
    REQUIRE(replies[i].repeated == (i > 0));
  }
}

TEST_CASE("a node that stops answers everybody who waits", "[threads]") {
  const TemporaryFolder folder;
  std::atomic<int> answered = 0;
  Node node(
      {.store_path = (folder.path / "board.sqlite").string(),
       .threads = 1,
       .embedded = {.block_ms = 60'000, .clock = [] { return std::uint64_t{1'700'000'000}; }}},
      log_key());
  for (int i = 0; i < 20; ++i) REQUIRE(node.submit({1}, [&](const Reply&) { ++answered; }));
  node.stop();
  REQUIRE(answered == 20);
  REQUIRE_FALSE(node.submit({1}, [](const Reply&) {}));
}

TEST_CASE("a full queue turns posts away") {
  const TemporaryFolder folder;
  Node node({.store_path = (folder.path / "board.sqlite").string(),
             .threads = 1,
             .embedded = {.block_ms = 1,
                          .max_waiting = 0,
                          .clock = [] { return std::uint64_t{1'700'000'000}; }}},
            log_key());
  REQUIRE_FALSE(node.submit({1}, [](const Reply&) {}));
  REQUIRE(node.submit_and_wait({1}).verdict.refusal->code == "node.stopped");
}

TEST_CASE("a file that is no store is refused") {
  const TemporaryFolder folder;
  std::ofstream(folder.path / "board.sqlite") << std::string(5000, 'x');
  REQUIRE_THROWS_AS(node_at(folder), StoreFailure);
}

}  // namespace tabella::bulletin_board::test
