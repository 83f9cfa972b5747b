#include "cli/registrar/mail_server.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <mutex>
#include <string_view>
#include <utility>

#include "cli/registrar/mail_address.h"
#include "crypto/bytes.h"

namespace tabella::cli {

namespace {

constexpr long kConnectSeconds = 30;
constexpr long kWholeSeconds = 120;
// RFC 2047, 2: so many bytes as base64 keep an encoded word within 75 characters.
constexpr std::size_t kWordBytes = 45;

// Answers after which no mail of this sender will be taken: closing down, and who logs in and how
// (RFC 4954, 6; RFC 3207, 4).
constexpr std::array kNeverAgain = {421L, 454L, 530L, 534L, 535L, 538L};

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

void add(List& list, const std::string& line) {
  list.reset(curl_slist_append(list.release(), line.c_str()));
}

// As encoded words, each on a line of its own and none that splits a character.
std::string encoded(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    std::size_t size = std::min(kWordBytes, text.size());
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
    line += (line.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") +
            base64(as_bytes(text.substr(0, size))) + "?=";
    text.remove_prefix(size);
  }
  return line;
}

// RFC 5322, 3.3, in UTC, under every locale.
std::string date_of(std::time_t time) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&time, &utc);
  const auto two = [](int number) {
    return std::string(number < 10 ? "0" : "") + std::to_string(number);
  };
  return std::string(kDays[static_cast<std::size_t>(utc.tm_wday)]) + ", " + two(utc.tm_mday) + " " +
         kMonths[static_cast<std::size_t>(utc.tm_mon)] + " " + std::to_string(1900 + utc.tm_year) +
         " " + two(utc.tm_hour) + ":" + two(utc.tm_min) + ":" + two(utc.tm_sec) + " +0000";
}

bool is_this_computer(std::string_view url) {
  const std::string_view host = url.substr(url.find("://") + 3);
  return std::ranges::any_of(std::array{"127.0.0.1", "[::1]", "localhost"}, [&](const char* name) {
    if (!host.starts_with(name)) return false;
    const std::string_view rest = host.substr(std::string_view(name).size());
    return rest.empty() || rest[0] == ':' || rest[0] == '/';
  });
}

// Keeps the server's last refusal in its own words, of which libcurl says the number alone.
int keep_refusal(CURL*, curl_infotype type, char* data, std::size_t size, void* line) {
  const bool is_refusal = size > 0 && (data[0] == '4' || data[0] == '5');
  if (type == CURLINFO_HEADER_IN && is_refusal) static_cast<std::string*>(line)->assign(data, size);
  return 0;
}

MailServer::Failure failure_of(CURLcode result, long answer) {
  using enum MailServer::Failure;
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_USE_SSL_FAILED:
    case CURLE_LOGIN_DENIED:
      return unsent;
    case CURLE_SEND_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
      if (std::ranges::find(kNeverAgain, answer) != kNeverAgain.end()) return unsent;
      return answer >= 400 && answer < 600 ? refused : unknown;
    default:
      return unknown;
  }
}

}  // namespace

struct MailServer::Connection {
  Connection() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handle.reset(curl_easy_init());
  }
  struct Close {
    void operator()(CURL* each) const { curl_easy_cleanup(each); }
  };
  std::unique_ptr<CURL, Close> handle;
  std::string refusal;  // the server's last one
};

MailServer::MailServer(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
MailServer::MailServer(MailServer&&) noexcept = default;
MailServer& MailServer::operator=(MailServer&&) noexcept = default;
MailServer::~MailServer() = default;

Result<MailServer> MailServer::create(MailServerOptions options) {
  const std::string& url = options.url;
  const bool is_tls = url.starts_with("smtps://");
  if (!is_tls && !url.starts_with("smtp://")) {
    return Error{"mail.url", url, "begins with neither smtp:// nor smtps://"};
  }
  // "smtp://localhost:x@mail.example" is another computer than it seems to be.
  if (url.find('@') != std::string::npos) {
    return Error{"mail.url", url, "has a user in it: name the user with --user"};
  }
  auto connection = std::make_unique<Connection>();
  CURL* curl = connection->handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  const long tls = !is_tls && is_this_computer(url) ? CURLUSESSL_NONE : CURLUSESSL_ALL;
  curl_easy_setopt(curl, CURLOPT_USE_SSL, tls);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kWholeSeconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, keep_refusal);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &connection->refusal);
  if (!options.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, options.user.c_str());
    options.password.push_back('\0');
    curl_easy_setopt(curl, CURLOPT_PASSWORD, options.password.data());
  }
  return MailServer(std::move(connection));
}

std::optional<MailServer::Refusal> MailServer::hand_over(const Mail& mail) {
  EXPECTS(is_mail_address(mail.from) && is_mail_address(mail.to));
  CURL* curl = connection_->handle.get();
  List recipients;
  add(recipients, "<" + mail.to + ">");
  List headers;
  add(headers, "Date: " + date_of(std::time(nullptr)));
  add(headers, "From: <" + mail.from + ">");
  add(headers, "To: <" + mail.to + ">");
  add(headers, "Subject: " + encoded(mail.subject));
  add(headers, "Auto-Submitted: auto-generated");
  curl_mime* mime = curl_mime_init(curl);
  curl_mimepart* part = curl_mime_addpart(mime);
  curl_mime_data(part, mail.text.data(), mail.text.size());
  curl_mime_type(part, "text/plain; charset=utf-8");
  curl_mime_encoder(part, "base64");
  connection_->refusal.clear();
  const std::string sender = "<" + mail.from + ">";
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime);
  std::array<char, CURL_ERROR_SIZE> words{};
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words.data());
  const CURLcode result = curl_easy_perform(curl);
  long answer = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
  // They go with this call.
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
  curl_easy_setopt(curl, CURLOPT_MIMEPOST, nullptr);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, nullptr);
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, nullptr);
  curl_mime_free(mime);
  if (result == CURLE_OK) return std::nullopt;
  const auto failure = failure_of(result, answer);
  std::string reason = words[0] != '\0' ? words.data() : curl_easy_strerror(result);
  std::string& line = connection_->refusal;
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
  if (answer > 0 && line.starts_with(std::to_string(answer))) reason = line;
  return Refusal{failure, std::move(reason)};
}

}  // namespace tabella::cli
