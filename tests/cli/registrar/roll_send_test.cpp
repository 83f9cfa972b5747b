// tabella roll send: every code goes out once, and the registrar sees what became of it.
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <filesystem>
#include <set>
#include <sstream>

#include "ballot/receipt_code.h"
#include "ballot/voting_code.h"
#include "cli/registrar/invitations.h"
#include "cli/registrar/mail_address.h"
#include "cli/registrar/sending_report.h"
#include "crypto/bytes.h"
#include "tests/cli/registrar/mail_host.h"
#include "tests/cli/registrar/roll_stage.h"

namespace tabella::cli::test {

namespace {

struct Letters {
  Letters() {
    stage.shell.write("voters.csv",
                      "name,email\n\"Ada, Countess\",ada@mail.example\nBo,nobody@mail.example\n"
                      "\xE4\xB8\xAD,zhong@mail.example\n");
    stage.shell.done(stage.make());
  }
  void post() {
    stage.shell.done(stage.post("@registrar.key"));
    stage.publish_page("voter", page);
    stage.publish_page("check", check_page);
  }
  [[nodiscard]] Ran send(const std::vector<std::string>& more = {}) const {
    return send_to(host.url(), more);
  }
  [[nodiscard]] Ran send_to(const std::string& url,
                            const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"roll",
                                      "send",
                                      "@roll/codes.csv",
                                      "sample-2026",
                                      "--smtp",
                                      url,
                                      "--from",
                                      "elections@town.example",
                                      "--address",
                                      "https://v.example",
                                      "--check-address",
                                      "https://c.example"};
    words.insert(words.end(), more.begin(), more.end());
    return stage.shell.run(stage.board.on_board(words));
  }
  [[nodiscard]] std::string code(std::size_t row) const {
    return read_invitations(stage.shell.read("roll/codes.csv")).value()[row].code;
  }
  [[nodiscard]] bool asked(std::size_t row) const {
    return read_invitations(stage.shell.read("roll/codes.csv")).value()[row].asked_to_test;
  }

