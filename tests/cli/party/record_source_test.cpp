// A folder from somebody else is read as an archive is: nothing in it leads out of it, or does not
// end.
#include "cli/party/record_source.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "cli/files/read_within.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"
#include "verifier/record_files.h"

namespace tabella::cli::test {

namespace {

namespace fs = std::filesystem;

// A folder that looks like a record, next to a file that is none of its business.
struct Folder {
  Folder() {
    fs::create_directories(record / "tile/0");
    std::ofstream(record / "checkpoint") << "a checkpoint";
    std::ofstream(folder.path / "secret") << "a secret";
  }
  // What is said of the folder when it is opened, and of one file when it is read.
  [[nodiscard]] std::string opened() const {
    const auto source = open_record(record.string());
    return source ? "opened" : source.error().code + ": " + source.error().detail;
  }
  [[nodiscard]] std::string read(const std::string& path) const {
    const auto bytes = read_within(record.string(), path, verifier::kMaxFileSize);
    return bytes ? std::string(bytes->begin(), bytes->end()) : bytes.error().detail;
  }

  tabella::test::TemporaryFolder folder;
  fs::path record = folder.path / "record";
};

}  // namespace

TEST_CASE("a record's folder of regular files is read") {
  const Folder f;
  REQUIRE(f.opened() == "opened");
  const auto source = open_record(f.record.string());
  REQUIRE(source->files == std::vector<std::string>{"checkpoint"});
  const auto bytes = source->read("checkpoint");
  REQUIRE(bytes);
  REQUIRE(std::string(bytes->begin(), bytes->end()) == "a checkpoint");
  REQUIRE(source->read("tile/0/000").error().code == "file.read");
  // The folder itself is the reader's own choice.
  fs::create_directory_symlink(f.record, f.folder.path / "link");
  REQUIRE(open_record((f.folder.path / "link").string()));
}

TEST_CASE("a link in a record's folder is refused, wherever it leads") {
  const Folder f;
  fs::create_symlink(f.folder.path / "secret", f.record / "policy.txt");
  CHECK(f.opened() == "record.member: is a link");
  CHECK(f.read("policy.txt") == "is a link");
  fs::remove(f.record / "policy.txt");
  fs::create_symlink("checkpoint", f.record / "policy.txt");
  CHECK(f.opened() == "record.member: is a link");
  CHECK(f.read("policy.txt") == "is a link");
  fs::remove(f.record / "policy.txt");
  // A folder on the way.
  fs::remove_all(f.record / "tile");
  fs::create_directory_symlink(f.folder.path, f.record / "tile");
  CHECK(f.opened() == "record.member: is a link");
  CHECK(f.read("tile/secret") != "a secret");
  CHECK(f.read("../secret") == "leads out of the folder");
}

TEST_CASE("a pipe in a record's folder keeps nobody waiting") {
  const Folder f;
  REQUIRE(mkfifo((f.record / "policy.txt").c_str(), 0600) == 0);
  CHECK(f.opened() == "record.member: is no regular file");
  CHECK(f.read("policy.txt") == "is no regular file");
  CHECK(f.read("tile") == "is no regular file");
  // The same as an archive.
  CHECK_FALSE(open_record((f.record / "policy.txt").string()));
}

TEST_CASE("a file that is larger than any of a record is not read") {
  const Folder f;
  fs::resize_file(f.record / "checkpoint", verifier::kMaxFileSize);
  CHECK(f.opened() == "opened");
  CHECK(f.read("checkpoint").size() == verifier::kMaxFileSize);
  fs::resize_file(f.record / "checkpoint", verifier::kMaxFileSize + 1);
  CHECK(f.opened() == "record.member: is too large");
  CHECK(f.read("checkpoint") == "is too large");
}

}  // namespace tabella::cli::test
