#include "cli/files/write_file.h"

#include <unistd.h>

#include "cli/files/read_file.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace tabella::cli::test {

using tabella::test::TemporaryFolder;

TEST_CASE("a file is replaced as a whole, and secrets are the owner's alone") {
  using std::filesystem::perms;
  const TemporaryFolder folder;
  const std::string path = (folder.path / "codes.txt").string();
  REQUIRE(write_file(path, "first"));
  REQUIRE(write_file(path, "second", Readers::owner));
  REQUIRE(read_file(path).value() == "second");
  REQUIRE((std::filesystem::status(path).permissions() & (perms::group_all | perms::others_all)) ==
          perms::none);
  REQUIRE_FALSE(std::filesystem::exists(path + ".part"));
}

TEST_CASE("what cannot be written says why and leaves the old file") {
  const TemporaryFolder folder;
  REQUIRE(write_file((folder.path / "none" / "x").string(), "x").error().message() ==
          "file.write: " + (folder.path / "none" / "x").string() + ": No such file or directory");
  std::filesystem::create_directory(folder.path / "full");
  REQUIRE_FALSE(write_file((folder.path / "full").string(), "x"));
}

}  // namespace tabella::cli::test
