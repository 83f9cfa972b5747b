// The voting codes that go to voters by mail, and what became of each. docs/command-line.md, "A
// registrar's folder".
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/result.h"

namespace tabella::cli {

struct Invitation {
  std::string name;
  std::string address;  // of mail
  std::string code;     // as it is typed
};

// A table as `tabella roll make` or the officials' page writes it: the columns name (or person),
// email (or address) and code, and others that mean nothing here. All or nothing: code
// invitations.rows, with every row that is wrong and the reason.
[[nodiscard]] Result<std::vector<Invitation>> read_invitations(std::string_view text);

enum class MailState {
  unsent,
  begun,     // it was being handed over when the program ended: it may have been taken
  sent,      // handed over to the mail server
  refused,   // by the mail server
  returned,  // it came back, as the registrar has said
};
inline constexpr std::size_t kMailStates = 5;

struct SentMail {
  MailState state = MailState::unsent;
  std::string reason;
};

// A file beside the table, which only grows: a line for each change (row, name, address, state,
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
  [[nodiscard]] Result<Done> note(std::size_t row, MailState state, const std::string& reason = {});
  // How many are in each state.
  [[nodiscard]] std::array<std::size_t, kMailStates> count() const;

 private:
  SendingReport(std::string path, const std::vector<Invitation>& invitations)
      : path_(std::move(path)), invitations_(&invitations), mails_(invitations.size()) {}
  [[nodiscard]] Result<Done> read(std::string_view text);

  std::string path_;
  const std::vector<Invitation>* invitations_;  // outlive it
  std::vector<SentMail> mails_;                 // by row
  int file_ = -1;
  std::size_t size_ = 0;  // of whole lines
};

// "sent", as in the file.
[[nodiscard]] std::string_view name(MailState state);

}  // namespace tabella::cli
