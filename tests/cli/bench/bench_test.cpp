// The figures of `tabella bench`: what they say, never how long something took.
#include "cli/bench/bench.h"

#include <nlohmann/json.hpp>

#include "tests/catch.h"

using namespace tabella::cli;

namespace {

// Small enough for a test.
BenchOptions small() {
  return {.options = 4, .choose = 1, .roll = 1000, .ballots = 3, .distinct = 2, .threads = 2};
}

nlohmann::json figures(const tabella::Result<BenchReport>& report) {
  REQUIRE(report);
  return nlohmann::json::parse(json_report(*report));
}

}  // namespace

TEST_CASE("bench verify, seal and file count what they were asked for") {
  for (const auto& job : {bench_verify, bench_seal, bench_file}) {
    const auto json = figures(job(small()));
    REQUIRE(json.at("ballots") == 3);
    REQUIRE(json.at("counters") == 1);
    // 32 (2k + m + 12)
    REQUIRE(json.at("sealed_bytes") == 32 * (2 + 4 + 12));
    REQUIRE(json.at("ratio") > 0);
  }
}

TEST_CASE("bench board casts every ballot over HTTP") {
  BenchOptions options = small();
  options.ballots = 6;
  const auto json = figures(bench_board(options));
  REQUIRE(json.at("ballots") == 6);
  REQUIRE(json.at("ballots_per_second") > 0);
  REQUIRE(json.at("memory_after_mib") > 0);
}

TEST_CASE("the ballots of the documented sizes") {
  BenchOptions options{.options = 20, .ballots = 1};
  REQUIRE(figures(bench_verify(options)).at("sealed_bytes") == 1664);
  options.roll = 2000;
  REQUIRE(figures(bench_verify(options)).at("sealed_bytes") == 1344);
}

TEST_CASE("bench aggregate adds every ballot") {
  BenchOptions options = small();
  options.ballots = 2500;  // two pieces and a part of one
  REQUIRE(figures(bench_aggregate(options)).at("ballots") == 2500);
}

TEST_CASE("bench log finds numbers at both ends") {
  BenchOptions options;
  options.log_bits = 12;
  const auto json = figures(bench_log(options));
  REQUIRE(json.at("bits") == 12);
  REQUIRE(json.at("peak_memory_mib") > 0);
}

TEST_CASE("a question that cannot be asked is refused in the words of the definition") {
  BenchOptions options = small();
  options.choose = 5;
  const auto report = bench_verify(options);
  REQUIRE_FALSE(report);
  REQUIRE(report.error().code == "definition.maximum");
}

TEST_CASE("the text of a report has a line for each figure") {
  const BenchReport report{"verify",
                           {{"ballots", std::uint64_t{1000}, "verified in bulk"},
                            {"ratio", 80.25, "times less than the reference"}}};
  REQUIRE(text_report(report) ==
          "bench verify\n"
          "  1000        ballots                   verified in bulk\n"
          "  80.25       ratio                     times less than the reference\n");
}
