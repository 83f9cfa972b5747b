// tabella roll: codes, letters and the roll, or nothing at all.
#include <sys/stat.h>

#include <sstream>

#include "ballot/voting_code.h"
#include "cli/key_file.h"
#include "cli/roll_file.h"
#include "tests/cli/roll_stage.h"

namespace tabella::cli::test {

TEST_CASE("roll make makes a code for every voter, and roll post their credentials") {
  RollStage stage;
  CHECK(stage.shell.done(stage.make()).out.starts_with("2 voting codes in "));
  std::istringstream rows(stage.shell.read("roll/codes.csv"));
  const std::string mapping = stage.shell.read("roll/mapping.csv");
  const std::string letters = stage.shell.read("roll/letters.html");
  std::string row;
  std::getline(rows, row);
  CHECK(row == "name,id,code");
  std::size_t voters = 0;
  for (; std::getline(rows, row); ++voters) {
    const auto code = ballot::VotingCode::from_typed(row.substr(row.rfind(',') + 1)).value();
    const auto credential = crypto::mul_base(code.derive_key("sample-2026")).publish();
    CHECK(mapping.find(row.substr(0, row.rfind(',')) + "," + hex(credential.bytes())) !=
          std::string::npos);
    CHECK(letters.find(row.substr(row.rfind(',') + 1)) != std::string::npos);
  }
  CHECK(voters == 2);
  for (const char* name : {"letters.html", "codes.csv", "mapping.csv"}) {
    struct stat status {};
    REQUIRE(stat(stage.shell.path("roll/" + std::string(name)).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
  }

  CHECK(stage.shell.done(stage.post("@registrar.key"))
            .out.starts_with("the roll of 2 voters is on the board; its check code is "));
  CHECK(stage.status().voters == 2);
  CHECK(stage.shell.done(stage.post("@registrar.key")).out == "the roll is on the board already\n");
}

TEST_CASE("the order of the roll that is made says nothing of the list") {
  RollStage stage;
  std::string list = "name,id\n";
  for (int i = 0; i < 12; ++i)
    list += "Voter " + std::to_string(i) + "," + std::to_string(i) + "\n";
  stage.shell.write("many.csv", list);
  stage.shell.done(stage.make({"--list", "@many.csv"}));
  // It is posted as it stands there: ascending, whoever stands behind a credential.
  const auto roll = read_roll_file(stage.shell.path("roll/roll"));
  REQUIRE(roll.has_value());
  std::vector<std::string> made;
  for (const auto& entry : roll->entries) made.push_back(hex(entry.credential.bytes()));
  CHECK(made.size() == 12);
  CHECK(std::ranges::is_sorted(made));
}

TEST_CASE("roll make names what is wrong, and makes nothing") {
  RollStage stage;
  const auto refusal = [&](const std::vector<std::string>& words) {
    const std::string error = stage.shell.refusal(words);
    CHECK_FALSE(stage.shell.has("roll"));
    return error;
  };
  CHECK(refusal(stage.make({})) ==
        "tabella: roll: arguments.missing: needs either --list FILE.csv or --voters N\n");
  CHECK(refusal(stage.make({"--list", "@none.csv"})).starts_with("tabella: roll: file.read: "));
  CHECK(refusal(stage.make({"--voters", "51"})).find("voters") != std::string::npos);
  CHECK(refusal(stage.make({"--voters", "2", "--style", "none"})) ==
        "tabella: roll: roll.style: the election has no style none\n");
  CHECK(refusal(stage.make({"--list", "@voters.csv", "--voters", "2"})) ==
        "tabella: roll: arguments.missing: needs either --list FILE.csv or --voters N\n");
  stage.shell.write("wrong.csv", "name,id,weight\n,1,1\nBo,2,9\n");
  const std::string rows = refusal(stage.make({"--list", "@wrong.csv"}));
  CHECK(rows.find("row 2: no name") != std::string::npos);
  CHECK(rows.find("row 3: the weight is an integer from 1 to 3") != std::string::npos);
  auto words = stage.make();
  words[3] = "other-2026";
  CHECK(refusal(words) == "tabella: roll: there is no election other-2026\n");
  words = stage.make();
  words[5] = "v.example";
  CHECK(refusal(words) == "tabella: roll: --address must begin with https:// or http://\n");
  stage.shell.write("policy.txt", verifier::test::policy_text(true));
  CHECK(refusal(stage.make()).starts_with("tabella: the board does not verify: "));
  stage.shell.write("policy.txt", verifier::test::policy_text());
  stage.shell.write("roll", "mine");
  CHECK(stage.shell.refusal(stage.make()) ==
        "tabella: roll: " + stage.shell.path("roll") + " is there already\n");
  CHECK(stage.shell.read("roll") == "mine");
}

TEST_CASE("a roll is posted by the registrar's key alone, and only the one that was made") {
  RollStage stage;
  CHECK(stage.shell.refusal(stage.post("@registrar.key")).find("roll/roll") != std::string::npos);
  stage.shell.done(stage.make());
  CHECK(stage.shell.refusal(stage.post("@none.key")).starts_with("tabella: file.read: "));
  stage.shell.done({"key", "@other.key", "--name", "registrar"});
  const Ran wrong = stage.shell.run(stage.post("@other.key"));
  CHECK(wrong.exit == kExitDifferent);
  CHECK(wrong.error.starts_with("refused: post.signatures"));
  CHECK(stage.status().voters == 0);

  stage.shell.done(stage.post("@registrar.key"));
  std::filesystem::remove_all(stage.shell.path("roll"));
  CHECK(stage.shell.refusal(stage.make()) ==
        "tabella: roll: the election is in phase ready; its roll is complete\n");
}

}  // namespace tabella::cli::test
