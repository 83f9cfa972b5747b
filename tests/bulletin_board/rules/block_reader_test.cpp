#include "bulletin_board/rules/block_reader.h"

#include <string>

#include "bulletin_board/posts_json.h"
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

Bytes to_bytes(const std::string& line) { return {line.begin(), line.end()}; }

const Bytes kPost = to_bytes("not even a post");
const Bytes kElection = to_bytes(R"({"type":"election","election":"a")");

Bytes block_record(std::uint64_t time) { return to_bytes(encode(BlockRecord{1, time, {}})); }
Bytes result_record() { return to_bytes(encode(ResultRecord{"a", {}})); }

// What reading entries, one after another, comes to: the last one's block.
Result<std::optional<StoredBlock>> read_all(BlockReader& reader,
                                            const std::vector<Bytes>& entries) {
  Result<std::optional<StoredBlock>> last = std::optional<StoredBlock>();
  for (const Bytes& entry : entries) {
    last = reader.read(entry);
    if (!last) return last;
  }
  return last;
}

// The refusal of the last entry, all before it being taken.
std::string refusal_of_last(BlockReader& reader, const std::vector<Bytes>& entries) {
  for (std::size_t i = 0; i + 1 < entries.size(); ++i) REQUIRE(reader.read(entries[i]));
  const auto last = reader.read(entries.back());
  return last ? "none" : last.error().message();
}

const std::string kTooLarge = "rules.block: its block is larger than one may be";

}  // namespace

TEST_CASE("a block ends with its record, and has its posts, its time and its place") {
  BlockReader reader;
  const auto first = read_all(reader, {kElection, kPost, result_record(), block_record(7)}).value();
  REQUIRE(first);
  CHECK(first->first == 0);
  CHECK(first->time == 7);
  CHECK(first->entries == std::vector<Bytes>{kElection, kPost, result_record(), block_record(7)});
  CHECK(first->post_places == std::vector<std::size_t>{0, 1});
  CHECK(first->posts() == std::vector<Bytes>{kElection, kPost});
  CHECK(first->size.posts() == 2);
  CHECK(first->size.bytes() == kElection.size() + kPost.size());

  // Results also come first: the clock goes on before the posts are judged.
  const auto second = read_all(reader, {result_record(), kPost, block_record(9)}).value();
  REQUIRE(second);
  CHECK(second->first == 4);
  CHECK(second->time == 9);
  CHECK(second->post_places == std::vector<std::size_t>{1});
  CHECK(second->posts() == std::vector<Bytes>{kPost});
  CHECK(second->size.posts() == 1);

  // Time alone may change something.
  const auto third = reader.read(block_record(9)).value();
  REQUIRE(third);
  CHECK(third->first == 7);
  CHECK(third->posts().empty());
  CHECK(third->size.posts() == 0);
  CHECK(reader.end());
}

TEST_CASE("within a block there is none yet, and the log may not end there") {
  BlockReader reader;
  CHECK(reader.end());
  for (const Bytes& entry : {kElection, kPost, result_record()}) {
    const auto block = reader.read(entry);
    REQUIRE(block);
    CHECK_FALSE(*block);
    const auto end = reader.end();
    REQUIRE_FALSE(end);
    CHECK(end.error().message() == "rules.block: the log ends within a block");
  }
  REQUIRE(reader.read(block_record(1)).value());
  CHECK(reader.end());
}

TEST_CASE("a block of more posts than one may have is refused at the first that is too many") {
  BlockReader reader;
  const std::vector<Bytes> most(BlockSize::kMaxPosts, kPost);
  REQUIRE(read_all(reader, most));
  CHECK(refusal_of_last(reader, {kPost}) == kTooLarge);

  // Each block has its own room.
  BlockReader next;
  for (int i = 0; i < 2; ++i) {
    REQUIRE(read_all(next, most));
    REQUIRE(next.read(block_record(1)).value());
  }
}

TEST_CASE("a block of more bytes than one may have is refused at the post that is too much") {
  BlockReader reader;
  REQUIRE(reader.read(Bytes(BlockSize::kMaxBytes - 1, 'x')));
  REQUIRE(reader.read(Bytes(1, 'x')));
  CHECK(refusal_of_last(reader, {Bytes(1, 'x')}) == kTooLarge);
}

TEST_CASE("a block has a result for each earlier election and each of its posts, and no more") {
  const Bytes result = result_record();
  const Bytes end = block_record(1);
  BlockReader none;
  CHECK(refusal_of_last(none, {result}) == kTooLarge);
  BlockReader of_post;
  CHECK(refusal_of_last(of_post, {kPost, result, result}) == kTooLarge);
  // A post that announces no election leaves no room to later blocks.
  BlockReader after_post;
  CHECK(refusal_of_last(after_post, {kPost, end, result}) == kTooLarge);
  // An election in its own block is one post.
  BlockReader of_election;
  CHECK(refusal_of_last(of_election, {kElection, result, result}) == kTooLarge);
  BlockReader after_elections;
  CHECK(refusal_of_last(after_elections, {kElection, kElection, end, kElection, end, result, result,
                                          result, result}) == kTooLarge);
}

TEST_CASE("a record that is not in its one spelling ends no block") {
  BlockReader reader;
  Bytes spaced = block_record(1);
  spaced.push_back(' ');
  const auto block = reader.read(spaced);
  REQUIRE(block);
  CHECK_FALSE(*block);
}

TEST_CASE("a whole election's log is read into the blocks that the rules made") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 2);
  REQUIRE(memory.post(parties.vote(memory.board, 0, 0)) == "accepted");
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  for (std::uint32_t t : {1u, 2u}) {
    REQUIRE(memory.post(parties.share(memory.board, t)) == "accepted");
  }
  BlockReader reader;
  std::uint64_t blocks = 0;
  for (const Bytes& entry : memory.entries) {
    const auto block = reader.read(entry).value();
    if (!block) continue;
    ++blocks;
    // One post each, and with the last share the result.
    CHECK(block->posts().size() == 1);
    CHECK(block->entries.back() == entry);
  }
  CHECK(blocks == memory.board.height());
  CHECK(reader.end());
}

}  // namespace tabella::bulletin_board::test
