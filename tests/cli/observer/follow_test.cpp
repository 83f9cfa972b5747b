// What a monitor says and keeps, and a verification as a page.
#include "cli/files/read_file.h"
#include "cli/observer/evidence.h"
#include "cli/observer/follow_report.h"
#include "cli/observer/kept_record.h"
#include "cli/observer/verification_html.h"
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
  const verifier::PhaseChange closed{"town", bulletin_board::Phase::closed};
  REQUIRE(text_of(closed) == "phase       town closed\n");
  REQUIRE(json_line_of(closed) ==
          "{\"event\":\"phase\",\"election\":\"town\",\"phase\":\"closed\"}\n");
  round.alarms = {{AlarmName::fork, "it has \"two\" histories"}};
  REQUIRE(text_of(round) ==
          "verified    7 entries, root AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
          "posts       3 ballot\n"
          "ALARM       fork: it has \"two\" histories\n");
  REQUIRE(json_lines_of(round) ==
          R"({"event":"verified","size":7,"root":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",)"
          R"("posts":{"ballot":3}})"
          "\n"
          R"({"event":"alarm","alarm":"fork","final":true,"detail":"it has \"two\" histories"})"
          "\n");
}

TEST_CASE("a monitor never writes over evidence") {
  const TemporaryFolder folder;
  const std::string path = folder.path.string();
  const verifier::Alarm fork{AlarmName::fork, "", {{"checkpoint-before", "one"}}};
  REQUIRE(keep_evidence(path, {AlarmName::stale, ""}).value().empty());
  REQUIRE(keep_evidence(path, fork).value() == path + "/evidence-fork");
  REQUIRE(keep_evidence(path, fork).value() == path + "/evidence-fork-2");
  REQUIRE(read_file(path + "/evidence-fork/checkpoint-before").value() == "one");
  REQUIRE_FALSE(keep_evidence(path + "/none", fork));
}

TEST_CASE("a monitor keeps what it verified, and nothing that a server says later changes it") {
  const TemporaryFolder folder;
  std::string word = "first";
  const verifier::ReadFile server = [&word](const std::string& path) {
    const std::string content = path + " " + word;
    return Bytes(content.begin(), content.end());
  };
  const auto kept = [&folder](const std::string& path) {
    const auto content = read_file((folder.path / "record" / path).string());
    return content ? *content : std::string();
  };
  {
    auto record = KeptRecord::in(folder.path.string()).value();
    REQUIRE(record.checkpoint().value().empty());
    const auto read = record.keeping(server);
    for (const char* path :
         {"tile/entries/000", "tile/entries/001.p/44", "tile/0/001.p/44", "checkpoint"}) {
      REQUIRE(read(path));
    }
    REQUIRE(kept("tile/entries/001.p/44") == "tile/entries/001.p/44 first");
    REQUIRE(kept("checkpoint").empty());
    REQUIRE(record.keep(300, "of 300"));
    word = "second";
    REQUIRE(read("tile/entries/000"));
    REQUIRE(read("tile/entries/001.p/54"));
    REQUIRE(kept("tile/entries/000") == "tile/entries/000 first");
  }
  // A restart, before the larger checkpoint was verified.
  auto record = KeptRecord::in(folder.path.string()).value();
  REQUIRE(record.checkpoint().value() == "of 300");
  REQUIRE(record.read()("tile/entries/001.p/44"));
  REQUIRE(record.keep(310, "of 310"));
  REQUIRE(kept("tile/entries/001.p/44").empty());
  REQUIRE(kept("tile/0/001.p/44").empty());
  REQUIRE(kept("tile/entries/001.p/54") == "tile/entries/001.p/54 second");
  REQUIRE(record.checkpoint().value() == "of 310");
}

TEST_CASE("a monitor that cannot write its copy says so and keeps no checkpoint") {
  const TemporaryFolder folder;
  auto record = KeptRecord::in(folder.path.string()).value();
  // A folder where a file is to be.
  std::filesystem::create_directories(folder.path / "record/tile/entries/000");
  const auto read = record.keeping([](const std::string&) { return Bytes{1}; });
  REQUIRE(read("tile/entries/000"));
  REQUIRE(record.keep(256, "of 256").error().code == "file.write");
  REQUIRE(record.checkpoint().value().empty());
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
