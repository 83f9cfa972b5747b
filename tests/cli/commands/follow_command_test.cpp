// tabella follow: a monitor that is started again and again goes on where it was.
#include "tests/cli/commands/served_board.h"

namespace tabella::cli::test {

TEST_CASE("follow tells phases in their order, and after a restart only what is new") {
  const CommandLine shell;
  ServedParties board(shell);
  board.hold_ceremony();
  const std::vector<std::string> once = {"follow",  board.url(), "--policy", "@policy.txt",
                                         "--state", "@state",    "--once"};
  const Ran first = shell.done(once);
  CHECK(
      first.out.starts_with("phase       sample-2026 join\n"
                            "phase       sample-2026 commit\n"
                            "phase       sample-2026 deal\n"
                            "phase       sample-2026 certify\n"
                            "phase       sample-2026 roll\n"
                            "verified    "));
  CHECK(shell.done(once).out.empty());

  board.open_voting();
  board.vote(0, 1);
  const std::string second = shell.done(once).out;
  CHECK(
      second.starts_with("phase       sample-2026 ready\n"
                         "phase       sample-2026 open\n"
                         "verified    "));
  CHECK(second.find("posts       1 ballot\n") != std::string::npos);
  CHECK(second.find("deal") == std::string::npos);

  // What it keeps is a record of its own.
  shell.done({"verify", "@state/record", "--policy", "@policy.txt"});
}

TEST_CASE("follow goes on from its own copy while the board is away, and mends a damaged one") {
  const CommandLine shell;
  std::string url;
  {
    ServedParties board(shell);
    board.hold_ceremony();
    const std::vector<std::string> once = {"follow",  board.url(), "--policy", "@policy.txt",
                                           "--state", "@state",    "--once"};
    shell.done(once);
    for (const auto& file :
         std::filesystem::recursive_directory_iterator(shell.path("state/record/tile/entries"))) {
      if (file.is_regular_file()) std::filesystem::resize_file(file.path(), 10);
    }
    const Ran mended = shell.done(once);
    CHECK(mended.error.starts_with("the copy is damaged, and the log is read again: "));
    CHECK(mended.out.starts_with("phase       sample-2026 join\n"));
    CHECK(shell.done(once).error.empty());
    url = board.url();
  }
  const Ran away = shell.run(
      {"follow", url, "--policy", "@policy.txt", "--state", "@state", "--once", "--json"});
  CHECK(away.exit == kExitDifferent);
  CHECK(away.error.empty());
  CHECK(away.out.starts_with(R"({"event":"alarm","alarm":"unreachable")"));
  shell.done({"verify", "@state/record", "--policy", "@policy.txt"});
}

TEST_CASE("LG3: follow holds a board to what it kept before a restart") {
  const CommandLine shell;
  {
    ServedParties board(shell);
    board.hold_ceremony();
    shell.done({"follow", board.url(), "--policy", "@policy.txt", "--state", "@state", "--once"});
  }
  ServedParties another(shell);
  another.hold_ceremony();
  const Ran fork = shell.run(
      {"follow", another.url(), "--policy", "@policy.txt", "--state", "@state", "--once"});
  CHECK(fork.exit == kExitDifferent);
  CHECK(fork.out.starts_with("ALARM       fork: "));
  CHECK(shell.has("state/evidence-fork/checkpoint-before"));
  // The copy is still of the first.
  shell.done({"verify", "@state/record", "--policy", "@policy.txt"});
}

TEST_CASE("follow names what it cannot begin with") {
  const CommandLine shell;
  shell.write("policy.txt", "no policy\n");
  const auto refusal = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"follow", "http://127.0.0.1:1"});
    return shell.refusal(words);
  };
  CHECK(refusal({"--state", "@state"}) == "tabella: follow: --policy FILE is missing\n");
  CHECK(refusal({"--policy", "@policy.txt"}) == "tabella: follow: --state FOLDER is missing\n");
  CHECK(
      refusal({"--policy", "@none.txt", "--state", "@state"}).starts_with("tabella: file.read: "));
  CHECK(refusal({"--policy", "@policy.txt", "--state", "@state"}).find("policy.form") !=
        std::string::npos);
  shell.write("policy.txt", verifier::test::policy_text());
  shell.write("state", "a file");
  CHECK(refusal({"--policy", "@policy.txt", "--state", "@state"})
            .starts_with("tabella: follow: file.write: "));
  std::filesystem::create_directories(shell.path("other/record"));
  shell.write("other/record/checkpoint", "no checkpoint\n");
  CHECK(refusal({"--policy", "@policy.txt", "--state", "@other"}).find("record/checkpoint: ") !=
        std::string::npos);
}

}  // namespace tabella::cli::test
