#include "bulletin_board/log/compare_checkpoints.h"

#include "tests/bulletin_board/log/growing_log.h"
#include "tests/catch.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr std::uint64_t kSize = 40;

Checkpoint checkpoint_of(const GrowingLog& log, std::uint64_t size) {
  return {"board.example/test", size, log.root(size)};
}

Checkpoint other_of(std::uint64_t size) { return {"board.example/test", size, leaf_hash({})}; }

}  // namespace

TEST_CASE("a log extends each of its earlier checkpoints, and itself") {
  const GrowingLog log(kSize);
  for (std::uint64_t later = 0; later <= kSize; ++later) {
    for (std::uint64_t earlier = 0; earlier <= later; ++earlier) {
      CAPTURE(earlier, later);
      REQUIRE(
          compare_checkpoints(checkpoint_of(log, earlier), checkpoint_of(log, later), log.hashes())
              .relation == Relation::extends);
    }
  }
}

TEST_CASE("a log with fewer entries is shorter, whatever they are") {
  const GrowingLog log(kSize);
  CHECK(compare_checkpoints(checkpoint_of(log, 7), checkpoint_of(log, 6), log.hashes()).relation ==
        Relation::shorter);
  CHECK(compare_checkpoints(other_of(7), checkpoint_of(log, 6), log.hashes()).relation ==
        Relation::shorter);
}

TEST_CASE("a log that begins with other entries is forked, and the proof of it holds") {
  const GrowingLog log(kSize);
  for (std::uint64_t later = 0; later <= kSize; ++later) {
    for (std::uint64_t earlier = 0; earlier <= later; ++earlier) {
      CAPTURE(earlier, later);
      const auto found =
          compare_checkpoints(other_of(earlier), checkpoint_of(log, later), log.hashes());
      REQUIRE(found.relation == Relation::forked);
      REQUIRE(found.other_root == log.root(earlier));
      REQUIRE(verify_consistency(earlier, later, found.path, found.other_root, log.root(later)));
    }
  }
}

TEST_CASE("hashes that do not lead to the later root prove nothing, neither growth nor a fork") {
  const GrowingLog log(kSize);
  for (std::uint64_t earlier = 1; earlier < kSize; ++earlier) {
    CAPTURE(earlier);
    // The last entry is in every path.
    const SubtreeHashes wrong = [&log](const SubtreeId& id) {
      const std::uint64_t end = (id.index + 1) << id.level;
      return end == kSize ? Hash{} : log.hash(id);
    };
    CHECK(compare_checkpoints(checkpoint_of(log, earlier), checkpoint_of(log, kSize), wrong)
              .relation == Relation::unproven);
    CHECK(compare_checkpoints(other_of(earlier), checkpoint_of(log, kSize), wrong).relation ==
          Relation::unproven);
    // Nor does a later root that is not of these hashes.
    CHECK(
        compare_checkpoints(checkpoint_of(log, earlier), other_of(kSize), log.hashes()).relation ==
        Relation::unproven);
  }
}

}  // namespace tabella::bulletin_board::test
