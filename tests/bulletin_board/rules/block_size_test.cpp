// A block has room for so many posts and no more; the next one takes the rest.
#include "bulletin_board/rules/block_size.h"

#include "bulletin_board/posts_json.h"
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

// Posts that are accepted at any time, each another: notices with this many bytes at least.
std::vector<Bytes> notices(const Parties& parties, std::size_t count, std::size_t size) {
  std::vector<Bytes> posts;
  for (std::size_t i = 0; i < count; ++i) {
    ballot::Text text;
    for (const std::string& language : parties.definition.languages) {
      text[language] = std::to_string(i) + std::string(size, 'x');
    }
    posts.push_back(parties.sign(NoticePost{parties.definition.id, text},
                                 {parties.officials[0], parties.officials[1]}));
  }
  return posts;
}

}  // namespace

TEST_CASE("a block has room for 8,192 posts, and for 2^25 bytes") {
  BlockSize many;
  for (std::size_t i = 0; i < BlockSize::kMaxPosts; ++i) {
    REQUIRE(many.has_room_for(0));
    many.add(0);
  }
  REQUIRE(BlockSize::kMaxPosts == 8192);
  CHECK_FALSE(many.has_room_for(0));
  BlockSize large;
  large.add(BlockSize::kMaxBytes - 10);
  REQUIRE(BlockSize::kMaxBytes == 33'554'432);
  CHECK(large.has_room_for(10));
  CHECK_FALSE(large.has_room_for(11));
}

TEST_CASE("what a block has no room for is refused, and the next one takes it") {
  const Parties parties;
  MemoryBoard memory;
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  REQUIRE(memory.post(parties.election()) == "accepted");
  // Of equal size, but for the digits of their numbers.
  const std::size_t least = notices(parties, 1, 8000)[0].size();
  const auto posts = notices(parties, BlockSize::kMaxBytes / least + 3, 8000);
  std::size_t fit = 0;
  for (std::size_t bytes = 0; bytes + posts[fit].size() <= BlockSize::kMaxBytes; ++fit) {
    bytes += posts[fit].size();
  }
  REQUIRE(fit < posts.size());
  const Block full = memory.apply(posts, memory.time);
  REQUIRE(full.entries.size() == fit + 1);
  for (std::size_t i = 0; i < posts.size(); ++i) {
    REQUIRE(full.verdicts[i].index.has_value() == (i < fit));
    if (i >= fit) REQUIRE(full.verdicts[i].refusal->code == "rules.block");
  }
  const Block rest =
      memory.apply({posts.begin() + static_cast<std::ptrdiff_t>(fit), posts.end()}, memory.time);
  for (const Verdict& verdict : rest.verdicts) REQUIRE(verdict.index.has_value());
}

TEST_CASE("refused posts take no room") {
  MemoryBoard memory;
  const Parties parties;
  std::vector<Bytes> posts(BlockSize::kMaxPosts + 1, Bytes{'x'});
  posts.push_back(parties.manifest());
  const Block block = memory.apply(posts, memory.time);
  REQUIRE(block.verdicts.front().refusal->code == "note.form");
  REQUIRE(block.verdicts.back().index == std::uint64_t{0});
}

}  // namespace tabella::bulletin_board::test
