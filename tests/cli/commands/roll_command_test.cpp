// tabella roll: codes, letters and the roll, or nothing at all.
#include <sys/stat.h>

#include <algorithm>
#include <sstream>

#include "ballot/receipt_code.h"
#include "ballot/voting_code.h"
#include "cli/party/party_key.h"
#include "cli/registrar/asked_to_test.h"
#include "cli/registrar/invitations.h"
#include "cli/registrar/roll_file.h"
#include "tests/cli/registrar/roll_stage.h"

namespace tabella::cli::test {

TEST_CASE("roll make makes a code for every voter, and roll post their credentials") {
  RollStage stage;
  CHECK(stage.shell.done(stage.make()).out.starts_with("2 voting codes in "));
  std::istringstream rows(stage.shell.read("roll/codes.csv"));
  const std::string mapping = stage.shell.read("roll/mapping.csv");
  std::string row;
  std::getline(rows, row);
  CHECK(row == "name,id,test,code");
  std::size_t voters = 0;
  for (; std::getline(rows, row); ++voters) {
    const auto code = ballot::VotingCode::from_typed(row.substr(row.rfind(',') + 1)).value();
    const auto credential = crypto::mul_base(code.derive_key("sample-2026")).publish();
    const std::size_t named = row.find(',', row.find(',') + 1);
    CHECK(mapping.find(row.substr(0, named) + "," + hex(credential.bytes())) != std::string::npos);
  }
  CHECK(voters == 2);
  for (const char* name : {"codes.csv", "mapping.csv"}) {
    struct stat status {};
    REQUIRE(stat(stage.shell.path("roll/" + std::string(name)).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
  }

  CHECK(stage.shell.done(stage.post("@registrar.key"))
            .out.starts_with("the roll of 2 voters is on the board; its check code is "));
  CHECK(stage.status().voters == 2);
  CHECK(stage.shell.done(stage.post("@registrar.key")).out == "the roll is on the board already\n");
}

TEST_CASE("one voter in eight is asked to test, and only codes.csv and the letters say who") {
  RollStage stage;
  const Ran made = stage.shell.run(stage.make({"--voters", "17"}));
  REQUIRE(made.exit == kExitDone);
  CHECK(made.out.find("asked to test the voting page: 3, drawn by lot") != std::string::npos);
  const std::string table = stage.shell.read("roll/codes.csv");
  const auto codes = read_invitations(table, Addresses::ignored).value();
  REQUIRE(codes.size() == 17);
  CHECK(std::ranges::count(codes, true, &Invitation::asked_to_test) == 3);
  // Of the two other files a row, or an entry, has what it had.
  std::istringstream mapping(stage.shell.read("roll/mapping.csv"));
  std::string row;
  std::getline(mapping, row);
  CHECK(row == "name,id,credential");
  while (std::getline(mapping, row)) CHECK(std::ranges::count(row, ',') == 2);
  const auto roll = read_roll_file(stage.shell.path("roll/roll")).value();
  CHECK(encode(roll) == stage.shell.read("roll/roll"));

  stage.shell.done(stage.post("@registrar.key"));
  stage.publish_page("voter", {1});
  stage.publish_page("check", {2});
  stage.shell.done(stage.board.on_board({"roll", "letters", "@roll/codes.csv", "sample-2026",
                                         "@letters.html", "--address", "https://v.example",
                                         "--check-address", "https://c.example"}));
  const std::string html = stage.shell.read("letters.html");
  // A letter ends with its section, and its code stands in it once.
  for (const Invitation& each : codes) {
    const std::size_t code = html.find(each.code);
    const std::size_t begin = html.rfind("<section>", code);
    const std::string letter = html.substr(begin, html.find("</section>", code) - begin);
    CHECK((letter.find("You are asked to test") != std::string::npos) == each.asked_to_test);
  }
}

TEST_CASE("the number of those who are asked to test is an eighth, rounded up") {
  for (std::size_t voters = 1; voters <= 100; ++voters) {
    const std::size_t asked = count_asked_to_test(voters);
    CHECK(asked * 8 >= voters);
    CHECK((asked - 1) * 8 < voters);
    CHECK(static_cast<std::size_t>(std::ranges::count(draw_asked_to_test(voters), true)) == asked);
  }
}

TEST_CASE("the order of the roll that is made says nothing of the list") {
  RollStage stage;
  std::string list = "name,id\n";
  for (int i = 0; i < 12; ++i)
    list += "Voter " + std::to_string(i) + "," + std::to_string(i) + "\n";
  stage.shell.write("many.csv", list);
  stage.shell.done(stage.make({"--list", "@many.csv"}));
  // It is posted in the order of the file: ascending, which says nothing of the voters.
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

TEST_CASE("letters have every code, and the check code of the page that is on the log") {
  RollStage stage;
  stage.shell.done(stage.make());
  const auto letters = [&](const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {
        "roll",      "letters",           "@roll/codes.csv", "sample-2026",      "@letters.html",
        "--address", "https://v.example", "--check-address", "https://c.example"};
    words.insert(words.end(), more.begin(), more.end());
    return stage.board.on_board(words);
  };
  const auto refusal = [&](const std::vector<std::string>& words) {
    const std::string error = stage.shell.refusal(words);
    CHECK_FALSE(stage.shell.has("letters.html"));
    return error;
  };
  CHECK(refusal(letters()).starts_with("tabella: roll: invitation.phase: "));
  stage.shell.done(stage.post("@registrar.key"));
  CHECK(refusal(letters()).starts_with("tabella: roll: invitation.page: "));
  const bulletin_board::PageHash hash{1, 2, 3};
  stage.publish_page("voter", hash);
  CHECK(refusal(letters()).starts_with("tabella: roll: invitation.page: "));
  const bulletin_board::PageHash check_hash{4, 5, 6};
  stage.publish_page("check", check_hash);
  auto words = letters();
  words[6] = "v.example";
  CHECK(refusal(words).find("--address must begin with https:// or http://") != std::string::npos);
  words = letters();
  words[8] = "c.example";
  CHECK(refusal(words).find("--check-address must begin with https:// or http://") !=
        std::string::npos);
  words = letters();
  words.erase(words.begin() + 7, words.begin() + 9);
  CHECK(refusal(words).find("--check-address URL is missing") != std::string::npos);
  words = letters({"--contact", std::string(301, 'x')});
  CHECK(refusal(words).find("an address or contact is too long") != std::string::npos);
  words = letters();
  words[3] = "other-2026";
  CHECK(refusal(words).starts_with("tabella: roll: invitation.election: "));
  const auto strange = ballot::VotingCode::random().expose_for_storage();
  stage.shell.write("other.csv", "name,code\nEve," + std::string(strange.begin(), strange.end()));
  words = letters();
  words[2] = "@other.csv";
  CHECK(refusal(words).starts_with("tabella: roll: invitation.roll: "));
  stage.shell.write("other.csv", "name,code\nEve,12\n");
  CHECK(refusal(words).find("row 2: no voting code; nothing was done") != std::string::npos);

  CHECK(stage.shell.done(letters({"--contact", "030 1234"})).out.starts_with("2 letters in "));
  const std::string html = stage.shell.read("letters.html");
  std::istringstream rows(stage.shell.read("roll/codes.csv"));
  std::string row;
  for (std::getline(rows, row); std::getline(rows, row);) {
    CHECK(html.find(row.substr(row.rfind(',') + 1)) != std::string::npos);
  }
  CHECK(html.find("030 1234") != std::string::npos);
  CHECK(html.find(ballot::receipt_code(hash)) != std::string::npos);
  CHECK(html.find("https://c.example") != std::string::npos);
  CHECK(html.find(ballot::receipt_code(check_hash)) != std::string::npos);
  struct stat status {};
  REQUIRE(stat(stage.shell.path("letters.html").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(stage.shell.refusal(letters()) ==
        "tabella: roll: " + stage.shell.path("letters.html") + " is there already\n");
  words = letters({"--without-page"});
  words[4] = "@without.html";
  stage.shell.done(words);
  CHECK(stage.shell.read("without.html").find("SHA-256") == std::string::npos);
}

TEST_CASE("codes are those of the published roll, or who is on one alone is told") {
  RollStage stage;
  stage.shell.done(stage.make());
  const auto check = [&](const std::string& table) {
    return stage.shell.run(stage.board.on_board({"roll", "check", table, "sample-2026"}));
  };
  CHECK(check("@roll/codes.csv").error ==
        "tabella: roll: the election is in phase roll; its roll is not complete\n");
  stage.shell.done(stage.post("@registrar.key"));
  const Ran same = check("@roll/codes.csv");
  CHECK(same.exit == kExitDone);
  CHECK(same.out ==
        "2 of 2 codes are on the roll; entries of the roll that have none of them: 0\n");
  const std::string codes = stage.shell.read("roll/codes.csv");
  const auto strange = ballot::VotingCode::random().expose_for_storage();
  // The first of the two, and one who is on no roll.
  stage.shell.write("other.csv", codes.substr(0, codes.find('\n', codes.find('\n') + 1)) +
                                     "\nEve,9,no," + std::string(strange.begin(), strange.end()));
  const Ran other = check("@other.csv");
  CHECK(other.exit == kExitDifferent);
  CHECK(other.out ==
        "row 2, Eve: the code is not on the roll\n"
        "1 of 2 codes are on the roll; entries of the roll that have none of them: 1\n"
        "Send no codes: the list differs from the published one.\n");
  stage.shell.write("wrong.csv", "name\nAda\n");
  CHECK(check("@wrong.csv").error.find("row 1: the columns are name and code") !=
        std::string::npos);
  CHECK(check("@none.csv").error.find("file.read") != std::string::npos);
}

}  // namespace tabella::cli::test
