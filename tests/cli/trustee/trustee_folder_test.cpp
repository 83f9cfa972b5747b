// A trustee's folder is made as a whole; a backup counts once it was read back.
#include "cli/trustee/trustee_folder.h"

#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "cli/trustee/trustee_rehearsal.h"
#include "tests/cli/trustee/trustee_stage.h"

namespace tabella::cli::test {

namespace {

crypto::SecretArray<64> passphrase(std::uint8_t first) {
  crypto::SecretArray<64> bytes;
  bytes.data()[0] = first;
  return bytes;
}

struct Made {
  Made() {
    REQUIRE(write_file(path("policy.txt"), "log " + log.verifier().text() + "\nquorum none\n"));
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder.path / name).string();
  }
  [[nodiscard]] Result<TrusteeFolder> create() const {
    return TrusteeFolder::create(path("anna"), "trustee/anna", "http://127.0.0.1:1",
                                 path("policy.txt"), passphrase(1));
  }
  tabella::test::TemporaryFolder folder;
  bulletin_board::Signer log = bulletin_board::test::signer("board.example/test");
};

}  // namespace

TEST_CASE("a trustee's folder is never overwritten and holds a key under the passphrase") {
  const Made made;
  const auto folder = made.create();
  REQUIRE(folder);
  REQUIRE(folder->public_key().name() == "trustee/anna");
  REQUIRE(folder->load_key(passphrase(1))->verifier() == folder->public_key());
  REQUIRE(folder->load_key(passphrase(2)).error().code == "key.passphrase");
  REQUIRE(made.create().error().code == "folder.exists");
  REQUIRE(TrusteeFolder::open(made.path("nobody")).error().code == "trustee.folder");
  REQUIRE(TrusteeFolder::create(made.path("bo"), "trustee/bo", "http://127.0.0.1:1",
                                made.path("none.txt"), passphrase(1))
              .error()
              .code == "file.read");
  REQUIRE_FALSE(std::filesystem::exists(made.path("bo")));
}

TEST_CASE("a backup is proved to open, and restores what the folder remembered") {
  const Made made;
  const auto folder = made.create();
  REQUIRE(folder->memory_of("town-square-2027").join("CODE"));
  REQUIRE_FALSE(folder->is_backed_up());
  REQUIRE(folder->back_up(made.path("backup"), passphrase(2)).error().code == "key.passphrase");
  REQUIRE_FALSE(folder->is_backed_up());
  REQUIRE(folder->back_up(made.path("backup-2"), passphrase(1)));
  REQUIRE(folder->is_backed_up());
  REQUIRE(folder->back_up(made.path("backup-2"), passphrase(1)).error().code == "trustee.backup");

  const auto restored =
      TrusteeFolder::restore(made.path("backup-2"), made.path("anna-2"), passphrase(1));
  REQUIRE(restored->public_key() == folder->public_key());
  REQUIRE(restored->is_backed_up());
  REQUIRE(restored->memory_of("town-square-2027").expect_joined("CODE"));
  REQUIRE(TrusteeFolder::restore(made.path("backup-2"), made.path("anna-3"), passphrase(2))
              .error()
              .code == "key.passphrase");
  REQUIRE_FALSE(std::filesystem::exists(made.path("anna-3")));
}

TEST_CASE("only a record that the trustee's own key signed counts as its rehearsal") {
  const Made made;
  const auto folder = made.create();
  REQUIRE_FALSE(folder->rehearsal());
  const auto record = [&](const PartyKey& key) {
    const std::string text = "tabella/v1/rehearsal\nall well\n";
    return bulletin_board::SignedNote{text, {key.signer().sign(text)}}.encode();
  };
  const std::string own = record(folder->load_key(passphrase(1)).value());
  REQUIRE(folder->save_rehearsal(own).value() == folder->path() + "/rehearsal.txt");
  REQUIRE(folder->rehearsal() == crypto::sha256({as_bytes(own)}));
  REQUIRE(folder->save_rehearsal(record(PartyKey::random("trustee/anna"))));
  REQUIRE_FALSE(folder->rehearsal());
  std::string altered = own;
  altered.replace(altered.find("all"), 3, "nil");
  REQUIRE(folder->save_rehearsal(altered));
  REQUIRE_FALSE(folder->rehearsal());
}

TEST_CASE("a backup that was cut off, or that would write elsewhere, is refused") {
  const Made made;
  REQUIRE(made.create()->back_up(made.path("backup"), passphrase(1)));
  const std::string text = read_file(made.path("backup")).value();
  const auto restore = [&](const std::string& altered) {
    REQUIRE(write_file(made.path("altered"), altered));
    const auto folder = TrusteeFolder::restore(made.path("altered"), made.path("x"), passphrase(1));
    REQUIRE_FALSE(std::filesystem::exists(made.path("x")));
    return folder ? "restored" : folder.error().code;
  };
  REQUIRE(restore(text.substr(0, text.size() / 2)) == "trustee.backup");
  for (const char* path : {"../key", "elections/../../key", "elections//joined", "elections/a/b",
                           "/key", "backed-up"}) {
    std::string altered = text;
    altered.replace(altered.find("\"board\""), 7, "\"" + std::string(path) + "\"");
    REQUIRE(restore(altered) == "trustee.backup");
  }
}

TEST_CASE("a rehearsal is complete, for small and large circles of trustees") {
  for (const RehearsalSize size : {RehearsalSize{2, 1}, RehearsalSize{3, 2}, RehearsalSize{5, 3}}) {
    const Rehearsal rehearsal = hold_rehearsal(size);
    INFO(rehearsal.text());
    REQUIRE(rehearsal.is_complete());
    REQUIRE(rehearsal.items.size() >= 20);
    REQUIRE(bulletin_board::is_note_text(rehearsal.text()));
  }
}

}  // namespace tabella::cli::test
