// A served board in a folder of its own, and raw sockets to it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "tests/bulletin_board/log/growing_log.h"
#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"
#include "web/server/board_api.h"
#include "web/server/http/http_client.h"
#include "web/server/http/http_server.h"

namespace tabella::server::test {

inline constexpr const char* kRelease =
    "<meta content=\"connect-src 'none'\">"
    "<script type=\"application/json\" id=\"tabella-stamp\">null</script>";

class Served {
 public:
  explicit Served(std::size_t max_waiting = 1000, HttpOptions options = {}) {
    using bulletin_board::Node;
    node = std::make_unique<Node>(
        bulletin_board::NodeOptions{
            .store_path = (folder.path / "board.sqlite").string(),
            .threads = 1,
            .embedded = {.block_ms = 1,
                         .max_waiting = max_waiting,
                         .clock = [] { return std::uint64_t{1'700'000'000}; }}},
        bulletin_board::Signer("board.example/test", bulletin_board::test::counting_key(0x10)));
    pages =
        Pages::create(
            {{"voter.html", kRelease}, {"trustee.html", kRelease}, {"authority.html", kRelease}},
            {.policy = "", .operators = {"https://board.example"}})
            .value();
    api = std::make_unique<BoardApi>(*node, &*pages);
    options.traffic = &api->traffic();
    const bool tls = !options.tls_certificate.empty();
    server = std::make_unique<HttpServer>(std::move(options), *api);
    client = HttpClient::to((tls ? "https" : "http") + std::string("://127.0.0.1:") +
                            std::to_string(server->port()))
                 .value();
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    node->stop();
    server.reset();
    node.reset();
  }

  HttpResponse get(const std::string& path) const { return client->get(path).value(); }
  HttpResponse add(const Bytes& entry) const {
    return client->post("/add", std::string(entry.begin(), entry.end())).value();
  }
  // Sends bytes as they are; what comes back until the server closes, or nothing.
  std::string raw(const std::string& bytes) const {
    const int fd = send_raw(bytes);
    const std::string answer = read_all(fd);
    close(fd);
    return answer;
  }
  static std::string read_all(int fd) {
    std::string answer;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = recv(fd, buffer.data(), buffer.size(), 0)) > 0;) {
      answer.append(buffer.data(), static_cast<std::size_t>(n));
    }
    return answer;
  }
  int send_raw(const std::string& bytes) const {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    connect_raw(fd);
    REQUIRE(send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
    return fd;
  }
  void connect_raw(int fd) const {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server->port());
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    REQUIRE(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  }

  tabella::test::TemporaryFolder folder;
  std::unique_ptr<bulletin_board::Node> node;
  std::optional<Pages> pages;
  std::unique_ptr<BoardApi> api;
  std::unique_ptr<HttpServer> server;
  std::optional<HttpClient> client;
};

// Reads until the text has come.
inline std::string read_until(int fd, const std::string& wanted) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (text.find(wanted) == std::string::npos) {
    const ssize_t n = recv(fd, buffer.data(), buffer.size(), 0);
    REQUIRE(n > 0);
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return text;
}

inline std::string get_request(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
}

}  // namespace tabella::server::test