  RollStage stage;
  MailHost host;
  bulletin_board::PageHash page{7, 7, 7};
  bulletin_board::PageHash check_page{8, 8, 8};
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string summary(std::size_t sent, std::size_t refused, std::size_t returned,
                    std::size_t unknown, std::size_t unsent) {
  return "Invitations: " + std::to_string(sent) + " handed to the mail server, " +
         std::to_string(refused) + " refused, " + std::to_string(returned) + " came back, " +
         std::to_string(unknown) + " unknown, " + std::to_string(unsent) + " not sent";
}

// What a reader of the mail sees.
std::string text_of(const TakenMail& mail) {
  std::string encoded;
  bool is_body = false;
  std::istringstream lines(mail.data.substr(mail.data.find("\r\n\r\n") + 4));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) {
      is_body = true;
    } else if (is_body && !line.starts_with("--") && line != ".") {
      encoded += line;
    }
  }
  const auto bytes = decode_base64(encoded).value();
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("every voting code is handed to the mail server once, and what became of it is told") {
  Letters letters;
  letters.post();
  const Ran first = letters.send({"--contact", "030 1234"});
  INFO(first.out << first.error);
  CHECK(first.exit == kExitDifferent);
  CHECK(first_line(first.out) == summary(2, 1, 0, 0, 0));
  CHECK(first.out.find("\nrow 2, Bo <nobody@mail.example>: refused: ") != std::string::npos);
  CHECK(first.out.find("refused: 550 5.1.1 no such person\n") != std::string::npos);
  const auto taken = letters.host.taken();
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].from == "elections@town.example");
  CHECK(taken[0].to == "ada@mail.example");
  CHECK(taken[1].to == "zhong@mail.example");
  for (std::size_t i : {0u, 1u}) {
    const std::string text = text_of(taken[i]);
    INFO(text);
    for (const std::string& words :
         {letters.code(2 * i), std::string("https://v.example"), std::string("030 1234"),
          ballot::receipt_code(letters.page), "SHA-256 " + hex(letters.page),
          std::string("https://c.example"), ballot::receipt_code(letters.check_page),
          "SHA-256 " + hex(letters.check_page)}) {
      CHECK(text.find(words) != std::string::npos);
    }
    CHECK((text.find("You are asked to test") != std::string::npos) == letters.asked(2 * i));
    // Not where it is logged and previewed.
    CHECK(taken[i].data.find(letters.code(2 * i)) == std::string::npos);
    CHECK(taken[i].data.find("\r\nSubject: =?UTF-8?B?") != std::string::npos);
    CHECK(taken[i].data.find("\r\nAuto-Submitted: auto-generated\r\n") != std::string::npos);
  }
  CHECK(text_of(taken[1]).find("\xE4\xB8\xAD") != std::string::npos);

  // Again: nobody gets a second one, and who was refused is tried.
  CHECK(first_line(letters.send().out) == summary(2, 1, 0, 0, 0));
  CHECK(letters.host.taken().size() == 2);
  CHECK(first_line(letters.send({"--again", "1,3"}).out) == summary(2, 1, 0, 0, 0));
  CHECK(letters.host.taken().size() == 4);
  struct stat status {};
  REQUIRE(stat(letters.stage.shell.path("roll/codes.csv.sent").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK(letters.stage.shell.read("roll/codes.csv.sent").find(letters.code(0)) == std::string::npos);

  const Ran sent = letters.stage.shell.run({"roll", "sent", "@roll/codes.csv", "--returned", "3"});
  CHECK(first_line(sent.out) == summary(1, 1, 1, 0, 0));
  CHECK(sent.out.find("<zhong@mail.example>: came back\n") != std::string::npos);
  CHECK(letters.stage.shell.refusal({"roll", "sent", "@roll/codes.csv", "--returned", "2"}) ==
        "tabella: roll: row 2 was not sent, so it cannot come back\n");
}

TEST_CASE("a mail that may have been taken is not sent again by itself") {
  Letters letters;
  letters.stage.shell.write("lost.csv",
                            "name,email\nAda,ada@mail.example\nBo,vanish@mail.example\n"
                            "Cem,cem@mail.example\n");
  std::filesystem::remove_all(letters.stage.shell.path("roll"));
  letters.stage.shell.done(letters.stage.make({"--list", "@lost.csv"}));
  letters.post();
  const Ran cut = letters.send();
  CHECK(cut.exit == kExitCannot);
  CHECK(cut.error.find("mail.server: ") != std::string::npos);
  CHECK(first_line(cut.out) == summary(1, 0, 0, 1, 1));
  const Ran rest = letters.send();
  CHECK(rest.exit == kExitDifferent);
  CHECK(first_line(rest.out) == summary(2, 0, 0, 1, 0));
  CHECK(rest.out.find("row 2, Bo <vanish@mail.example>: may have been handed over") !=
        std::string::npos);
  CHECK(letters.host.taken().size() == 2);
}

TEST_CASE("a line that a crash cut off is written over") {
  Letters letters;
  letters.post();
  letters.stage.shell.write("roll/codes.csv.sent",
                            "1,\"Ada, Countess\",\"ada@mail.example\",sent,\"\"\n3,\"\xE4");
  CHECK(first_line(letters.send().out) == summary(2, 1, 0, 0, 0));
  REQUIRE(letters.host.taken().size() == 1);
  CHECK(letters.host.taken()[0].to == "zhong@mail.example");
  CHECK(first_line(letters.stage.shell.run({"roll", "sent", "@roll/codes.csv"}).out) ==
        summary(2, 1, 0, 0, 0));
}

TEST_CASE("killed at any line of the report or within it, nobody gets a second mail") {
  Letters letters;
  letters.post();
  // The report says that a mail has begun before the server has any of it.
  std::atomic<int> told = 0;
  letters.host.before_data = [&](const std::string& to) {
    std::ifstream file(letters.stage.shell.path("roll/codes.csv.sent"));
    const std::string report{std::istreambuf_iterator<char>(file), {}};
    if (report.ends_with("\"" + to + "\",begun,\"\"\n")) ++told;
  };
  CHECK(first_line(letters.send().out) == summary(2, 1, 0, 0, 0));
  CHECK(told == 2);
  const auto& shell = letters.stage.shell;
  std::vector<std::string> lines;
  std::istringstream report(shell.read("roll/codes.csv.sent"));
  for (std::string line; std::getline(report, line);) lines.push_back(line + "\n");
  REQUIRE(lines.size() == 6);  // begun and its end, of each of the three
  for (std::size_t cut = 0; cut < 2 * lines.size(); ++cut) {
    INFO(cut);
    std::string left;
    std::set<std::string> begun;  // of these the server may have taken a mail
    for (std::size_t i = 0; i < cut / 2; ++i) {
      left += lines[i];
      if (lines[i].find("nobody") != std::string::npos) continue;
      begun.insert(lines[i].find("ada") != std::string::npos ? "ada@mail.example"
                                                             : "zhong@mail.example");
    }
    if (cut % 2 == 1) left += lines[cut / 2].substr(0, lines[cut / 2].size() / 2);
    shell.write("roll/codes.csv.sent", left);
    const std::size_t before = letters.host.taken().size();
    (void)letters.send();
    const auto taken = letters.host.taken();
    std::set<std::string> again;
    for (std::size_t i = before; i < taken.size(); ++i) {
      CHECK_FALSE(begun.contains(taken[i].to));
      CHECK(again.insert(taken[i].to).second);
    }
    // Nor is anybody left out.
    CHECK(again.size() + begun.size() == 2);
  }
}

TEST_CASE("nothing is sent where anything is wrong") {
  Letters letters;
  const auto refusal = [&](const Ran& ran) {
    INFO(ran.out);
    CHECK(ran.exit == kExitCannot);
    CHECK(letters.host.taken().empty());
    return ran.error;
  };
  CHECK(refusal(letters.send()).find("the election is in phase roll") != std::string::npos);
  letters.stage.shell.done(letters.stage.post("@registrar.key"));
  CHECK(refusal(letters.send()).find("invitation.page: ") != std::string::npos);
  letters.stage.publish_page("voter", letters.page);
  CHECK(refusal(letters.send()).find("the hash of the check page is not on the log yet") !=
        std::string::npos);
  letters.stage.publish_page("check", letters.check_page);
  CHECK(refusal(letters.send_to("http://127.0.0.1:1")).find("mail.url: ") != std::string::npos);
  // Neither without TLS because it begins like this computer.
  CHECK(refusal(letters.send_to("smtp://localhost:x@" + letters.host.url().substr(7)))
            .find("mail.url: ") != std::string::npos);
  CHECK(refusal(letters.send({"--again", "4"})).find("no row from 1 to 3") != std::string::npos);
  CHECK(refusal(letters.send({"--again", "x"})).find("no row from 1 to 3") != std::string::npos);

  // Nobody listens there: nothing is known as sent.
  const Ran silent = letters.send_to("smtp://127.0.0.1:1");
  CHECK(first_line(silent.out) == summary(0, 0, 0, 0, 3));
  CHECK(refusal(silent).find("mail.server: ") != std::string::npos);
  // Not without TLS to another computer; this one offers none.
  const Ran plain = letters.send_to("smtp://127.1:" + letters.host.url().substr(17));
  CHECK(first_line(plain.out) == summary(0, 0, 0, 0, 3));
  CHECK_FALSE(refusal(plain).empty());
  letters.host.answer_to_sender = "530 5.7.0 log in first";
  const Ran stranger = letters.send();
  CHECK(first_line(stranger.out) == summary(0, 0, 0, 0, 3));
  CHECK_FALSE(refusal(stranger).empty());

  // Another table's report, one that is none, and one that another program writes.
  const auto& shell = letters.stage.shell;
  const auto with_report = [&](const std::string& report) {
    shell.write("roll/codes.csv.sent", report);
    return refusal(letters.send());
  };
  CHECK(with_report("1,Eve,eve@mail.example,sent,\n").find("sending.other") != std::string::npos);
  CHECK(with_report("4,Eve,eve@mail.example,sent,\n").find("sending.other") != std::string::npos);
  for (const char* line : {"sent\n", "0,a,b,sent,\n", "1,a,b,gone,\n", "x,a,b,sent,\n"}) {
    CHECK(with_report(line).find("sending.form") != std::string::npos);
  }
  shell.write("roll/codes.csv.sent", "");
  const auto invitations = read_invitations(shell.read("roll/codes.csv")).value();
  const auto other = SendingReport::open(shell.path("roll/codes.csv.sent"), invitations,
                                         SendingReport::Access::write);
  REQUIRE(other.has_value());
  CHECK(refusal(letters.send()).find("sending.busy") != std::string::npos);
}

TEST_CASE("a table of invitations is right in every row, or nothing is sent") {
  const auto refusal = [](const std::string& text) {
    const auto read = read_invitations(text);
    return read ? "accepted" : read.error().message();
  };
  const auto made = ballot::VotingCode::random().expose_for_storage();
  const std::string right(made.begin(), made.end());
  CHECK(refusal("person,address,code\nAda,ada@mail.example," + right + "\n") == "accepted");
  CHECK(refusal("name,id,email,code\nAda,1,ada@mail.example," + right + "\n") == "accepted");
  const auto asked = [&](const std::string& test) {
    return read_invitations("name,email,test,code\nAda,ada@mail.example," + test + "," + right);
  };
  CHECK(asked("yes").value()[0].asked_to_test);
  CHECK_FALSE(asked("no").value()[0].asked_to_test);
  for (const char* neither : {"", "YES", "1"}) {
    CHECK(asked(neither).error().message() ==
          "invitations.rows: row 2: test is yes or no; nothing was sent");
  }
  // The same code in another spelling.
  std::string bare = right;
  std::erase(bare, '-');
  std::ranges::transform(bare, bare.begin(), [](unsigned char c) { return std::tolower(c); });
  CHECK(read_invitations("name,email,code\nAda,ada@mail.example," + bare + "\n").value()[0].code ==
        right);
  CHECK(refusal("name,email,code\nAda,a@mail.example," + right + "\nBo,b@mail.example," + bare +
                "\n") == "invitations.rows: row 3: same code as row 2; nothing was sent");
  CHECK(refusal("") == "invitations.rows: the table is empty");
  CHECK(refusal("name,code\nAda," + right + "\n").starts_with("invitations.rows: row 1: "));
  CHECK(refusal("name,email,code\n").find("no voter follows") != std::string::npos);
  CHECK(refusal("name,email,code\nAda,Main Street 1," + right +
                "\nBo,b@mail.example,12\n,c@mail.example," + right + "\nDo,d@mail.example\n") ==
        "invitations.rows: row 2: \"Main Street 1\" is no address of mail; row 3: no voting code; "
        "row 4: no name; row 4: same code as row 2; row 5: 2 fields, expected 3; nothing was sent");
}

TEST_CASE("an address of mail holds nothing that a mail server could take for more") {
  for (const char* good : {"a@b", "ada.l+vote@mail.example", "o'neil@mail.example"}) {
    CHECK(is_mail_address(good));
  }
  for (const char* bad : {"", "@", "a@", "@b", "a b@c", "a@b\r\nRCPT TO:<c@d>", "<a@b>", "a@b,c@d",
                          "a@b@c", "\"a\"@b", "\xC3\xA4@b", "a@b;c"}) {
    INFO(bad);
    CHECK_FALSE(is_mail_address(bad));
  }
  CHECK_FALSE(is_mail_address("a@" + std::string(253, 'b')));
}

}  // namespace tabella::cli::test
