#include "crypto/discrete_log.h"

#include "tests/catch.h"

using namespace tabella::crypto;

namespace {

Element times_generator(std::uint64_t x) {
  return mul_base(SecretScalar::from_public(Scalar::from_u64(x))).publish();
}

void check_around(const DiscreteLog& log, std::uint64_t x) {
  const auto found = log.find_vartime(times_generator(x));
  if (x < log.bound()) {
    REQUIRE(found == x);
  } else {
    REQUIRE_FALSE(found);
  }
}

}  // namespace

TEST_CASE("every logarithm below a small bound is found and none from it on") {
  for (const std::uint64_t bound :
       std::initializer_list<std::uint64_t>{1, 2, 3, 4, 5, 7, 8, 9, 31, 100, 257}) {
    const DiscreteLog log(bound);
    for (std::uint64_t x = 0; x < bound + 3; ++x) check_around(log, x);
    REQUIRE_FALSE(log.find_vartime(-Element::generator()));
  }
}

TEST_CASE("logarithms at the edges of larger bounds are found") {
  for (const std::uint64_t bound : std::initializer_list<std::uint64_t>{65536u, 99991u, 4194304u}) {
    const DiscreteLog log(bound);
    const std::uint64_t reach = log.table_bytes() / 16;
    for (const std::uint64_t x : {std::uint64_t{0}, std::uint64_t{1}, reach, 2 * reach,
                                  2 * reach + 1, bound / 2, bound - 1, bound, bound + 1}) {
      check_around(log, x);
    }
  }
}

TEST_CASE("an element without a small logarithm has none") {
  const DiscreteLog log(1 << 20);
  for (int i = 0; i < 5; ++i) {
    REQUIRE_FALSE(log.find_vartime(mul_base(SecretScalar::random()).publish()));
  }
}

TEST_CASE("totals at the bound of packed counters are found", "[.long]") {
  const DiscreteLog log(DiscreteLog::kMaxBound);
  REQUIRE(log.table_bytes() < (std::size_t{128} << 20));
  check_around(log, DiscreteLog::kMaxBound - 1);
  check_around(log, DiscreteLog::kMaxBound);
  check_around(log, 12'345'678'901'234);
}
