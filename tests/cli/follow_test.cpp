// What a monitor says and keeps, and a verification as a page.
#include "cli/follow_report.h"
#include "cli/follow_state.h"
#include "cli/read_file.h"
#include "cli/verification_html.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace tabella::cli::test {

using tabella::test::TemporaryFolder;
using verifier::AlarmName;
using verifier::CheckName;

TEST_CASE("a round is a line for each event, for people and as JSON") {
  verifier::Round round;
  REQUIRE(text_of(round).empty());
  REQUIRE(json_lines_of(round).empty());
  round.verified = bulletin_board::Checkpoint{"board.example", 7, {}};
  round.posts = {{"ballot", 3}};
  round.phases = {{"town", bulletin_board::Phase::closed}};
  round.alarms = {{AlarmName::fork, "it has \"two\" histories"}};
  REQUIRE(text_of(round) ==
          "verified    7 entries, root AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
          "posts       3 ballot\n"
          "phase       town closed\n"
          "ALARM       fork: it has \"two\" histories\n");
  REQUIRE(
      json_lines_of(round) ==
      R"({"event":"verified","size":7,"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","posts":{"ballot":3}})"
      "\n"
      R"({"event":"phase","election":"town","phase":"closed"})"
      "\n"
      R"({"event":"alarm","alarm":"fork","final":true,"detail":"it has \"two\" histories"})"
      "\n");
}

TEST_CASE("a monitor finds the checkpoint that it kept, and never writes over evidence") {
  const TemporaryFolder folder;
  const std::string path = folder.path.string();
  REQUIRE(kept_checkpoint(path).value().empty());
  REQUIRE(keep_checkpoint(path, "signed"));
  REQUIRE(kept_checkpoint(path).value() == "signed");

  const verifier::Alarm fork{AlarmName::fork, "", {{"checkpoint-before", "one"}}};
  REQUIRE(keep_evidence(path, {AlarmName::stale, ""}).value().empty());
  REQUIRE(keep_evidence(path, fork).value() == path + "/evidence-fork");
  REQUIRE(keep_evidence(path, fork).value() == path + "/evidence-fork-2");
  REQUIRE(read_file(path + "/evidence-fork/checkpoint-before").value() == "one");
  REQUIRE_FALSE(keep_evidence(path + "/none", fork));
}

TEST_CASE("the page of a verification says the verdict first and escapes what it was given") {
  verifier::Verification verification;
  verification.report.expect(CheckName::bits, 2'000);
  verification.report.count(CheckName::bits, 2'000);
  const std::string good = html_report("<script>.tar", verification);
  REQUIRE(good.find("The record is valid") != std::string::npos);
  REQUIRE(good.find("<script>") == std::string::npos);
  REQUIRE(good.find("&lt;script&gt;.tar") != std::string::npos);
  REQUIRE(good.find("2,000") != std::string::npos);

  verification.report.fail(CheckName::rules, "entry <7>");
  const std::string bad = html_report("record", verification);
  REQUIRE(bad.find("The record is NOT valid") < bad.find("<table"));
  REQUIRE(bad.find("C13: entry &lt;7&gt;") != std::string::npos);
}

}  // namespace tabella::cli::test
