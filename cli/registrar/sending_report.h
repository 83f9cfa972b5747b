// What became of invitations, kept so that nobody gets a mail twice. docs/command-line.md, "A
// registrar's folder".
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "cli/registrar/invitations.h"
#include "crypto/result.h"

namespace tabella::cli {

// A file next to the table, which only grows: a line for each change (row, name, address, state,
// reason), on the disk before what it tells of is done. So nobody gets a mail twice because the
// program was killed.
class SendingReport {
 public:
  enum class Access { read, write };
  // The file need not be there; with `write` it is locked against others. Codes file.read,
  // file.write, sending.busy, sending.form, sending.other: it belongs to another table.
  [[nodiscard]] static Result<SendingReport> open(const std::string& path,
                                                  const std::vector<Invitation>& invitations,
                                                  Access access);
  SendingReport(SendingReport&& other) noexcept;
  SendingReport& operator=(SendingReport&&) = delete;
  ~SendingReport();

  [[nodiscard]] const SentMail& of(std::size_t row) const { return mails_[row]; }
  // Only with `write`. Code file.write.
  [[nodiscard]] Result<Done> remark(std::size_t row, MailState state,
                                    const std::string& reason = {});
  // How many are in each state.
  [[nodiscard]] std::array<std::size_t, kMailStates> count() const;

 private:
  SendingReport(std::string path, const std::vector<Invitation>& invitations)
      : path_(std::move(path)), invitations_(&invitations), mails_(invitations.size()) {}

  std::string path_;
  const std::vector<Invitation>* invitations_;  // outlive it
  std::vector<SentMail> mails_;                 // by row
  int file_ = -1;
  std::size_t size_ = 0;  // of whole lines
};

}  // namespace tabella::cli
