// RecordArchive: a tar is refused, or holds files of a record, none larger than the tar.
#include "cli/party/record_archive.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "crypto/expects.h"
#include "verifier/record_files.h"

using namespace tabella::cli;

namespace {

// The input under a path, without a file on a disk.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : number_(memfd_create("archive", 0)) {
    EXPECTS(number_ >= 0);
    EXPECTS(write(number_, data, size) == static_cast<ssize_t>(size));
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { close(number_); }
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

 private:
  int number_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(data, size);
  const auto archive = RecordArchive::open(file.path());
  if (!archive) {
    const std::string& code = archive.error().code;
    EXPECTS(code == "archive.form" || code == "archive.member");
    return 0;
  }
  EXPECTS(!archive->members().empty());
  for (const std::string& member : archive->members()) {
    EXPECTS(tabella::verifier::is_record_file(member));
    const auto content = archive->read(member);
    // libarchive judges the head that it begins with more strictly than those after it, so a member
    // that was listed may still be unreadable.
    EXPECTS(content ? content->size() <= size : content.error().code == "archive.read");
  }
  return 0;
}
