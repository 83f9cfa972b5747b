// A party's view of the log only grows.
#include "cli/party/kept_view.h"

#include <filesystem>
#include <functional>
#include <map>

#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "tests/cli/trustee/trustee_stage.h"

namespace tabella::cli::test {

namespace {

std::string look(const KeptView& view, RehearsalBoard& board) {
  const auto seen = view.look(board.reader());
  return seen ? "seen" : seen.error().code;
}

}  // namespace

TEST_CASE("a view that extends the last one is kept in its place") {
  TrusteeStage stage;
  const std::string file = (stage.folder.path / "checkpoint").string();
  const KeptView view(file);
  REQUIRE(look(view, stage.board) == "seen");
  REQUIRE(read_file(file).value() == stage.board.checkpoint());
  REQUIRE(look(view, stage.board) == "seen");
  stage.hold_ceremony();
  REQUIRE(look(view, stage.board) == "seen");
  REQUIRE(read_file(file).value() == stage.board.checkpoint());
}

TEST_CASE("a log that is taken back, or another one, is refused with evidence") {
  TrusteeStage stage;
  stage.hold_ceremony();
  stage.open_and_vote();
  const std::string file = (stage.folder.path / "checkpoint").string();
  const KeptView view(file);
  REQUIRE(look(view, stage.board) == "seen");
  const std::string kept = read_file(file).value();

  RehearsalBoard shorter(stage.log);
  stage.show_other_log(shorter, 0);
  REQUIRE(look(view, shorter) == "view.rollback");
  // As long as the true one and longer, but without the second ballot.
  RehearsalBoard other(stage.log);
  stage.show_other_log(other, 1);
  while (other.board().size() < stage.board.board().size()) {
    stage.parties.definition.id += "x";
    REQUIRE(other.add(stage.parties.election()));
  }
  REQUIRE(look(view, other) == "view.fork");
  const std::string evidence = read_file(file + ".evidence").value();
  REQUIRE(evidence.find(kept) != std::string::npos);
  REQUIRE(evidence.find(other.checkpoint()) != std::string::npos);
  // Nothing of it was believed.
  REQUIRE(read_file(file).value() == kept);
  REQUIRE(look(view, stage.board) == "seen");
}

TEST_CASE("tiles that read otherwise once the log was verified are no fork") {
  TrusteeStage stage;
  const std::string file = (stage.folder.path / "checkpoint").string();
  const KeptView view(file);
  REQUIRE(look(view, stage.board) == "seen");
  stage.hold_ceremony();
  const auto code_when_second_is = [&](const std::function<Result<Bytes>(Bytes)>& second) {
    std::map<std::string, int> times;
    const auto read = [&](const std::string& path) -> Result<Bytes> {
      auto bytes = stage.board.reader().read()(path);
      return path.starts_with("tile/0/") && ++times[path] > 1 ? second(*bytes) : bytes;
    };
    const auto add = [](const Bytes&) { return std::uint64_t{0}; };
    return view.look(BoardReader::within(read, add, stage.board.reader().policy())).error().code;
  };
  CHECK(code_when_second_is([](const Bytes&) {
          return Error{"file.read", "", ""};
        }) == "file.read");
  CHECK(code_when_second_is([](Bytes bytes) {
          for (std::uint8_t& byte : bytes) byte ^= 1;
          return bytes;
        }) == "board.invalid");
  CHECK_FALSE(std::filesystem::exists(file + ".evidence"));
  CHECK(look(view, stage.board) == "seen");
}

TEST_CASE("a log under another key, and a kept checkpoint that is damaged, are refused") {
  TrusteeStage stage;
  const std::string file = (stage.folder.path / "checkpoint").string();
  REQUIRE(look(KeptView(file), stage.board) == "seen");
  TrusteeStage stranger;
  const auto foreign = BoardReader::within(
      stranger.board.reader().read(), [](const Bytes&) { return std::uint64_t{0}; },
      stage.board.reader().policy());
  REQUIRE(KeptView(file).look(foreign).error().code == "board.invalid");
  REQUIRE(write_file(file, "board.example/test\n0\n"));
  REQUIRE_FALSE(KeptView(file).look(stage.board.reader()));
}

}  // namespace tabella::cli::test
