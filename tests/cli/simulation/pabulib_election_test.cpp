#include "cli/simulation/pabulib_election.h"

#include <fstream>
#include <sstream>

#include "cli/simulation/outcome.h"
#include "tests/catch.h"
#include "tests/cli/simulation/plain_count.h"

using namespace tabella;
using namespace tabella::cli;

namespace {

struct Text {
  std::string meta = "vote_type;approval\nrule;greedy\nbudget;100\n";
  std::string projects = "project_id;cost;votes;selected\na;60;3;1\nb;50;2;0\nc;40;1;1\n";
  std::string votes = "voter_id;vote\n1;a,b\n2;a\n3;c,b,a\n";
};

PabulibFile parsed(const Text& text) {
  auto file = parse_pabulib("META\nkey;value\n" + text.meta + "PROJECTS\n" + text.projects +
                            "VOTES\n" + text.votes);
  if (!file) FAIL(file.error().message());
  return std::move(*file);
}

PabulibElection election_of(const PabulibFile& file) {
  auto election = make_election(file);
  if (!election) FAIL(election.error().message());
  return std::move(*election);
}

const ballot::Kind& kind_of(const PabulibElection& election) {
  return election.definition.questions[0].kind;
}

std::string error_of(const Text& text) {
  const auto election = make_election(parsed(text));
  REQUIRE_FALSE(election);
  return election.error().message();
}

Outcome plain_outcome(const PabulibFile& file) {
  const PabulibElection election = election_of(file);
  return count_outcome(file, election, count_in_plain(file, election));
}

std::vector<std::int64_t> totals_of(const PabulibFile& file) {
  std::vector<std::int64_t> totals(file.projects.size());
  for (const OutcomeRow& row : plain_outcome(file).rows) totals[row.project] = row.total;
  return totals;
}

}  // namespace

TEST_CASE("approval ballots become a choice between min_length and max_length") {
  Text text;
  const auto open = election_of(parsed(text));
  REQUIRE(std::get<ballot::Choose>(kind_of(open)) ==
          ballot::Choose{1, 3, ballot::Blank::not_offered});
  REQUIRE(open.definition.questions[0].counting.envelope == 100);
  REQUIRE(open.definition.trustees.count == 5);
  REQUIRE(open.definition.trustees.threshold == 3);

  text.meta += "min_length;1\nmax_length;2\n";
  const auto widened = election_of(parsed(text));
  REQUIRE(std::get<ballot::Choose>(kind_of(widened)).maximum == 3);
  REQUIRE(widened.notes.size() == 1);
  REQUIRE(widened.notes[0].find("1 ballot breaks max_length 2 (first: line 17)") == 0);
}

TEST_CASE("an empty ballot lowers the minimum") {
  Text text;
  text.votes += "4;\n";
  const auto election = election_of(parsed(text));
  REQUIRE(std::get<ballot::Choose>(kind_of(election)).minimum == 0);
  REQUIRE(election.notes.size() == 1);
}

TEST_CASE("a limit on the cost of a ballot becomes a budget question") {
  Text text;
  text.meta += "max_sum_cost;150\n";
  REQUIRE(std::get<ballot::Budget>(kind_of(election_of(parsed(text)))).envelope == 150);
  text.meta = "vote_type;approval\nrule;greedy\nbudget;100\nmax_sum_cost;120\n";
  const auto election = election_of(parsed(text));
  REQUIRE(std::holds_alternative<ballot::Choose>(kind_of(election)));
  REQUIRE(election.notes.size() == 1);
}

TEST_CASE("money keeps its decimals exactly") {
  Text text;
  text.meta = "vote_type;approval\nrule;greedy\nbudget;100.10\n";
  text.projects = "project_id;cost;votes;selected\na;60,05;3;1\nb;50;2;0\nc;40.05;1;1\n";
  const PabulibFile file = parsed(text);
  const auto election = election_of(file);
  REQUIRE(election.money_places == 2);
  REQUIRE(election.definition.questions[0].counting.envelope == 10010);
  const Outcome outcome = plain_outcome(file);
  REQUIRE(outcome.spent == 10010);
  REQUIRE(outcome.equals_official());
}

TEST_CASE("greedy takes what fits, in the order of totals") {
  const Outcome outcome = plain_outcome(parsed({}));
  REQUIRE(outcome.rows[0].total == 3);
  REQUIRE(outcome.rows[1].total == 2);
  REQUIRE_FALSE(outcome.rows[1].selected);
  REQUIRE(outcome.spent == 100);
  REQUIRE(outcome.equals_official());
  REQUIRE(outcome.unlike_stated() == 0);
}

TEST_CASE("a difference names the projects, and a total unlike the file's is counted") {
  Text text;
  text.projects = "project_id;cost;votes;selected\na;60;3;0\nb;50;2;1\nc;40;7;1\n";
  const Outcome outcome = plain_outcome(parsed(text));
  REQUIRE(outcome.missing() == std::vector<std::uint32_t>{1});
  REQUIRE(outcome.added() == std::vector<std::uint32_t>{0});
  REQUIRE(outcome.unlike_stated() == 1);
}

