#include "cli/registrar/sending_report.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "crypto/expects.h"

namespace tabella::cli {

SendingReport::SendingReport(SendingReport&& other) noexcept
    : path_(std::move(other.path_)),
      invitations_(other.invitations_),
      mails_(std::move(other.mails_)),
      file_(std::exchange(other.file_, -1)),
      size_(other.size_) {}

SendingReport::~SendingReport() {
  if (file_ >= 0) close(file_);
}

Result<SendingReport> SendingReport::open(const std::string& path,
                                          const std::vector<Invitation>& invitations,
                                          Access access) {
  SendingReport report(path, invitations);
  if (access == Access::write) {
    report.file_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (report.file_ < 0) return Error{"file.write", path, std::strerror(errno)};
    if (flock(report.file_, LOCK_EX | LOCK_NB) != 0) {
      return Error{"sending.busy", path, "another program sends these"};
    }
    // A report that a power cut takes away whole would have everybody get a second mail.
    if (auto done = make_name_durable(path); !done) return done.error();
  }
  std::error_code none;
  const auto size = std::filesystem::file_size(path, none);
  if (none == std::errc::no_such_file_or_directory || (!none && size == 0)) return report;
  const auto text = read_file(path);
  if (!text) return text.error();
  // A line that a crash cut off tells of nothing that was begun.
  report.size_ = text->rfind('\n') + 1;
  auto mails = read_sent(std::string_view(*text).substr(0, report.size_), invitations);
  if (!mails) return std::move(mails).error().within(path);
  report.mails_ = *std::move(mails);
  return report;
}

Result<Done> SendingReport::remark(std::size_t row, MailState state, const std::string& reason) {
  EXPECTS(file_ >= 0);
  const std::string line = sent_line(row, (*invitations_)[row], state, reason);
  bool is_done = ftruncate(file_, static_cast<off_t>(size_)) == 0;
  for (std::size_t at = 0; is_done && at < line.size();) {
    const ssize_t written =
        pwrite(file_, line.data() + at, line.size() - at, static_cast<off_t>(size_ + at));
    if (written < 0 && errno == EINTR) continue;
    is_done = written > 0;
    if (is_done) at += static_cast<std::size_t>(written);
  }
  if (!is_done || fsync(file_) != 0) return Error{"file.write", path_, std::strerror(errno)};
  size_ += line.size();
  mails_[row] = {state, reason};
  return Done{};
}

std::array<std::size_t, kMailStates> SendingReport::count() const {
  std::array<std::size_t, kMailStates> counts{};
  for (const SentMail& mail : mails_) ++counts[static_cast<std::size_t>(mail.state)];
  return counts;
}

}  // namespace tabella::cli
