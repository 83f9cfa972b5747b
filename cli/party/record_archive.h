// A record in one file: a tar archive of its files, uncompressed. docs/log.md, "The record".
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/result.h"

namespace tabella::cli {

class RecordArchive {
 public:
  // Reads every member's head. Code archive.*, with the member: anything but regular files with the
  // names of a record, each once and of a bounded size, is refused, and so are bytes after the end,
  // so that two programs never read two things in one archive.
  [[nodiscard]] static Result<RecordArchive> open(const std::string& path);

  // Code archive.read: no such member, or the file has changed since.
  [[nodiscard]] Result<Bytes> read(const std::string& member) const;
  [[nodiscard]] std::vector<std::string> members() const;

 private:
  struct Place {
    std::int64_t offset = 0;  // of the member's head
    std::uint64_t size = 0;
  };
  explicit RecordArchive(std::string path) : path_(std::move(path)) {}

  std::string path_;
  std::map<std::string, Place, std::less<>> places_;
};

// Writes members one after the other. The same members make the same bytes.
class RecordArchiveWriter {
 public:
  // Code file.write, here and below.
  [[nodiscard]] static Result<RecordArchiveWriter> create(const std::string& path);
  [[nodiscard]] Result<Done> add(const std::string& member, std::string_view content);
  // The file has its name, and is on the disk, when this returns; otherwise nothing is there.
  [[nodiscard]] Result<Done> finish();

  RecordArchiveWriter(RecordArchiveWriter&&) noexcept;
  ~RecordArchiveWriter();

 private:
  struct Open;
  explicit RecordArchiveWriter(std::unique_ptr<Open> open);
  std::unique_ptr<Open> open_;
};

}  // namespace tabella::cli