TEST_CASE("greedy-no-skip ends at the first project that is too expensive") {
  Text text;
  text.meta = "vote_type;approval\nrule;greedy-no-skip\nbudget;100\n";
  REQUIRE(plain_outcome(parsed(text)).spent == 60);
  text.projects = "project_id;cost;votes;selected\na;60;3;1\nb;999999999;2;0\nc;40;1;1\n";
  REQUIRE(plain_outcome(parsed(text)).spent == 100);
}

TEST_CASE("projects below the threshold are not considered") {
  Text text;
  text.meta += "min_project_score_threshold;2\n";
  REQUIRE(plain_outcome(parsed(text)).spent == 60);
}

TEST_CASE("a difference between tied projects is explained") {
  Text text;
  text.projects = "project_id;cost;votes;selected\na;60;2;0\nb;60;2;1\n";
  text.votes = "voter_id;vote\n1;a,b\n2;a,b\n";
  const Outcome outcome = plain_outcome(parsed(text));
  REQUIRE_FALSE(outcome.equals_official());
  REQUIRE(outcome.notes.back().find("projects a and b are tied") == 0);
}

TEST_CASE("choose-1 ballots with more than one project are refused") {
  Text text;
  text.meta = "vote_type;choose-1\nrule;greedy\nbudget;100\n";
  REQUIRE(error_of(text) == "pabulib.vote: line 13: 2 projects in a choose-1 ballot");
  text.votes = "voter_id;vote\n1;a\n2;a\n3;c\n";
  REQUIRE(std::get<ballot::Choose>(kind_of(election_of(parsed(text)))) ==
          ballot::Choose{1, 1, ballot::Blank::not_offered});
}

TEST_CASE("cumulative ballots keep the limits of META") {
  Text text;
  text.meta = "vote_type;cumulative\nrule;greedy\nbudget;100\nmax_sum_points;5\nmax_points;4\n";
  text.votes = "voter_id;vote;points\n1;a,b;4,1\n2;a;1\n3;c,b,a;1,1,1\n";
  PabulibFile file = parsed(text);
  REQUIRE(std::get<ballot::Cumulative>(kind_of(election_of(file))) ==
          ballot::Cumulative{5, ballot::Limit::at_most, 4});
  REQUIRE(totals_of(file) == std::vector<std::int64_t>{6, 2, 1});

  text.meta += "min_sum_points;5\n";
  text.votes = "voter_id;vote;points\n1;a,b;4,1\n2;a,b,c;2,2,1\n";
  REQUIRE(std::get<ballot::Cumulative>(kind_of(election_of(parsed(text)))).limit ==
          ballot::Limit::exactly);

  text.votes = "voter_id;vote;points\n1;a,b;4,1\n2;a,b,c;2,2,2\n";
  const auto widened = election_of(parsed(text));
  REQUIRE(std::get<ballot::Cumulative>(kind_of(widened)).points == 6);
  REQUIRE(widened.notes.size() == 1);
  text.votes = "voter_id;vote;points\n1;a,b;4,1\n2;a,b,c;2,2,-2\n";
  REQUIRE(error_of(text) == "pabulib.points: line 17: negative points");
}

TEST_CASE("ordinal ballots give the points of their places") {
  Text text;
  text.meta = "vote_type;ordinal\nrule;greedy\nbudget;100\nmin_length;1\nmax_length;3\n";
  text.votes = "voter_id;vote\n1;a,b\n2;a\n3;c,b,a\n";
  PabulibFile file = parsed(text);
  REQUIRE(std::get<ballot::Places>(kind_of(election_of(file))) == ballot::Places{{3, 2, 1}, 1});
  REQUIRE(totals_of(file) == std::vector<std::int64_t>{7, 4, 3});

  text.votes = "voter_id;vote;points\n1;a,b;10,5\n2;a;10\n3;c,b,a;10,5,2\n";
  file = parsed(text);
  REQUIRE(std::get<ballot::Places>(kind_of(election_of(file))).points ==
          std::vector<std::uint32_t>{10, 5, 2});
  REQUIRE(totals_of(file) == std::vector<std::int64_t>{22, 10, 10});
}

TEST_CASE("ordinal points counted from the end of each ballot are found by the column score") {
  Text text;
  text.meta = "vote_type;ordinal\nrule;greedy\nbudget;100\nmin_length;1\nmax_length;3\n";
  text.projects = "project_id;cost;score;selected\na;60;4;1\nb;50;3;0\nc;40;3;1\n";
  const PabulibFile file = parsed(text);
  const auto election = election_of(file);
  REQUIRE(std::holds_alternative<ballot::Cumulative>(kind_of(election)));
  REQUIRE(election.notes.size() == 1);
  REQUIRE(totals_of(file) == std::vector<std::int64_t>{4, 3, 3});
}

