// tabella board: what an operator does with a board, also while it is served.
#include <sys/stat.h>

#include <fstream>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/node/node.h"
#include "bulletin_board/rules/block_size.h"
#include "cli/party/party_key.h"
#include "tests/bulletin_board/log/static_log.h"
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
              .embedded = {.block_ms = 1, .clock = [] { return std::uint64_t{1'700'000'000}; }}},
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

namespace {

// A record of this log under a checkpoint that the key signs.
void write_record(const CommandLine& shell, const std::string& name,
                  const bulletin_board::test::StaticLog& log,
                  const bulletin_board::Signer& log_key) {
  const auto write = [&](const std::string& path, const std::string& content) {
    const std::filesystem::path file = shell.path(name + "/" + path);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
  };
  for (const auto& [path, bytes] : log.files()) write(path, {bytes.begin(), bytes.end()});
  write("checkpoint", bulletin_board::sign_checkpoint(
                          {"board.example/town", log.size(), log.root()}, log_key.secret())
                          .encode());
}

// Announces an election on a board that `tabella board new` made.
Bytes announcement(const CommandLine& shell, const std::string& name, const std::string& id) {
  bulletin_board::test::Parties parties;
  parties.origin = "board.example/town";
  parties.definition.id = id;
  parties.operator_key =
      PartyKey::load(shell.path(name + "/operator.key"), read_passphrase().value())
          .value()
          .take_signer();
  return parties.election();
}

}  // namespace

TEST_CASE("board restore brings back what was posted after a copy, from any record") {
  const CommandLine shell;
  shell.done({"board", "new", "@board", "--origin", "board.example/town"});
  std::string shown;
  {
    ServedBoard board(shell, "board");
    board.post(manifest_of(shell, "board"));
    shell.done({"board", "backup", "@board", "@copy"});
    board.post(announcement(shell, "board", "town-2026"));
    shell.done({"board", "export", "@board", "@record"});
    shell.done({"board", "export", "@board", "@record.tar"});
    shown = board.node.published()->note;
  }
  std::string source = "@record";
  SECTION("a folder, over an older copy") {}
  SECTION("an archive, over an older copy") { source = "@record.tar"; }
  SECTION("with no store left") { std::filesystem::remove(shell.path("copy/board.sqlite")); }
  const bool had_store = shell.has("copy/board.sqlite");
  CHECK(shell.done({"board", "restore", "@copy", source}).out ==
        "4 entries in " + shell.path("copy") + "\n");
  CHECK(shell.has("copy/board.sqlite.replaced") == had_store);
  CHECK(shell.done({"board", "check", "@copy"}).out ==
        "4 entries in 2 blocks, 0 damaged objects\n");
  ServedBoard copy(shell, "copy");
  REQUIRE(copy.node.published()->note == shown);
  copy.post(announcement(shell, "copy", "village-2026"));
  CHECK(copy.node.status()->size == 6);
}

TEST_CASE("board restore changes nothing when it refuses") {
  const CommandLine shell;
  shell.done({"board", "new", "@board", "--origin", "board.example/town"});
  {
    ServedBoard board(shell, "board");
    board.post(manifest_of(shell, "board"));
    shell.done({"board", "export", "@board", "@older"});
    shell.done({"board", "backup", "@board", "@fork"});
    board.post(announcement(shell, "board", "town-2026"));
    shell.done({"board", "export", "@board", "@record"});
    CHECK(shell.refusal({"board", "restore", "@board", "@record"})
              .ends_with("board.sqlite: another process writes it\n"));
  }
  {
    ServedBoard fork(shell, "fork");
    fork.post(announcement(shell, "fork", "village-2026"));
    shell.done({"board", "export", "@fork", "@other"});
  }
  const auto refused = [&](const std::string& record, const std::string& reason) {
    CHECK(shell.refusal({"board", "restore", "@board", record}).find(reason) != std::string::npos);
    CHECK(shell.done({"board", "check", "@board"}).out ==
          "4 entries in 2 blocks, 0 damaged objects\n");
    for (const char* left : {".part", ".new", ".replaced"}) {
      CHECK_FALSE(shell.has("board/board.sqlite" + std::string(left)));
    }
  };
  refused("@older", "the record does not extend the checkpoint of size 4 that was signed here");
  refused("@other", "the record does not extend the checkpoint of size 4 that was signed here");
  refused("@none", "file.read");
  std::string bundle = shell.read("record/tile/entries/000.p/4");
  bundle[bundle.size() / 2] ^= 1;
  shell.write("record/tile/entries/000.p/4", bundle);
  refused("@record", "board.restore: " + shell.path("record"));
  shell.write("record/checkpoint", "board.example/town\n4\nAAAA\n");
  refused("@record", "checkpoint: ");
  // Signed by the log's own key, and without end.
  const bulletin_board::test::StaticLog endless(
      std::vector<Bytes>(bulletin_board::BlockSize::kMaxPosts + 1, Bytes{'x'}));
  auto log = PartyKey::load(shell.path("board/log.key"), read_passphrase().value()).value();
  write_record(shell, "endless", endless, std::move(log).take_signer());
  refused("@endless", "rules.block: its block is larger than one may be");

  shell.write("board/board.sqlite.replaced", "mine");
  CHECK(shell.refusal({"board", "restore", "@board", "@older"}).find("move it away") !=
        std::string::npos);
  CHECK(shell.read("board/board.sqlite.replaced") == "mine");
}

}  // namespace tabella::cli::test
