// A mail server on this computer (RFC 5321, as far as a client needs it) that keeps what it takes.
#pragma once

#include <algorithm>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/catch.h"

namespace tabella::cli::test {

struct TakenMail {
  std::string from, to, data;
};

class MailHost {
 public:
  MailHost() {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(listen(listener_, 8) == 0);
    socklen_t size = sizeof(address);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    worker_ = std::jthread([this] { serve(); });
  }
  MailHost(const MailHost&) = delete;
  MailHost& operator=(const MailHost&) = delete;
  ~MailHost() {
    shutdown(listener_, SHUT_RDWR);
    worker_.join();
    close(listener_);
  }

  [[nodiscard]] std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::vector<TakenMail> taken() const {
    const std::lock_guard lock(mutex_);
    return taken_;
  }

  // Of recipients whose address holds "nobody": 550. At the data of one that holds "vanish": gone.
  // Of everybody, if set: this answer to MAIL.
  std::string answer_to_sender = "250 ok";
  // Before the data of a mail is asked for, on a thread of its own.
  std::function<void(const std::string& to)> before_data = [](const std::string&) {};

 private:
  void serve() {
    for (int fd = 0; (fd = accept(listener_, nullptr, nullptr)) >= 0; close(fd)) talk(fd);
  }

  void talk(int fd) {
    std::string received;
    const auto say = [fd](const std::string& line) {
      return send(fd, (line + "\r\n").data(), line.size() + 2, MSG_NOSIGNAL) > 0;
    };
    const auto read_to = [&](const std::string& end) {
      std::array<char, 4096> buffer{};
      while (received.find(end) == std::string::npos) {
        const ssize_t n = recv(fd, buffer.data(), buffer.size(), 0);
        if (n <= 0) return std::string();
        received.append(buffer.data(), static_cast<std::size_t>(n));
      }
      const auto at = received.find(end) + end.size();
      std::string text = received.substr(0, at);
      received.erase(0, at);
      return text;
    };
    TakenMail mail;
    say("220 mail.example");
    for (std::string line; !(line = read_to("\r\n")).empty();) {
      const auto address = [&line] {
        return line.substr(line.find('<') + 1, line.find('>') - line.find('<') - 1);
      };
      if (line.starts_with("MAIL")) {
        mail = {.from = address(), .to = {}, .data = {}};
        say(answer_to_sender);
      } else if (line.starts_with("RCPT")) {
        mail.to = address();
        say(mail.to.find("nobody") != std::string::npos ? "550 5.1.1 no such person" : "250 ok");
      } else if (line.starts_with("DATA")) {
        before_data(mail.to);
        say("354 go on");
        if (mail.to.find("vanish") != std::string::npos) return;
        mail.data = read_to("\r\n.\r\n");
        const std::lock_guard lock(mutex_);
        taken_.push_back(mail);
        say("250 taken");
      } else if (line.starts_with("QUIT")) {
        say("221 bye");
        return;
      } else {
        say("250 mail.example");
      }
    }
  }

  int listener_ = -1;
  unsigned port_ = 0;
  mutable std::mutex mutex_;  // taken_
  std::vector<TakenMail> taken_;
  std::jthread worker_;
};

}  // namespace tabella::cli::test
