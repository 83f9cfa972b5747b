#include "crypto/lots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "tests/catch.h"

namespace tabella::crypto {

TEST_CASE("as many are drawn as were asked for") {
  for (std::size_t all = 0; all <= 20; ++all) {
    for (std::size_t drawn = 0; drawn <= all; ++drawn) {
      const auto is_drawn = draw_lots(drawn, all);
      REQUIRE(is_drawn.size() == all);
      REQUIRE(static_cast<std::size_t>(std::ranges::count(is_drawn, true)) == drawn);
    }
  }
}

TEST_CASE("every choice is drawn as often as the others") {
  constexpr int kRounds = 10'000;
  std::map<std::vector<bool>, int> times;
  for (int i = 0; i < kRounds; ++i) ++times[draw_lots(2, 5)];
  // Ten choices, each a thousand times; 30 is a standard deviation.
  REQUIRE(times.size() == 10);
  for (const auto& [choice, count] : times) CHECK(std::abs(count - kRounds / 10) < 240);
}

}  // namespace tabella::crypto
