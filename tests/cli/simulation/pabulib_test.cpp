#include "cli/simulation/pabulib.h"

#include "tests/catch.h"

using namespace tabella;
using namespace tabella::cli;

namespace {

const std::string kMeta =
    "META\nkey;value\ndescription;Town\nnum_projects;2\nnum_votes;2\nbudget;100\n"
    "vote_type;approval\nrule;greedy\n";
const std::string kProjects =
    "PROJECTS\nproject_id;cost;votes;name;selected\n1;60;2;One;1\n"
    "2;50;1;Two;0\n";
const std::string kVotes = "VOTES\nvoter_id;vote\na;1\nb;1,2\n";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

std::string error_of(const std::string& text) {
  const auto file = parse_pabulib(text);
  REQUIRE_FALSE(file);
  return file.error().message();
}

// The error after one change to a good file.
std::string error_with(const std::string& what, const std::string& with) {
  return error_of(replaced(kMeta + kProjects + kVotes, what, with));
}

}  // namespace

TEST_CASE("a Pabulib file is read with its projects and votes") {
  const auto file = parse_pabulib(kMeta + kProjects + kVotes);
  REQUIRE(file);
  REQUIRE(file->vote_type == VoteType::approval);
  REQUIRE(file->meta_text("budget") == "100");
  REQUIRE(file->projects.size() == 2);
  REQUIRE(file->projects[0].name == "One");
  REQUIRE(file->projects[0].cost == Decimal{60, 0});
  REQUIRE(file->projects[0].selected == 1u);
  REQUIRE(file->projects[1].line == 12);
  REQUIRE(file->votes.size() == 2);
  REQUIRE(file->votes[1].projects == std::vector<std::uint32_t>{0, 1});
  REQUIRE(file->votes[1].line == 16);
}

TEST_CASE("line ends, a byte order mark and blank lines do not matter") {
  std::string text = "\xEF\xBB\xBF" + kMeta + "\n\n" + kProjects + ";;;\n" + kVotes;
  std::string windows;
  for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto file = parse_pabulib(windows);
  REQUIRE(file);
  REQUIRE(file->votes.size() == 2);
  REQUIRE(file->votes[1].line == 19);
}

TEST_CASE("columns are found by name, in any order and with spaces around them") {
  const auto file =
      parse_pabulib(kMeta +
                    "PROJECTS\nselected ; name; Cost;project_id\n 1 ;One; 60;1\n0;Two;50;2\n"
                    "VOTES\nage; vote; voter_id\n;1 , 2;a\n7;;b\n");
  REQUIRE(file);
  REQUIRE(file->projects[0].id == "1");
  REQUIRE(file->projects[0].cost == Decimal{60, 0});
  REQUIRE(file->votes[0].projects == std::vector<std::uint32_t>{0, 1});
  REQUIRE(file->votes[1].projects.empty());
}

TEST_CASE("quoted fields hold semicolons, quotes and line ends") {
  const auto file = parse_pabulib(
      replaced(kMeta + kProjects + kVotes, "2;One;", "2;\"One; \"\"big\"\"\nand new\";"));
  REQUIRE(file);
  REQUIRE(file->projects[0].name == "One; \"big\"\nand new");
  REQUIRE(file->projects[1].line == 13);
}

TEST_CASE("a quote inside an unquoted field is a character") {
  const auto file = parse_pabulib(replaced(kMeta + kProjects + kVotes, "One", "The \"One\" park"));
  REQUIRE(file);
  REQUIRE(file->projects[0].name == "The \"One\" park");
}

TEST_CASE("a comment may hold semicolons") {
  const auto file = parse_pabulib(
      replaced(kMeta + kProjects + kVotes, "rule;greedy\n", "rule;greedy\ncomment;#1: a; b\n"));
  REQUIRE(file);
  REQUIRE(file->meta_text("comment") == "#1: a; b");
}

TEST_CASE("numbers may be written with decimals") {
  const auto file =
      parse_pabulib(replaced(replaced(kMeta + kProjects + kVotes, "num_votes;2", "num_votes;2.0"),
                             "1;60;2", "1;60,50;2.0"));
  REQUIRE(file);
  REQUIRE(file->projects[0].cost == Decimal{605, 1});
  REQUIRE(file->projects[0].votes == Decimal{2, 0});
}

