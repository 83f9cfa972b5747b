// Hands mail to a mail server by SMTP (RFC 5321), by libcurl.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "crypto/result.h"
#include "crypto/wiped_vector.h"

namespace tabella::cli {

struct Mail {
  std::string from;  // a bare address: is_mail_address
  std::string to;    // a bare address
  std::string subject;
  std::string text;  // UTF-8, lines end with LF
};

struct MailServerOptions {
  std::string url;   // smtp://host:port or smtps://host:port
  std::string user;  // empty: no login
  crypto::WipedVector<char> password = {};
};

// Of one command and its thread: one connection, on which mails are sent one after the other.
class MailServer {
 public:
  // What is known of a mail that the server did not take.
  enum class Failure {
    refused,  // the server says so: this mail will not be taken
    unsent,   // nothing was sent, and neither will be the next
    unknown,  // it may have been taken
  };
  struct Refusal {
    Failure failure = Failure::unknown;
    std::string reason;
  };

  // Code mail.url for another kind of address. Unless the host is this computer, the connection
  // is by TLS or there is none.
  [[nodiscard]] static Result<MailServer> create(MailServerOptions options);
  MailServer(MailServer&&) noexcept;
  MailServer& operator=(MailServer&&) noexcept;
  ~MailServer();

  // None once the server has taken it. One connection serves one mail after another.
  [[nodiscard]] std::optional<Refusal> hand_over(const Mail& mail);

 private:
  struct Connection;
  explicit MailServer(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connection> connection_;
};

}  // namespace tabella::cli
