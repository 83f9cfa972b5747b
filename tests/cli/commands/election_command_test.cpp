// The officials' pages and notices from the command line, and how they are signed.
#include "ballot/receipt_code.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "crypto/hash.h"
#include "tests/bulletin_board/parties.h"
#include "tests/cli/command_line.h"

namespace tabella::cli::test {

namespace {

// Where the announcement of an election "town" lies, as tabella election prepare writes it.
struct Town {
  Town() {
    parties.definition.id = "town";
    shell.write("town", bulletin_board::text_of_post(
                            bulletin_board::encode(parties.election_post()), parties.origin) +
                            "\n");
  }
  [[nodiscard]] std::string unsigned_post(const bulletin_board::SignedPost& post) const {
    return bulletin_board::text_of_post(bulletin_board::encode(post),
                                        bulletin_board::name_of(parties.announcement())) +
           "\n";
  }

  CommandLine shell;
  bulletin_board::test::Parties parties;
};

}  // namespace

TEST_CASE("election page writes the hash of a page, which tabella sign says in words") {
  const Town town;
  const CommandLine& shell = town.shell;
  shell.write("voter.html", "a page");
  const auto hash = crypto::sha256({as_bytes("a page")});
  shell.done({"election", "page", "@town", "voter", "@voter.html", "@page.post"});
  REQUIRE(shell.read("page.post") ==
          town.unsigned_post(bulletin_board::PagePost{"town", "voter", hash}));

  shell.done({"key", "@official.key", "--name", "official/1"});
  const Ran ran = shell.done({"sign", "@page.post", "--key", "@official.key"});
  CHECK(ran.out == "You sign that the voter page of town has the SHA-256 " + hex(hash) +
                       "\nIt counts only in the election whose announcement has the check code " +
                       ballot::receipt_code(town.parties.announcement()) +
                       ".\nsigned by official/1, 1 in all\n");
  const Ran again = shell.run({"sign", "@page.post", "--key", "@official.key"});
  CHECK(again.exit == kExitCannot);
  CHECK(again.error ==
        "tabella: " + shell.path("page.post") + ": official/1 has signed it already\n");
}

TEST_CASE("election page refuses a page that does not exist, and writes over nothing") {
  const Town town;
  const CommandLine& shell = town.shell;
  shell.write("voter.html", "a page");
  CHECK(shell.refusal({"election", "page", "@town", "ballot", "@voter.html", "@page.post"}) ==
        "tabella: election: there is no page ballot (see --help)\n");
  CHECK(shell.refusal({"election", "page", "@town", "voter", "@none.html", "@page.post"})
            .starts_with("tabella: file.read: " + shell.path("none.html")));
  CHECK(shell.refusal({"election", "page", "@town", "voter", "@voter.html"}) ==
        "tabella: election: page takes DIR NAME FILE OUT.post; OUT.post is missing (see tabella "
        "election --help)\n");
  CHECK_FALSE(shell.has("page.post"));
  shell.write("page.post", "mine");
  CHECK(shell.refusal({"election", "page", "@town", "voter", "@voter.html", "@page.post"}) ==
        "tabella: election: " + shell.path("page.post") + " is there already\n");
  CHECK(shell.read("page.post") == "mine");
}

TEST_CASE("election notice writes one text for each language, which tabella sign shows") {
  const Town town;
  const CommandLine& shell = town.shell;
  shell.write("notice.json", R"({"zh": "会场九点开放。", "en": "The hall opens at nine."})");
  shell.done({"election", "notice", "@town", "@notice.json", "@notice.post"});
  REQUIRE(shell.read("notice.post") ==
          town.unsigned_post(bulletin_board::NoticePost{
              "town", {{"en", "The hall opens at nine."}, {"zh", "会场九点开放。"}}}));
  shell.done({"key", "@official.key", "--name", "official/1"});
  CHECK(shell.done({"sign", "@notice.post", "--key", "@official.key"})
            .out.starts_with("You sign this notice in town:\n  en: The hall opens at nine.\n"));
}

TEST_CASE("election revoke names an official and a reason, which tabella sign shows") {
  const Town town;
  const CommandLine& shell = town.shell;
  shell.done({"election", "revoke", "@town", "@revoke.post", "--official", "2", "--reason",
              "It was stolen."});
  REQUIRE(shell.read("revoke.post") ==
          town.unsigned_post(bulletin_board::RevokePost{"town", 2, "It was stolen."}));
  shell.done({"key", "@official.key", "--name", "official/1"});
  CHECK(shell.done({"sign", "@revoke.post", "--key", "@official.key"})
            .out.starts_with("You sign that the key of official 2 of town is revoked: nothing that "
                             "it signs is accepted any more. Reason: It was stolen.\n"));
}

TEST_CASE("election policy replaces the witnesses, whom tabella sign shows") {
  Town town;
  const CommandLine& shell = town.shell;
  bulletin_board::test::Parties others;
  others.add_witness("witness.example/new");
  shell.write("policy.txt", others.policy());
  shell.done({"election", "policy", "@town", "@policy.post", "--policy", "@policy.txt"});
  REQUIRE(shell.read("policy.post") ==
          town.unsigned_post(bulletin_board::PolicyPost{"town", others.policy()}));
  shell.done({"key", "@official.key", "--name", "official/1"});
  CHECK(shell.done({"sign", "@policy.post", "--key", "@official.key"})
            .out.starts_with("You sign that from now on others say when things happened in town: "
                             "all-of-them of witness.example/new\n"));
  others.origin = "another.example/log";
  shell.write("policy.txt", others.policy());
  CHECK(shell.refusal({"election", "policy", "@town", "@b.post", "--policy", "@policy.txt"})
            .starts_with("tabella: election: election.policy: policy: is for the log another"));
  shell.write("policy.txt", "# \x1b[2J\n" + town.parties.policy());
  CHECK(shell.refusal({"election", "policy", "@town", "@b.post", "--policy", "@policy.txt"})
            .starts_with("tabella: election: election.policy: policy: "));
  CHECK(shell.refusal({"election", "policy", "@town", "@b.post"}) ==
        "tabella: election: election.policy: --policy FILE is missing\n");
}

TEST_CASE("a revocation or a cancellation without its official or its reason is not written") {
  const Town town;
  const CommandLine& shell = town.shell;
  const std::string needs = "tabella: election: revoke needs --official N --reason TEXT\n";
  CHECK(shell.refusal({"election", "revoke", "@town", "@a.post", "--reason", "lost"}) == needs);
  CHECK(shell.refusal({"election", "revoke", "@town", "@a.post", "--official", "2"}) == needs);
  for (const char* number : {"0", "-1", "two", "4294967296"}) {
    INFO(number);
    CHECK(shell
              .refusal({"election", "revoke", "@town", "@a.post",
                        std::string("--official=") + number, "--reason", "lost"})
              .starts_with("tabella: election: "));
  }
  for (const char* reason : {"", "two\nlines", "left \u202e right"}) {
    INFO(reason);
    CHECK(shell
              .refusal({"election", "revoke", "@town", "@a.post", "--official", "2",
                        std::string("--reason=") + reason})
              .starts_with("tabella: election: --reason: "));
    CHECK(
        shell.refusal({"election", "cancel", "@town", "@a.post", std::string("--reason=") + reason})
            .starts_with("tabella: election: --reason: "));
  }
  CHECK(shell.refusal({"election", "open", "@town", "@a.post", "--reason", "lost"}) ==
        "tabella: election: --reason goes with cancel and revoke, not with open (see tabella "
        "election --help)\n");
  CHECK_FALSE(shell.has("a.post"));
}

TEST_CASE("election notice refuses what is no text for each language") {
  const Town town;
  const CommandLine& shell = town.shell;
  const auto refusal = [&](const std::string& text) {
    shell.write("notice.json", text);
    const std::string error =
        shell.refusal({"election", "notice", "@town", "@notice.json", "@notice.post"});
    CHECK_FALSE(shell.has("notice.post"));
    const std::string begin = "tabella: " + shell.path("notice.json") + ": ";
    REQUIRE(error.starts_with(begin));
    return error.substr(begin.size());
  };
  const std::string no_object = "is not an object with a text for each language\n";
  for (const char* text : {"The hall opens", "{}", "[]", "7", "\"text\"", "[\"text\"]",
                           R"({"en": 9})", R"({"en": "open", "zh": null})"}) {
    INFO(text);
    CHECK(refusal(text) == no_object);
  }
  CHECK(refusal(R"({"en": "left \u202e right"})").starts_with("en: "));
  CHECK(refusal(R"({"en": "one\u0007"})").starts_with("en: "));
  CHECK(shell.refusal({"election", "notice", "@town", "@none.json", "@notice.post"})
            .starts_with("tabella: file.read: "));
}

TEST_CASE("what officials say belongs to an announcement, which is named where it is missing") {
  const CommandLine shell;
  CHECK(shell.refusal({"election", "open", "@none", "@open.post"})
            .starts_with("tabella: election: file.read: " + shell.path("none")));
  shell.write("other", "{\"type\":\"open\",\"election\":\"town\"}\nof x\n\n");
  CHECK(shell.refusal({"election", "open", "@other", "@open.post"}) ==
        "tabella: election: election.announcement: " + shell.path("other") +
            ": announces no election (tabella election prepare)\n");
  CHECK_FALSE(shell.has("open.post"));
}

TEST_CASE("a key is sealed under ten characters or more") {
  const CommandLine shell;
  for (const char* short_one : {"", "a", "ninechars", "市城市广场城市广"}) {
    INFO(short_one);
    setenv("TABELLA_PASSPHRASE", short_one, 1);
    CHECK(shell.refusal({"key", "@official.key", "--name", "official/1"}) ==
          "tabella: key.passphrase: must have at least 10 characters, and at most 64 bytes\n");
  }
  CHECK_FALSE(shell.has("official.key"));
  setenv("TABELLA_PASSPHRASE", "城市广场城市广场城市", 1);
  shell.done({"key", "@official.key", "--name", "official/1"});
}

TEST_CASE("a key that is missing, wrong or sealed under another passphrase signs nothing") {
  const Town town;
  const CommandLine& shell = town.shell;
  shell.done({"election", "open", "@town", "@open.post"});
  const std::string before = shell.read("open.post");
  const auto refusal = [&] { return shell.refusal({"sign", "@open.post"}); };
  CHECK(refusal() == "tabella: sign: --key FILE is missing\n");
  const auto sign = [&] {
    const Ran ran = shell.run({"sign", "@open.post", "--key", "@official.key"});
    CHECK(ran.exit == kExitCannot);
    return ran.error;
  };
  CHECK(sign().starts_with("tabella: file.read: "));
  shell.write("official.key", "no key\n");
  CHECK(sign().starts_with("tabella: key.file"));
  std::filesystem::remove(shell.path("official.key"));
  shell.done({"key", "@official.key", "--name", "official/1"});
  setenv("TABELLA_PASSPHRASE", "another one", 1);
  CHECK(sign().starts_with("tabella: key.passphrase"));
  CHECK(shell.read("open.post") == before);
}

}  // namespace tabella::cli::test
