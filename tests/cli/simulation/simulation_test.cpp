// A whole secret election in one process gives the totals of a plain count.
#include "cli/simulation/simulation.h"

#include "tests/catch.h"
#include "tests/cli/simulation/plain_count.h"

using namespace tabella;
using namespace tabella::cli;

namespace {

// The report of this file's election, held by 2 of 3 trustees.
SimulationReport simulated(const std::string& meta, const std::string& projects,
                           const std::string& votes) {
  auto file = parse_pabulib("META\nkey;value\nrule;greedy\nbudget;100\n" + meta + "PROJECTS\n" +
                            projects + "VOTES\n" + votes);
  if (!file) FAIL(file.error().message());
  auto election = make_election(*file);
  if (!election) FAIL(election.error().message());
  election->definition.trustees = {.count = 3, .threshold = 2};
  const Outcome plain = count_outcome(*file, *election, count_in_plain(*file, *election));
  auto report =
      simulate("small.pb", std::move(file).value(), std::move(election).value(), {.threads = 2});
  if (!report) FAIL(report.error().message());
  REQUIRE(report->outcome.rows.size() == plain.rows.size());
  for (std::size_t i = 0; i < plain.rows.size(); ++i) {
    REQUIRE(report->outcome.rows[i].project == plain.rows[i].project);
    REQUIRE(report->outcome.rows[i].total == plain.rows[i].total);
    REQUIRE(report->outcome.rows[i].selected == plain.rows[i].selected);
  }
  return std::move(report).value();
}

}  // namespace

TEST_CASE("a secret election gives the totals of a plain one") {
  const auto report = simulated("vote_type;approval\n",
                                "project_id;cost;votes;selected\na;60;3;1\nb;50;2;0\nc;40;1;1\n",
                                "voter_id;vote\n1;a,b\n2;a\n3;c,b,a\n");
  REQUIRE(report.outcome.equals_official());
  REQUIRE(report.opened_by == std::vector<std::uint32_t>{2, 3});
  REQUIRE(report.fingerprint.size() == 64);
  REQUIRE(report.spans.size() == 4);
}

TEST_CASE("a secret election of points gives the totals of a plain one") {
  const auto report = simulated("vote_type;cumulative\nmax_sum_points;10\n",
                                "project_id;cost;score;selected\na;60;9;0\nb;50;11;1\n",
                                "voter_id;vote;points\n1;a,b;4,6\n2;a,b;5,5\n");
  REQUIRE(report.outcome.equals_official());
}

TEST_CASE("a secret election says where its outcome is not the official one") {
  const auto report =
      simulated("vote_type;approval\n", "project_id;cost;votes;selected\na;60;2;0\nb;50;1;1\n",
                "voter_id;vote\n1;a,b\n2;a\n");
  REQUIRE(report.outcome.missing() == std::vector<std::uint32_t>{1});
  REQUIRE(report.outcome.added() == std::vector<std::uint32_t>{0});
}