TEST_CASE("points belong to the projects of a vote") {
  std::string text = replaced(kMeta, "approval", "cumulative") + kProjects +
                     "VOTES\nvoter_id;vote;points\na;1;3\nb;1,2;2,1\n";
  const auto file = parse_pabulib(text);
  REQUIRE(file);
  REQUIRE(file->votes[1].points == std::vector<Decimal>{{2, 0}, {1, 0}});
  REQUIRE(error_of(replaced(text, "2,1\n", "2\n")) ==
          "pabulib.points: line 16: 2 projects but 1 points");
  REQUIRE(error_of(replaced(text, "2,1\n", "2,x\n")) ==
          "pabulib.points: line 16: x is not a number");
  REQUIRE(error_of(replaced(text, "vote;points", "vote;age")) ==
          "pabulib.header: line 14: column points is missing, which vote_type cumulative needs");
}

TEST_CASE("each fault of a file is named with its line") {
  REQUIRE(error_of("") == "pabulib.section: line 1: the file ends before the section VOTES");
  REQUIRE(error_of("hello\n") == "pabulib.section: line 1: the file does not start with META");
  REQUIRE(error_of(kMeta) == "pabulib.section: line 8: the file ends before the section VOTES");
  REQUIRE(error_of(kProjects) ==
          "pabulib.section: line 1: the sections are META, PROJECTS, VOTES, in this order");
  REQUIRE(error_of(kMeta + "PROJECTS\nVOTES\nvoter_id;vote\n") ==
          "pabulib.section: line 9: no header follows PROJECTS");
  REQUIRE(error_of(kMeta + kMeta) ==
          "pabulib.section: line 9: the sections are META, PROJECTS, VOTES, in this order");
  REQUIRE(error_with("vote_type;approval\n", "") == "pabulib.meta: line 8: META has no vote_type");
  REQUIRE(error_with("approval", "telepathy") ==
          "pabulib.vote_type: line 7: unknown vote_type telepathy");
  REQUIRE(error_with("budget;100", "rule;greedy") == "pabulib.meta: line 8: key rule occurs twice");
  REQUIRE(error_with("budget;100", ";100") == "pabulib.meta: line 6: a value without a key");
  REQUIRE(error_with("key;value", "key;worth") ==
          "pabulib.header: line 2: column value is missing");
  REQUIRE(error_with("project_id;cost", "project_id;price") ==
          "pabulib.header: line 10: column cost is missing");
  REQUIRE(error_with("votes;name", "name;name") ==
          "pabulib.header: line 10: column name occurs twice");
  REQUIRE(error_with("1;60;2;One;1", ";60;2;One;1") ==
          "pabulib.project_id: line 11: project_id is missing");
  REQUIRE(error_with("2;50;1", "1;50;1") == "pabulib.project_id: line 12: project 1 occurs twice");
  REQUIRE(error_with("1;60;", "1;cheap;") == "pabulib.cost: line 11: cheap is not a number");
  REQUIRE(error_with("1;60;", "1;;") == "pabulib.cost: line 11: project 1 has no cost");
  REQUIRE(error_with("1;60;", "1;-60;") == "pabulib.cost: line 11: project 1 has no cost");
  REQUIRE(error_with("One;1", "One;yes") == "pabulib.selected: line 11: yes is not a number");
  REQUIRE(error_with("One;1", "One;4") == "pabulib.selected: line 11: selected is 0, 1, 2 or 3");
  REQUIRE(error_with("One;1", "One;1;7") == "pabulib.columns: line 11: more fields than columns");
  REQUIRE(error_with("b;1,2", "b;1,3") == "pabulib.vote: line 16: project 3 is not in PROJECTS");
  REQUIRE(error_with("b;1,2", "b;1,1") == "pabulib.vote: line 16: project 1 is named twice");
  REQUIRE(error_with("b;1,2", "a;1,2") == "pabulib.voter_id: line 16: voter a votes twice");
  REQUIRE(error_with("b;1,2", ";1,2") == "pabulib.voter_id: line 16: voter_id is missing");
  REQUIRE(error_with("b;1,2\n", "") ==
          "pabulib.num_votes: line 5: 2 are announced, 1 are in the file");
  REQUIRE(error_with("num_projects;2", "num_projects;3") ==
          "pabulib.num_projects: line 4: 3 are announced, 2 are in the file");
  REQUIRE(error_with("num_projects;2", "num_projects;two") ==
          "pabulib.num_projects: line 4: two is not a number");
  REQUIRE(error_with("One", "\"One") == "pabulib.quote: line 11: a quoted field is not closed");
  REQUIRE(error_with("One", "\xC0\xAF") == "pabulib.text: line 11: not UTF-8");
}

TEST_CASE("ballots of unequal weight are refused") {
  const std::string text = replaced(kMeta + kProjects + kVotes, "voter_id;vote\na;1\nb;1,2",
                                    "voter_id;vote;vote_strength\na;1;1\nb;1,2;2");
  REQUIRE(error_of(text) ==
          "pabulib.vote_strength: line 16: ballots of unequal weight cannot be simulated");
}