TEST_CASE("points may have decimals") {
  Text text;
  text.meta = "vote_type;cumulative\nrule;greedy\nbudget;100\nmax_sum_points;2\n";
  text.projects = "project_id;cost;score;selected\na;60;1.5;1\nb;50;0.5;0\nc;40;1;1\n";
  text.votes = "voter_id;vote;points\n1;a,b;1.5,0.5\n2;c;1.0\n";
  const PabulibFile file = parsed(text);
  REQUIRE(election_of(file).point_places == 1);
  REQUIRE(totals_of(file) == std::vector<std::int64_t>{15, 5, 10});
  REQUIRE(plain_outcome(file).unlike_stated() == 0);
}

TEST_CASE("scores may be negative and have a default") {
  Text text;
  text.meta = "vote_type;scoring\nrule;greedy\nbudget;100\ndefault_score;1\n";
  text.votes = "voter_id;vote;points\n1;a,b;3,-2\n2;c;-1\n3;;\n";
  const PabulibFile file = parsed(text);
  REQUIRE(std::get<ballot::Score>(kind_of(election_of(file))).maximum == 5);
  REQUIRE(totals_of(file) == std::vector<std::int64_t>{5, 0, 1});
}

TEST_CASE("rules that need more than totals are refused with the line") {
  const auto rule = [](const std::string& name, const std::string& more = "") {
    Text text;
    text.meta = "vote_type;approval\nrule;" + name + "\nbudget;100\n" + more;
    return error_of(text);
  };
  REQUIRE(rule("equalshares/add1")
              .find("pabulib.rule: line 4: rule equalshares/add1 needs whole "
                    "ballots") == 0);
  REQUIRE(rule("greedy-custom").find("pabulib.rule: line 4") == 0);
  REQUIRE(rule("unknown").find("pabulib.rule: line 4: rule unknown is not known") == 0);
  REQUIRE(rule("greedy", "budget_per_category;1,2\n").find("pabulib.rule: line 6") == 0);
  REQUIRE(rule("greedy-threshold").find("pabulib.rule: line 4") == 0);
}

TEST_CASE("what cannot be counted exactly is refused with the line") {
  Text text;
  text.meta = "vote_type;approval\nrule;greedy\nbudget;0\n";
  REQUIRE(error_of(text) == "pabulib.budget: line 5: budget 0 cannot be spent");
  text.meta = "vote_type;approval\nrule;greedy\n";
  REQUIRE(error_of(text) == "pabulib.budget: META: there is no budget");
  text.meta = "vote_type;approval\nrule;greedy\nbudget;0.001\n";
  text.projects = "project_id;cost;selected\na;9223372036854775807;1\nb;1;0\nc;1;0\n";
  REQUIRE(error_of(text) == "pabulib.cost: line 8: the cost is too large to be exact");
  text = Text();
  text.meta += "max_length;-1\n";
  REQUIRE(error_of(text) == "pabulib.max_length: line 6: -1 is not a possible max_length");
}

TEST_CASE("names that a definition refuses are cleaned, ids replaced") {
  Text text;
  text.projects =
      "project_id;cost;name;selected\na/1;60;\"Park\n\xE2\x80\xAEnew\";1\nb;50;;0\nc;40;<b>;1\n";
  text.votes = "voter_id;vote\n1;a/1\n";
  const auto election = election_of(parsed(text));
  const auto& options = election.definition.questions[0].options;
  REQUIRE(options[0].id == "project-1");
  REQUIRE(options[0].text.at("und") == "Park new");
  REQUIRE(options[1].text.at("und") == "Project 2");
  REQUIRE(options[2].text.at("und") == "<b>");
  REQUIRE(ballot::compile(election.definition, election.definition.styles[0]));
}

TEST_CASE("projects of one name are told apart by their numbers") {
  Text text;
  text.projects = "project_id;cost;name;selected\na;60;Park;1\nb;50;Park;0\nc;40;Park;1\n";
  text.votes = "voter_id;vote\n1;a\n";
  const auto election = election_of(parsed(text));
  const auto& options = election.definition.questions[0].options;
  REQUIRE(options[0].text.at("und") == "Park");
  REQUIRE(options[1].text.at("und") == "Park (b)");
  REQUIRE(options[2].text.at("und") == "Park (c)");
  REQUIRE(ballot::compile(election.definition, election.definition.styles[0]));
}

TEST_CASE("a file without an official outcome cannot be compared") {
  Text text;
  REQUIRE(check_official(parsed(text)));
  text.projects = "project_id;cost;selected\na;60;1\nb;50;\nc;40;1\n";
  const auto official = check_official(parsed(text));
  REQUIRE_FALSE(official);
  REQUIRE(official.error().path == "line 9");
}

TEST_CASE("the real file of the tests gives its official outcome in plain") {
  std::ifstream stream(TABELLA_SOURCE_DIR "/tests/data/Poland_Krakow_2022_Zwierzyniec.pb");
  std::ostringstream content;
  content << stream.rdbuf();
  const auto file = parse_pabulib(content.str());
  REQUIRE(file);
  const Outcome outcome = plain_outcome(*file);
  REQUIRE(outcome.equals_official());
  REQUIRE(outcome.unlike_stated() == 0);
  REQUIRE(outcome.notes.empty());
}
