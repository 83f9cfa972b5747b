// tabella board: what an operator does with a board, also while it is served.
#include <sys/stat.h>

#include "bulletin_board/node/node.h"
#include "cli/key_file.h"
#include "tests/bulletin_board/parties.h"
#include "tests/cli/command_line.h"

namespace tabella::cli::test {

namespace {

using bulletin_board::Node;

// A board that tabella board made, as tabella serve runs it.
class ServedBoard {
 public:
  ServedBoard(const CommandLine& shell, const std::string& name)
      : log_(PartyKey::load(shell.path(name + "/log.key"), read_passphrase().value()).value()),
        node({.store_path = shell.path(name + "/board.sqlite"),
              .block_ms = 1,
              .clock = [] { return std::uint64_t{1'700'000'000}; }},
             std::move(log_).take_signer()) {}

  void post(const Bytes& entry) {
    const auto answer = node.submit_and_wait(entry);
    REQUIRE((answer.verdict.refusal ? answer.verdict.refusal->message() : "") == "");
  }

 private:
  PartyKey log_;

 public:
  Node node;
};

Bytes manifest_of(const CommandLine& shell, const std::string& name) {
  const std::string text = shell.read(name + "/manifest.post");
  return {text.begin(), text.end()};
}

}  // namespace

TEST_CASE("board backup copies a board that is served; the copy checks and goes on") {
  const CommandLine shell;
  shell.done({"board", "new", "@board", "--origin", "board.example/town"});
  std::string shown;
  {
    ServedBoard board(shell, "board");
    board.post(manifest_of(shell, "board"));
    CHECK(shell.done({"board", "check", "@board"}).out ==
          "2 entries in 1 blocks, 0 damaged objects\n");
    CHECK(shell.done({"board", "backup", "@board", "@copy"}).out.starts_with("2 entries in "));
    CHECK(shell.done({"board", "export", "@board", "@record"}).out.starts_with("2 entries in "));
    shown = board.node.published()->note;
    CHECK_FALSE(board.node.failure());
  }
  CHECK(shell.done({"board", "check", "@copy"}).out ==
        "2 entries in 1 blocks, 0 damaged objects\n");
  shell.done({"verify", "@record", "--policy", "@copy/policy.txt"});
  for (const char* name : {"log.key", "operator.key", "manifest.post", "policy.txt"}) {
    CHECK(shell.read("copy/" + std::string(name)) == shell.read("board/" + std::string(name)));
  }
  ServedBoard copy(shell, "copy");
  REQUIRE(copy.node.published()->note == shown);
  CHECK(copy.node.status()->size == 2);
}

TEST_CASE("board backup leaves nothing behind that is not a whole copy") {
  const CommandLine shell;
  shell.done({"board", "new", "@board", "--origin", "board.example/town"});
  // Never served.
  CHECK(shell.refusal({"board", "backup", "@board", "@copy"}) ==
        "tabella: board: " + shell.path("board") + " holds no log\n");
  { ServedBoard(shell, "board").post(manifest_of(shell, "board")); }
  shell.write("taken", "mine");
  CHECK(shell.refusal({"board", "backup", "@board", "@taken"}) ==
        "tabella: board: folder.exists: " + shell.path("taken") + ": is there already\n");
  CHECK(shell.read("taken") == "mine");
  std::filesystem::remove(shell.path("board/operator.key"));
  CHECK(shell.refusal({"board", "backup", "@board", "@copy"})
            .starts_with("tabella: file.read: " + shell.path("board/operator.key")));
  shell.write("board/board.sqlite", std::string(5'000, 'x'));
  shell.write("board/operator.key", "a key");
  CHECK(shell.refusal({"board", "backup", "@board", "@copy"})
            .starts_with("tabella: board: the store failed: "));
  CHECK_FALSE(shell.has("copy"));
  CHECK_FALSE(shell.has("copy.part"));
}

}  // namespace tabella::cli::test
