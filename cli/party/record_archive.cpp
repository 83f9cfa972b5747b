#include "cli/party/record_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "verifier/record_files.h"

namespace tabella::cli {

namespace {

constexpr std::size_t kReadAhead = 64 << 10;
constexpr std::uint64_t kMaxMembers = 1 << 24;

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

struct FreeReader {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, FreeReader>;

// Reads plain tar from where the descriptor is; none if it cannot.
Reader read_tar(const Descriptor& file) {
  Reader reader(archive_read_new());
  if (!reader || archive_read_support_format_tar(reader.get()) != ARCHIVE_OK ||
      archive_read_open_fd(reader.get(), file.number(), kReadAhead) != ARCHIVE_OK) {
    return nullptr;
  }
  return reader;
}

std::string reason_of(archive* reader) {
  const char* reason = archive_error_string(reader);
  return reason == nullptr ? "is no tar archive" : reason;
}

// A name as far as it can be shown.
std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  return name == nullptr ? "" : name;
}

Result<Done> may_be_member(archive_entry* entry, const std::string& name) {
  const auto refused = [&](const char* detail) { return Error{"archive.member", name, detail}; };
  if (archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr) {
    return refused("is a link");
  }
  if (archive_entry_filetype(entry) != AE_IFREG) return refused("is no regular file");
  if (archive_entry_sparse_count(entry) > 0) return refused("has holes");
  if (!verifier::is_record_file(name)) return refused("is no name of a record's file");
  if (!archive_entry_size_is_set(entry) || archive_entry_size(entry) < 0 ||
      static_cast<std::uint64_t>(archive_entry_size(entry)) > verifier::kMaxFileSize) {
    return refused("is too large");
  }
  return Done{};
}

// Whether the archive ends with two empty blocks, and nothing but emptiness follows: a reader that
// stops there and one that goes on see the same members.
bool ends_at(const Descriptor& file, std::int64_t position) {
  constexpr std::int64_t kEnd = 1024;
  if (position < kEnd || lseek(file.number(), position - kEnd, SEEK_SET) < 0) return false;
  std::array<char, kReadAhead> buffer;
  std::int64_t empty = 0;
  ssize_t more = 0;
  while ((more = ::read(file.number(), buffer.data(), buffer.size())) > 0) {
    const auto end = buffer.begin() + more;
    if (std::find_if(buffer.begin(), end, [](char c) { return c != 0; }) != end) return false;
    empty += more;
  }
  return more == 0 && empty >= kEnd;
}

}  // namespace

Result<RecordArchive> RecordArchive::open(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return Error{"file.read", path, error ? error.message() : "is no regular file"};
  }
  const Descriptor file(path, O_RDONLY);
  if (!file.is_open()) return Error{"file.read", path, std::strerror(errno)};
  const Reader reader = read_tar(file);
  if (!reader) return Error{"archive.form", path, "is no tar archive"};
  RecordArchive record(path);
  archive_entry* entry = nullptr;
  int read = ARCHIVE_OK;
  while ((read = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
    const std::string name = name_of(entry);
    if (auto done = may_be_member(entry, name); !done) return std::move(done).error();
    const Place place{archive_read_header_position(reader.get()),
                      static_cast<std::uint64_t>(archive_entry_size(entry))};
    if (record.places_.size() == kMaxMembers) return Error{"archive.form", path, "has too many"};
    if (!record.places_.emplace(name, place).second) {
      return Error{"archive.member", name, "stands there twice"};
    }
  }
  if (read != ARCHIVE_EOF) return Error{"archive.form", path, reason_of(reader.get())};
  if (record.places_.empty()) return Error{"archive.form", path, "has no members"};
  if (!ends_at(file, archive_filter_bytes(reader.get(), 0))) {
    return Error{"archive.form", path, "has something behind its end, or no end"};
  }
  return record;
}

Result<Bytes> RecordArchive::read(const std::string& member) const {
  const auto place = places_.find(member);
  if (place == places_.end()) return Error{"archive.read", member, "is not in the archive"};
  const auto wrong = [&] { return Error{"archive.read", member, "cannot be read"}; };
  const Descriptor file(path_, O_RDONLY);
  if (!file.is_open() || lseek(file.number(), place->second.offset, SEEK_SET) < 0) return wrong();
  const Reader reader = read_tar(file);
  archive_entry* entry = nullptr;
  if (!reader || archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK ||
      name_of(entry) != member ||
      static_cast<std::uint64_t>(archive_entry_size(entry)) != place->second.size) {
    return wrong();
  }
  Bytes content(place->second.size);
  std::size_t done = 0;
  while (done < content.size()) {
    const la_ssize_t more =
        archive_read_data(reader.get(), content.data() + done, content.size() - done);
    if (more <= 0) return wrong();
    done += static_cast<std::size_t>(more);
  }
  return content;
}

std::vector<std::string> RecordArchive::members() const {
  std::vector<std::string> names;
  names.reserve(places_.size());
  for (const auto& [name, place] : places_) names.push_back(name);
  return names;
}

struct RecordArchiveWriter::Open {
  explicit Open(std::string to)
      : path(std::move(to)),
        file(path + ".part", O_WRONLY | O_CREAT | O_TRUNC),
        writer(archive_write_new()) {}
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() {
    archive_write_free(writer);
    if (!finished) std::remove((path + ".part").c_str());
  }
  [[nodiscard]] Error failure() const {
    const char* reason = archive_error_string(writer);
    return {"file.write", path, reason == nullptr ? std::strerror(errno) : reason};
  }

  std::string path;
  Descriptor file;
  archive* writer;
  bool finished = false;
};

RecordArchiveWriter::RecordArchiveWriter(std::unique_ptr<Open> open) : open_(std::move(open)) {}
RecordArchiveWriter::RecordArchiveWriter(RecordArchiveWriter&&) noexcept = default;
RecordArchiveWriter::~RecordArchiveWriter() = default;

Result<RecordArchiveWriter> RecordArchiveWriter::create(const std::string& path) {
  auto open = std::make_unique<Open>(path);
  if (!open->file.is_open()) return Error{"file.write", path, std::strerror(errno)};
  if (archive_write_set_format_ustar(open->writer) != ARCHIVE_OK ||
      archive_write_open_fd(open->writer, open->file.number()) != ARCHIVE_OK) {
    return open->failure();
  }
  return RecordArchiveWriter(std::move(open));
}

Result<Done> RecordArchiveWriter::add(const std::string& member, std::string_view content) {
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, member.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_mtime(entry, 0, 0);
  archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
  const int head = archive_write_header(open_->writer, entry);
  archive_entry_free(entry);
  if (head != ARCHIVE_OK) return open_->failure();
  const la_ssize_t written = archive_write_data(open_->writer, content.data(), content.size());
  if (written < 0 || static_cast<std::size_t>(written) != content.size()) return open_->failure();
  return Done{};
}

Result<Done> RecordArchiveWriter::finish() {
  if (archive_write_close(open_->writer) != ARCHIVE_OK || fsync(open_->file.number()) != 0 ||
      std::rename((open_->path + ".part").c_str(), open_->path.c_str()) != 0) {
    return open_->failure();
  }
  open_->finished = true;
  const auto parent = std::filesystem::path(open_->path).parent_path();
  const Descriptor folder(parent.empty() ? "." : parent.string(), O_RDONLY | O_DIRECTORY);
  if (!folder.is_open() || fsync(folder.number()) != 0) return open_->failure();
  return Done{};
}

}  // namespace tabella::cli
