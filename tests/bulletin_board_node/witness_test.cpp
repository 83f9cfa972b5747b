// A witness answers as C2SP tlog-witness says, and never goes back: LG3, LG4.
#include "bulletin_board/node/witness_node.h"

#include "tests/bulletin_board/log/growing_log.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace tabella::bulletin_board::test {

namespace {

using tabella::test::TemporaryFolder;

constexpr const char* kOrigin = "evote.example/board";
constexpr std::uint64_t kTime = 1'679'315'147;

VerifierKey log_verifier() {
  return VerifierKey::make(kOrigin, SignatureType::ed25519, counting_key(0x00).public_key());
}

// The log and the witness of the C2SP vectors.
struct Watched {
  explicit Watched(const TemporaryFolder& folder)
      : witness((folder.path / "witness.sqlite").string(),
                Witness("witness.example/w1", counting_key(0x20), {log_verifier()})) {}

  [[nodiscard]] std::string checkpoint(std::uint64_t size, std::uint8_t key = 0x00) const {
    return sign_checkpoint({kOrigin, size, log.root(size)}, counting_key(key)).encode();
  }
  [[nodiscard]] AddCheckpoint request(std::uint64_t old_size, std::uint64_t size) const {
    return {old_size, consistency_path(old_size, size, log.hashes()), checkpoint(size)};
  }
  WitnessReply ask(const AddCheckpoint& request) {
    return witness.add_checkpoint(request.encode(), kTime);
  }
  // Without an old size there is nothing to be consistent with.
  WitnessReply ask(std::uint64_t old_size, std::uint64_t size) {
    return ask(request(old_size, size));
  }

  GrowingLog log{300};
  WitnessNode witness;
};

std::string latest(const Watched& watched) {
  const auto note =
      watched.witness.latest("e678fce354e2200b360923c29ba54374dc7ef1a68d7d7fb7e6e0085f0789eb61");
  return note.value_or("none");
}

}  // namespace

TEST_CASE("a witness signs what extends what it signed") {
  const TemporaryFolder folder;
  Watched watched(folder);
  REQUIRE(latest(watched) == "none");
  REQUIRE(watched.ask(0, 100).status == 200);
  const WitnessReply reply = watched.ask(100, 256);
  REQUIRE(reply.status == 200);
  // The vector: this cosignature at this time.
  REQUIRE(reply.body ==
          "\u2014 witness.example/w1 "
          "IDJKvgAAAABkGFDL/Ig4CUpscJ5kMZ6Hj/3ykOROyBj5J9ATj/aR3r9aRSMkUC4Py2pZskW5wvaVNJj0sF6H89I5"
          "a41BOcb9FHwCCw==\n");
  REQUIRE(latest(watched) == watched.checkpoint(256) + reply.body);
  // The same again, and from the same size without a path.
  REQUIRE(watched.ask(256, 256).status == 200);
  REQUIRE(watched.ask(256, 257).status == 200);
}

TEST_CASE("a witness refuses in the words of the specification") {
  const TemporaryFolder folder;
  Watched watched(folder);
  REQUIRE(watched.ask(0, 257).status == 200);

  const WitnessReply conflict = watched.ask(100, 300);
  CHECK(conflict.status == 409);
  CHECK(conflict.content_type == "text/x.tlog.size");
  CHECK(conflict.body == "257\n");
  CHECK(watched.ask(0, 300).status == 409);
  // LG3: rollback, and the old size above the new.
  CHECK(watched.ask(256, 256).status == 409);
  AddCheckpoint back = watched.request(256, 256);
  back.old_size = 257;
  CHECK(watched.ask(back).status == 400);
  // LG3: the same size with another root; a path that does not lead there.
  AddCheckpoint fork = watched.request(257, 257);
  fork.checkpoint =
      sign_checkpoint({kOrigin, 257, watched.log.root(256)}, counting_key(0x00)).encode();
  CHECK(watched.ask(fork).status == 422);
  AddCheckpoint spoiled = watched.request(257, 300);
  spoiled.path.front()[0] ^= 1;
  CHECK(watched.ask(spoiled).status == 422);
  AddCheckpoint longer = watched.request(257, 257);
  longer.path.push_back(Hash{});
  CHECK(watched.ask(longer).status == 422);
  // Another log, another key.
  AddCheckpoint stranger = watched.request(257, 300);
  stranger.checkpoint =
      sign_checkpoint({"other.example", 300, watched.log.root(300)}, counting_key(0x00)).encode();
  CHECK(watched.ask(stranger).status == 404);
  AddCheckpoint forged = watched.request(257, 300);
  forged.checkpoint = watched.checkpoint(300, 0x60);
  CHECK(watched.ask(forged).status == 403);
  // A right signature with a wrong one of the same key after it.
  AddCheckpoint twice = watched.request(257, 300);
  const std::string other = watched.checkpoint(299);
  twice.checkpoint += other.substr(other.find("\u2014"));
  CHECK(watched.ask(twice).status == 403);
  CHECK(watched.ask(257, 300).status == 200);
}

TEST_CASE("what is no request is malformed, and says where") {
  const TemporaryFolder folder;
  Watched watched(folder);
  const std::string good = watched.request(0, 5).encode();
  const auto status = [&](const std::string& body) {
    return watched.witness.add_checkpoint(body, kTime).status;
  };
  for (const std::string& body :
       {std::string(), std::string("old 0"), std::string("old 0\n"), "old -1\n\n" + good.substr(7),
        "old 00\n\n" + good.substr(7), "old 0\nAAAA\n\n" + good.substr(7), "new" + good.substr(3),
        good.substr(0, good.size() - 1), good.substr(0, 40)}) {
    INFO(body);
    const unsigned answered = status(body);
    CHECK((answered == 400 || answered == 404));
  }
  std::string many = "old 0\n";
  for (int i = 0; i < 64; ++i) many += base64(Hash{}) + "\n";
  CHECK(status(many + "\n" + watched.checkpoint(5)) == 400);
  CHECK(status(good) == 200);
}

TEST_CASE("LG4: a witness remembers after a restart") {
  const TemporaryFolder folder;
  {
    Watched watched(folder);
    REQUIRE(watched.ask(0, 256).status == 200);
  }
  Watched watched(folder);
  CHECK(watched.ask(0, 100).status == 409);
  CHECK(watched.ask(256, 257).status == 200);
}

}  // namespace tabella::bulletin_board::test
