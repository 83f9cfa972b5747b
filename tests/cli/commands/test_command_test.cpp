// tabella test open: the second device's part of a test.
#include "ballot/answers_json.h"
#include "ballot/receipt_code.h"
#include "ballot/test_file.h"
#include "tests/cli/commands/shown_board.h"

namespace tabella::cli::test {

namespace {

ballot::Answers answers_for(std::uint32_t option) {
  ballot::Answers answers;
  answers.add(ballot::Chosen{{option}});
  return answers;
}

// A ballot that voter 1 sealed and did not cast, and what opens it.
struct Sealed {
  Sealed() {
    ShownBoard::hold_until_open(board);
    seal(1);
    board.show(shell);
  }
  void seal(std::uint32_t option) {
    const auto& parties = board.parties;
    const auto& election = *board.memory.board.find(parties.definition.id);
    const ballot::Sealer sealer(parties.definition, parties.styles[0], *election.fingerprint(),
                                election.keys()->election_key());
    auto sealed = sealer.seal(answers_for(option), parties.voters[1], 1).value();
    const auto id = sealed.id();
    code = ballot::receipt_code(id);
    auto revealed = std::move(sealed).reveal();
    test = {*election.fingerprint(),
            "all",
            revealed.credential,
            revealed.sequence,
            id,
            std::move(revealed.seed),
            revealed.K,
            {}};
    write_with_answers(option);
  }
  void write_with_answers(std::uint32_t option) {
    shell.write("my.test", ballot::encode(test, ballot::expose_as_json(board.parties.definition,
                                                                       board.parties.styles[0],
                                                                       answers_for(option))));
  }
  [[nodiscard]] std::vector<std::string> open() const {
    return {"test",    "open",    "@my.test", "--code",     code,
            "--board", "@record", "--policy", "@policy.txt"};
  }

  CommandLine shell;
  ShownBoard board;
  ballot::TestFile test;
  std::string code;
};

}  // namespace

TEST_CASE("test open says in words what a sealed ballot contains") {
  const Sealed sealed;
  const std::string out = sealed.shell.done(sealed.open()).out;
  CHECK(out.starts_with("The sealed ballot contains:\n"));
  CHECK(out.find("Option 2") != std::string::npos);
  CHECK(out.find("Option 1") == std::string::npos);
}

TEST_CASE("BA15: a ballot that does not contain what was chosen, or is another, is called out") {
  Sealed sealed;
  const auto difference = [&] {
    const Ran ran = sealed.shell.run(sealed.open());
    CHECK(ran.exit == kExitDifferent);
    CHECK(ran.out.empty());
    return ran.error;
  };
  SECTION("other answers than were sealed") {
    sealed.write_with_answers(0);
    CHECK(difference().starts_with(
        "tabella: test.different: the sealed ballot does not contain these answers"));
  }
  SECTION("another ballot than the one whose code was noted") {
    const std::string noted = sealed.code;
    sealed.seal(1);
    sealed.code = noted;
    CHECK(difference().starts_with(
        "tabella: test.different: this is not the ballot whose receipt code you noted"));
  }
}

TEST_CASE("test open refuses a ballot that was cast, and an election of another board") {
  Sealed sealed;
  SECTION("cast") {
    const auto& parties = sealed.board.parties;
    const auto& election = *sealed.board.memory.board.find(parties.definition.id);
    const ballot::Sealer sealer(parties.definition, parties.styles[0], *election.fingerprint(),
                                election.keys()->election_key());
    auto again = sealer.seal(answers_for(1), parties.voters[1], 1).value();
    sealed.test.ballot = again.id();
    sealed.code = ballot::receipt_code(again.id());
    const std::string line = ballot::encode(std::move(again).cast(parties.voters[1]));
    sealed.board.post(Bytes(line.begin(), line.end()));
    sealed.board.show(sealed.shell);
    sealed.write_with_answers(1);
    CHECK(sealed.shell.refusal(sealed.open()) ==
          "tabella: test.cast: this ballot was cast. It is not opened: that would prove a vote\n");
  }
  SECTION("another board") {
    ShownBoard other;
    ShownBoard::hold_until_open(other);
    other.show(sealed.shell);
    CHECK(sealed.shell.refusal(sealed.open()).starts_with("tabella: test.election: "));
  }
}

TEST_CASE("test open wants the code first, and names what it cannot read") {
  const Sealed sealed;
  const auto without_code = std::vector<std::string>{"test",    "open",     "@my.test",   "--board",
                                                     "@record", "--policy", "@policy.txt"};
  CHECK(sealed.shell.refusal(without_code).starts_with("tabella: test: --code is missing"));
  auto words = sealed.open();
  words[4] = "5J2Q0";
  CHECK(sealed.shell.refusal(words).starts_with("tabella: test: receipt_code."));
  words = sealed.open();
  words[2] = "@none.test";
  CHECK(sealed.shell.refusal(words).starts_with("tabella: file.read: "));
  words[2] = "@policy.txt";
  CHECK(sealed.shell.refusal(words).find("policy.txt: test.") != std::string::npos);
  words = sealed.open();
  words[8] = "@none.txt";
  CHECK(sealed.shell.refusal(words).find("none.txt") != std::string::npos);
}

}  // namespace tabella::cli::test
