#include "cli/simulation/simulation_report.h"

#include <nlohmann/json.hpp>

#include "cli/html/escape_html.h"
#include "tests/catch.h"
#include "tests/cli/simulation/plain_count.h"

using namespace tabella;
using namespace tabella::cli;

namespace {

const std::string kFile =
    "META\nkey;value\ndescription;<script>alert(1)</script>\nvote_type;approval\nrule;greedy\n"
    "budget;100.50\ncurrency;EUR\nlanguage;de\n"
    "PROJECTS\nproject_id;cost;votes;name;selected\n"
    "a;60.25;2;\"Park & <b>\"\"Platz\"\"</b>\";1\nb;50;1;O'Hara;SELECTED\n"
    "VOTES\nvoter_id;vote\n1;a,b\n2;a\n";

// The report of a plain count, in which b is officially selected or not.
SimulationReport report_of(const std::string& b_selected) {
  std::string text = kFile;
  text.replace(text.find("SELECTED"), 8, b_selected);
  auto file = parse_pabulib(text);
  if (!file) FAIL(file.error().message());
  auto election = make_election(*file);
  if (!election) FAIL(election.error().message());
  SimulationReport report;
  report.source = "<town>.pb";
  report.outcome = count_outcome(*file, *election, count_in_plain(*file, *election));
  report.file = std::move(*file);
  report.election = std::move(*election);
  report.fingerprint = "00ff";
  report.sealed_size = 1664;
  report.opened_by = {1, 3, 5};
  report.spans = {{"seal", 2, "ballots", 1.5}};
  return report;
}

}  // namespace

TEST_CASE("text is harmless in HTML") {
  REQUIRE(escape_html("a<b>&\"'") == "a&lt;b&gt;&amp;&quot;&#39;");
}

TEST_CASE("the page escapes what the file says and fetches nothing") {
  const std::string html = html_report(report_of("0"));
  REQUIRE(html.find("<script") == std::string::npos);
  REQUIRE(html.find("<b>") == std::string::npos);
  REQUIRE(html.find("&lt;script&gt;alert(1)") != std::string::npos);
  REQUIRE(html.find("&lt;town&gt;.pb") != std::string::npos);
  REQUIRE(html.find("O&#39;Hara") != std::string::npos);
  REQUIRE(html.find("src=") == std::string::npos);
  REQUIRE(html.find("href=") == std::string::npos);
  REQUIRE(html.find("url(") == std::string::npos);
  REQUIRE(html.find("unsafe") == std::string::npos);
  REQUIRE(html.find(" style=") == std::string::npos);
  // Twice what the other has.
  REQUIRE(html.find("<rect width=\"100%\"") != std::string::npos);
  REQUIRE(html.find("<rect width=\"50%\"") != std::string::npos);
  REQUIRE(html.find("<span lang=\"de\">") != std::string::npos);
  REQUIRE(html.find("equal to the official outcome") != std::string::npos);
}

TEST_CASE("a difference is said everywhere") {
  const SimulationReport report = report_of("1");
  const std::string words =
      "different from the official outcome; official, but not selected here: b";
  REQUIRE(report.verdict() == words);
  REQUIRE(html_report(report).find(words) != std::string::npos);
  REQUIRE(text_report(report).find("result: " + words) != std::string::npos);
  const auto json = nlohmann::json::parse(json_report(report));
  REQUIRE(json["equal"] == false);
  REQUIRE(json["missing"] == nlohmann::json::array({"b"}));
}

TEST_CASE("the JSON report has every project with its numbers") {
  const auto json = nlohmann::json::parse(json_report(report_of("0")));
  REQUIRE(json["equal"] == true);
  REQUIRE(json["ballots"] == 2);
  REQUIRE(json["budget"] == 100.5);
  REQUIRE(json["projects"].size() == 2);
  REQUIRE(json["projects"][0]["id"] == "a");
  REQUIRE(json["projects"][0]["total"] == 2);
  REQUIRE(json["projects"][0]["stated"] == 2);
  REQUIRE(json["projects"][0]["cost"] == 60.25);
  REQUIRE(json["projects"][0]["selected"] == true);
  REQUIRE(json["sealing"]["opened_by"] == nlohmann::json::array({1, 3, 5}));
  REQUIRE(json["phases"][0]["seconds"] == 1.5);
}

TEST_CASE("the text report lists projects in the order of totals") {
  const std::string text = text_report(report_of("0"));
  const std::size_t a = text.find("a  Park & <b>\"Platz\"</b>");
  const std::size_t b = text.find("b  O'Hara");
  REQUIRE(a != std::string::npos);
  REQUIRE(a < b);
  REQUIRE(text.find("1 of 2 projects for 60.25 of 100.5 EUR") != std::string::npos);
}
