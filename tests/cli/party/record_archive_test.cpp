// EN4: an archive holds a record's files, each once, and nothing that leads elsewhere.
#include "cli/party/record_archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <fstream>

#include "cli/files/read_file.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace tabella::cli::test {

using tabella::test::TemporaryFolder;

namespace {

struct Member {
  std::string name;
  std::string content = "x";
  unsigned type = AE_IFREG;
  std::string hardlink = {};
  std::string symlink = {};
  std::int64_t size = -1;  // of the content, unless it lies
};

void write_member(archive* writer, const Member& member) {
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, member.name.c_str());
  archive_entry_set_filetype(entry, member.type);
  archive_entry_set_perm(entry, 0644);
  const bool is_file = member.type == AE_IFREG && member.hardlink.empty();
  archive_entry_set_size(entry, !is_file ? 0
                                : member.size >= 0
                                    ? member.size
                                    : static_cast<std::int64_t>(member.content.size()));
  if (!member.hardlink.empty()) archive_entry_set_hardlink(entry, member.hardlink.c_str());
  if (!member.symlink.empty()) archive_entry_set_symlink(entry, member.symlink.c_str());
  REQUIRE(archive_write_header(writer, entry) == ARCHIVE_OK);
  if (is_file) archive_write_data(writer, member.content.data(), member.content.size());
  archive_entry_free(entry);
}

// A tar as anybody can write one.
std::string write_tar(const TemporaryFolder& folder, const std::vector<Member>& members,
                      bool gzip = false) {
  const std::string path = (folder.path / "record.tar").string();
  archive* writer = archive_write_new();
  archive_write_set_format_pax_restricted(writer);
  if (gzip) archive_write_add_filter_gzip(writer);
  REQUIRE(archive_write_open_filename(writer, path.c_str()) == ARCHIVE_OK);
  for (const Member& member : members) write_member(writer, member);
  archive_write_free(writer);
  return path;
}

std::string refusal(const std::vector<Member>& members) {
  const TemporaryFolder folder;
  const auto opened = RecordArchive::open(write_tar(folder, members));
  return opened ? "accepted" : opened.error().message();
}

std::string content_of(const RecordArchive& record, const std::string& member) {
  const auto bytes = record.read(member);
  return bytes ? std::string(bytes->begin(), bytes->end()) : bytes.error().message();
}

}  // namespace

