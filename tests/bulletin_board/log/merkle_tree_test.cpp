// Roots and proofs of the log of the vectors; every proof of small trees; every proof spoiled.
#include "bulletin_board/log/merkle_tree.h"

#include "tests/bulletin_board/log/growing_log.h"
#include "tests/catch.h"

namespace tabella::bulletin_board::test {

TEST_CASE("roots of the log of the vectors") {
  const GrowingLog log(70'000);
  const std::vector<std::pair<std::uint64_t, std::string>> roots = {
      {0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {1, "40766b2033429026f53d54502679a839706b4741f8dcaf3a8bba5f41b5ffe075"},
      {2, "2f27a5082c1d42afa488ac350a9fc4390c084f54f71ecdff859e98db8429b479"},
      {3, "a64bf26e09128f6fe2fe6f8b2d8c801e166b57c047a7cd9b2b809e7a96a2f1cb"},
      {7, "9139601cc1ca8ab2a7a0c2c134c04845f2b1ba549a83d6c845cfcda439cc585d"},
      {8, "dfcc13b9b0ca932c68de3d59eaaa8fe266a9c8091c0300e8405ebfeb0d0e5832"},
      {255, "45da9f374748e17a372f71c00422b12e2bf96842f1f61c5740fe494e4becff0f"},
      {256, "f85f4ead34080710b4d1e808301543aaab81aa04deb88599350dc26a4f2f58de"},
      {257, "918b1cec64f317c76e3cf55c0536841c039eff06772ebb8828ce7c176028b5ac"},
      {65'536, "df2c606d114416fa600bf3495152e09e39e8be3d0e2e5501c352826539abda8e"},
      {70'000, "a62a54be33294ffd5a5c4c637fd754630b71a892e8356e3a666a5c8a7ffd1518"}};
  MerkleEdge edge;
  for (const auto& [size, root] : roots) {
    while (edge.size() < size) edge.append(log.leaf(edge.size()));
    REQUIRE(hex(edge.root()) == root);
    REQUIRE(hex(log.root(size)) == root);
  }
}

TEST_CASE("inclusion of 5 in 7 and consistency of 3 with 7 as in the vectors") {
  const GrowingLog log(7);
  std::vector<std::string> inclusion, consistency;
  for (const Hash& hash : inclusion_path(5, 7, log.hashes())) inclusion.push_back(base64(hash));
  REQUIRE(inclusion == std::vector<std::string>{"GUu1otW9EOXRqm/V1CmAs1bK8dpiPNmYfEv6L4F3Htc=",
                                                "DP2ldv9LKeozw6/a7tG9Y362VLKKBDAvyrX9fbB4Acw=",
                                                "JWueiCXl03CkrgBdCQHqKRl34pJ/XPjj5yZg3QlRnts="});
  for (const Hash& hash : consistency_path(3, 7, log.hashes())) consistency.push_back(base64(hash));
  REQUIRE(consistency == std::vector<std::string>{"BJ19zbVrz+vTEzBMmDnxlqPUtu873AsIKY+TrIGR8Kg=",
                                                  "J0ebarMh0u5HdFL2i6UndI6GPK/o+9HfK/idFXDRtpc=",
                                                  "LyelCCwdQq+kiKw1Cp/EOQwIT1T3Hs3/hZ6Y24QptHk=",
                                                  "5CnFtcyqlSPDcpfxhGdm+QMTfoIZXFGZ5r5XEw0QBsg="});
}

TEST_CASE("every inclusion proof of small trees holds, for its entry and tree alone") {
  constexpr std::uint64_t kMost = 20;
  const GrowingLog log(kMost);
  for (std::uint64_t size = 1; size <= kMost; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const HashPath path = inclusion_path(index, size, log.hashes());
      const Hash root = log.root(size);
      REQUIRE(verify_inclusion(index, size, log.leaf(index), path, root));
      for (std::uint64_t other = 0; other <= kMost; ++other) {
        if (other != index) {
          REQUIRE_FALSE(verify_inclusion(other, size, log.leaf(index), path, root));
        }
      }
      REQUIRE_FALSE(verify_inclusion(index, size, log.leaf((index + 1) % kMost), path, root));
      for (std::size_t step = 0; step < path.size(); ++step) {
        HashPath spoiled = path;
        spoiled[step][31] ^= 1;
        REQUIRE_FALSE(verify_inclusion(index, size, log.leaf(index), spoiled, root));
        spoiled = path;
        spoiled.erase(spoiled.begin() + static_cast<std::ptrdiff_t>(step));
        REQUIRE_FALSE(verify_inclusion(index, size, log.leaf(index), spoiled, root));
      }
      HashPath longer = path;
      longer.push_back(root);
      REQUIRE_FALSE(verify_inclusion(index, size, log.leaf(index), longer, root));
    }
  }
}

TEST_CASE("every consistency proof of small trees holds, for its trees alone") {
  constexpr std::uint64_t kMost = 20;
  const GrowingLog log(kMost);
  for (std::uint64_t size = 0; size <= kMost; ++size) {
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const HashPath path = consistency_path(old_size, size, log.hashes());
      const Hash old_root = log.root(old_size);
      const Hash root = log.root(size);
      REQUIRE(verify_consistency(old_size, size, path, old_root, root));
      REQUIRE_FALSE(verify_consistency(old_size + 1, size, path, old_root, root));
      Hash wrong = old_root;
      wrong[0] ^= 1;
      REQUIRE_FALSE(verify_consistency(old_size, size, path, wrong, root));
      wrong = root;
      wrong[0] ^= 1;
      // Every tree extends the empty one.
      if (old_size > 0) REQUIRE_FALSE(verify_consistency(old_size, size, path, old_root, wrong));
      HashPath longer = path;
      longer.push_back(root);
      REQUIRE_FALSE(verify_consistency(old_size, size, longer, old_root, root));
      for (std::size_t step = 0; step < path.size(); ++step) {
        HashPath spoiled = path;
        spoiled[step][0] ^= 0x80;
        REQUIRE_FALSE(verify_consistency(old_size, size, spoiled, old_root, root));
      }
    }
  }
}

TEST_CASE("sizes at the end of the numbers are no trap") {
  const std::uint64_t most = ~std::uint64_t{0};
  const Hash hash{};
  REQUIRE_FALSE(verify_inclusion(most, most, hash, {}, hash));
  REQUIRE_FALSE(verify_inclusion(most - 1, most, hash, {}, hash));
  REQUIRE_FALSE(verify_inclusion(0, most, hash, HashPath(64), Hash{1}));
  REQUIRE_FALSE(verify_consistency(most - 1, most, HashPath(3), hash, hash));
  REQUIRE_FALSE(verify_consistency(std::uint64_t{1} << 63, most, HashPath(3), hash, hash));
  REQUIRE_FALSE(verify_inclusion(0, 0, hash, {}, empty_root()));
}

TEST_CASE("a leaf is never a parent") {
  const GrowingLog log(2);
  Bytes both(log.leaf(0).begin(), log.leaf(0).end());
  both.insert(both.end(), log.leaf(1).begin(), log.leaf(1).end());
  REQUIRE(leaf_hash(both) != log.root(2));
}

}  // namespace tabella::bulletin_board::test
