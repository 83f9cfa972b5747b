// tabella receipt check: what a receipt proves, by the same checks as C20 of tabella verify.
#include "tests/cli/commands/shown_board.h"

namespace tabella::cli::test {

namespace {

using bulletin_board::Act;

std::vector<std::string> check(bool on_board) {
  std::vector<std::string> words = {"receipt",      "check",    "@receipt.tlog-proof",
                                    "@ballot.post", "--policy", "@policy.txt"};
  if (on_board) words.insert(words.end(), {"--board", "@record"});
  return words;
}

// A ballot that was cast, its receipt, and the record that has it.
struct CastBallot {
  CastBallot() {
    ShownBoard::hold_until_open(board);
    entry = board.vote(0, 1);
    keep();
  }
  void keep() {
    shell.write("receipt.tlog-proof", board.receipt(entry));
    shell.write("ballot.post", board.entry(entry));
    board.show(shell);
  }
  // C20's verdict on the same receipt within the record.
  [[nodiscard]] int verify() const {
    return shell
        .run({"verify", "@record", "--policy", "@policy.txt", "--receipt", "@receipt.tlog-proof",
              "--ballot", "@ballot.post"})
        .exit;
  }

  CommandLine shell;
  ShownBoard board;
  std::uint64_t entry = 0;
};

}  // namespace

TEST_CASE("receipt check says where a ballot stands, and with the board what has become of it") {
  CastBallot cast;
  const Ran alone = cast.shell.done(check(false));
  CHECK(alone.out.starts_with("receipt code "));
  CHECK(alone.out.find("entry " + std::to_string(cast.entry) + " of the log board.example/test") !=
        std::string::npos);
  const auto last_line = [&] {
    const std::string out = cast.shell.done(check(true)).out;
    return out.substr(out.find('\n') + 1);
  };
  CHECK(last_line() == "it is the one that counts\n");
  CHECK(cast.verify() == kExitDone);

  SECTION("a later ballot replaces it") {
    cast.board.vote(0, 0, 2);
    cast.board.show(cast.shell);
    CHECK(last_line() == "a later ballot from the same voting code replaced it\n");
  }
  SECTION("it is counted") {
    cast.board.post(cast.board.parties.act(Act::close));
    for (const std::uint32_t trustee : {1u, 2u}) {
      cast.board.post(cast.board.parties.share(cast.board.memory.board, trustee));
    }
    cast.board.show(cast.shell);
    CHECK(last_line() == "it is part of the result\n");
  }
  SECTION("the election is cancelled") {
    cast.board.post(cast.board.parties.act(Act::cancel, "a fire"));
    cast.board.show(cast.shell);
    CHECK(last_line() == "the election was cancelled: no ballot is counted\n");
  }
}

TEST_CASE("receipt check refuses another ballot, log or policy") {
  CastBallot cast;
  const auto difference = [&](bool on_board = false) {
    const Ran ran = cast.shell.run(check(on_board));
    CHECK(ran.exit == kExitDifferent);
    return ran.error;
  };
  SECTION("another ballot") {
    cast.shell.write("ballot.post", cast.board.entry(cast.board.vote(1, 1)));
    CHECK(difference().starts_with("receipt.inclusion: entry "));
    CHECK(cast.verify() == kExitDifferent);
  }
  SECTION("a log that another key signs") {
    const auto key = bulletin_board::VerifierKey::make(
        "board.example/test", bulletin_board::SignatureType::ed25519,
        bulletin_board::test::counting_key(0x50).public_key());
    cast.shell.write("policy.txt", "log " + key.text() + "\nquorum none\n");
    CHECK(difference().starts_with("note.signature"));
  }
  SECTION("a policy that asks for a witness") {
    cast.shell.write("policy.txt", verifier::test::policy_text(true));
    CHECK(difference().starts_with("policy.quorum: w1: too few cosignatures"));
  }
}

TEST_CASE("LG3: a receipt of another history is refused by receipt check as by C20") {
  CastBallot cast;
  // The board shows a log in which another ballot is in the place of this one.
  ShownBoard other;
  std::vector<Bytes> before = cast.board.memory.entries;
  before.resize(cast.entry);
  replay(before, other.memory);
  SECTION("of the same size") {}
  SECTION("that is larger") { other.post(cast.board.parties.vote(other.memory.board, 2, 0)); }
  other.post(cast.board.parties.vote(other.memory.board, 1, 1));
  other.show(cast.shell);
  cast.shell.done(check(false));
  const Ran ran = cast.shell.run(check(true));
  CHECK(ran.exit == kExitDifferent);
  CHECK(ran.error == "receipt.record: this log does not extend the one of the receipt\n");
  CHECK(cast.verify() == kExitDifferent);
}

TEST_CASE("receipt check names the file that it cannot read") {
  CastBallot cast;
  const auto refusal = [&] { return cast.shell.refusal(check(false)); };
  CHECK(cast.shell.refusal({"receipt", "check", "@receipt.tlog-proof", "@ballot.post"}) ==
        "tabella: receipt: --policy FILE is missing\n");
  for (const char* name : {"receipt.tlog-proof", "ballot.post", "policy.txt"}) {
    const std::string good = cast.shell.read(name);
    cast.shell.write(name, "no such thing\n");
    CHECK(refusal().find(name) != std::string::npos);
    std::filesystem::remove(cast.shell.path(name));
    CHECK(refusal().starts_with("tabella: file.read: " + cast.shell.path(name)));
    cast.shell.write(name, good);
  }
  // The receipt of another type of post is none of a ballot.
  cast.shell.write("ballot.post", cast.board.entry(0));
  CHECK(refusal().find("ballot.post: ") != std::string::npos);
}

}  // namespace tabella::cli::test