TEST_CASE("an archive gives back what was put into it, in any order of reading") {
  const TemporaryFolder folder;
  const std::string path = (folder.path / "record.tar").string();
  const std::string large(100'000, 'e');
  auto writer = RecordArchiveWriter::create(path);
  REQUIRE(writer);
  REQUIRE(writer->add("tile/entries/000.p/2", large));
  REQUIRE(writer->add("receipts/voter-1.tlog-proof", ""));
  REQUIRE(writer->add("checkpoint", "checkpoint\n"));
  REQUIRE_FALSE(std::filesystem::exists(path));
  REQUIRE(writer->finish());
  const auto record = RecordArchive::open(path);
  REQUIRE(record);
  CHECK(content_of(*record, "checkpoint") == "checkpoint\n");
  CHECK(content_of(*record, "tile/entries/000.p/2") == large);
  CHECK(content_of(*record, "receipts/voter-1.tlog-proof").empty());
  CHECK(content_of(*record, "policy.txt") == "archive.read: policy.txt: is not in the archive");
  CHECK(record->members() == std::vector<std::string>{"checkpoint", "receipts/voter-1.tlog-proof",
                                                      "tile/entries/000.p/2"});
}

TEST_CASE("the same members make the same bytes") {
  const TemporaryFolder folder;
  std::string bytes[2];
  for (int i = 0; i < 2; ++i) {
    const std::string path = (folder.path / std::to_string(i)).string();
    auto writer = RecordArchiveWriter::create(path);
    REQUIRE(writer->add("checkpoint", "checkpoint\n"));
    REQUIRE(writer->finish());
    bytes[i] = read_file(path).value();
  }
  REQUIRE(bytes[0] == bytes[1]);
}

TEST_CASE("what is not finished leaves nothing") {
  const TemporaryFolder folder;
  {
    auto writer = RecordArchiveWriter::create((folder.path / "record.tar").string());
    REQUIRE(writer->add("checkpoint", "checkpoint\n"));
  }
  REQUIRE(std::filesystem::is_empty(folder.path));
}

TEST_CASE("EN4: members that are no files of a record are refused by name") {
  const std::string no_name = ": is no name of a record's file";
  CHECK(refusal({{"checkpoint"}, {"policy.txt"}}) == "accepted");
  CHECK(refusal({{"/checkpoint"}}) == "archive.member: /checkpoint" + no_name);
  CHECK(refusal({{"../checkpoint"}}) == "archive.member: ../checkpoint" + no_name);
  CHECK(refusal({{"./checkpoint"}}) == "archive.member: ./checkpoint" + no_name);
  CHECK(refusal({{"tile/../checkpoint"}}) == "archive.member: tile/../checkpoint" + no_name);
  CHECK(refusal({{"receipts/../x.tlog-proof"}}) ==
        "archive.member: receipts/../x.tlog-proof" + no_name);
  CHECK(refusal({{"receipts/.x.tlog-proof"}}) ==
        "archive.member: receipts/.x.tlog-proof" + no_name);
  CHECK(refusal({{"tile/0/0"}}) == "archive.member: tile/0/0" + no_name);
  CHECK(refusal({{"keys.json"}}) == "archive.member: keys.json" + no_name);
  CHECK(refusal({{"checkpoint"}, {"policy.txt"}, {"checkpoint"}}) ==
        "archive.member: checkpoint: stands there twice");
}

TEST_CASE("EN4: links, folders and devices are refused") {
  CHECK(refusal({{"checkpoint", "", AE_IFLNK, "", "/etc/passwd"}}) ==
        "archive.member: checkpoint: is a link");
  CHECK(refusal({{"policy.txt"}, {"checkpoint", "", AE_IFREG, "policy.txt"}}) ==
        "archive.member: checkpoint: is a link");
  CHECK(refusal({{"checkpoint", "", AE_IFDIR}}) ==
        "archive.member: checkpoint/: is no regular file");
  CHECK(refusal({{"checkpoint", "", AE_IFIFO}}) ==
        "archive.member: checkpoint: is no regular file");
}

TEST_CASE("EN4: a member of a size that no file of a record has is refused, before it is read") {
  CHECK(refusal({{.name = "checkpoint", .content = "", .size = 256 * (65'535 + 2) + 1}}) ==
        "archive.member: checkpoint: is too large");
}

TEST_CASE("EN4: an archive with anything behind its end, or without an end, is refused") {
  const TemporaryFolder folder;
  const std::string path = write_tar(folder, {{"policy.txt"}, {"checkpoint"}});
  const std::string good = read_file(path).value();
  const auto opened = [&](const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    const auto record = RecordArchive::open(path);
    return record ? "accepted" : record.error().detail;
  };
  const std::string refused = "has something behind its end, or no end";
  // More empty blocks are what tar fills its last record with.
  CHECK(opened(good) == "accepted");
  CHECK(opened(good + std::string(20 * 512, '\0')) == "accepted");
  CHECK(opened(good + "x") == refused);
  CHECK(opened(good + std::string(512, '\0') + "x") == refused);
  CHECK(opened(good + good) == refused);
  std::string within = good;
  within.back() = 'x';
  CHECK(opened(within) == refused);
  // Two members, each a head and a block.
  const std::string members = good.substr(0, 4 * 512);
  CHECK(opened(members + std::string(1024, '\0')) == "accepted");
  CHECK(opened(members + std::string(512, '\0')) == refused);
  CHECK(opened(members) == refused);
}

TEST_CASE("EN4: what is cut off, compressed or no archive at all is refused") {
  const TemporaryFolder folder;
  const std::string path =
      write_tar(folder, {{"policy.txt"}, {"checkpoint", std::string(5'000, 'c')}});
  std::filesystem::resize_file(path, 2'048);
  CHECK_FALSE(RecordArchive::open(path));
  CHECK_FALSE(RecordArchive::open(write_tar(folder, {{"checkpoint"}}, true)));
  std::ofstream(path) << "no archive";
  CHECK(RecordArchive::open(path).error().code == "archive.form");
  std::ofstream(path, std::ios::trunc) << "";
  CHECK(RecordArchive::open(path).error().code == "archive.form");
  CHECK(RecordArchive::open((folder.path / "none").string()).error().code == "file.read");
}

}  // namespace tabella::cli::test
