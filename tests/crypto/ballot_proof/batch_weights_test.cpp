#include "crypto/ballot_proof/batch_weights.h"

#include <array>
#include <set>

#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

TEST_CASE("PF12: no weight comes twice, in one pass or in another, and each has 128 bits") {
  std::set<std::array<std::uint64_t, 4>> seen;
  std::array<std::uint64_t, 2> any{};
  for (int pass = 0; pass < 2; ++pass) {
    const BatchWeights weights;
    for (std::uint64_t ballot = 0; ballot < 200; ++ballot) {
      for (const auto& weight : weights.of_ballot(ballot)) {
        const auto value = weight.value();
        REQUIRE(value[2] == 0);
        REQUIRE(value[3] == 0);
        any[0] |= value[0];
        any[1] |= value[1];
        REQUIRE(seen.insert(value).second);
      }
    }
  }
  // Of 2000 draws each bit is set once, up to chance 2^-1993.
  REQUIRE(any[0] == ~std::uint64_t{0});
  REQUIRE(any[1] == ~std::uint64_t{0});
}

TEST_CASE("a ballot's weights are the same however often they are asked for in a pass") {
  const BatchWeights weights;
  REQUIRE(weights.of_ballot(7) == weights.of_ballot(7));
}
