#include "web/server/http/latencies.h"

#include "tests/catch.h"

namespace tabella::server::test {

namespace {

void check_within_a_percent(double found, double expected) {
  CAPTURE(found, expected);
  CHECK(found >= expected * 0.999999);
  CHECK(found <= expected * 1.010001);
}

}  // namespace

TEST_CASE("a share of the answers took at most so long, to a percent") {
  Latencies latencies;
  CHECK(latencies.percentile(0.99) <= 0);
  for (int i = 1; i <= 1000; ++i) latencies.add(1e-3 * i);
  for (const double share : {0.001, 0.5, 0.99, 1.0}) {
    check_within_a_percent(latencies.percentile(share), share);
  }
}

TEST_CASE("an answer without end counts as the longest") {
  Latencies latencies;
  latencies.add(1e9);
  CHECK(latencies.percentile(0.5) > 180);
  CHECK(latencies.percentile(0.5) < 200);
}

}  // namespace tabella::server::test
