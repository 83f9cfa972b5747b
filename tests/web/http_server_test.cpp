// The server over a real socket: what it serves, what it refuses, and that it goes on serving.
#include "web/server/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "bulletin_board/tiles.h"
#include "tests/bulletin_board/growing_log.h"
#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"
#include "web/server/board_api.h"
#include "web/server/http_client.h"

namespace tabella::server::test {

namespace {

using bulletin_board::Node;
using bulletin_board::Signer;
using bulletin_board::test::Parties;

// A served board in a folder of its own.
class Served {
 public:
  explicit Served(std::size_t max_waiting = 1000) {
    node = std::make_unique<Node>(
        bulletin_board::NodeOptions{.store_path = (folder.path / "board.sqlite").string(),
                                    .threads = 1,
                                    .block_ms = 1,
                                    .max_waiting = max_waiting,
                                    .clock = [] { return std::uint64_t{1'700'000'000}; }},
        Signer("board.example/test", bulletin_board::test::counting_key(0x10)));
    api = std::make_unique<BoardApi>(*node);
    server = std::make_unique<HttpServer>(HttpOptions{.head_seconds = 1, .body_seconds = 1}, *api);
    client = HttpClient::to("http://127.0.0.1:" + std::to_string(server->port())).value();
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    node->stop();
    server.reset();
    node.reset();
  }

  HttpAnswer get(const std::string& path) const { return client->get(path).value(); }
  HttpAnswer add(const Bytes& entry) const {
    return client->post("/add", std::string(entry.begin(), entry.end())).value();
  }
  // Sends bytes as they are; what comes back until the server closes, or nothing.
  std::string raw(const std::string& bytes) const {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server->port());
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    REQUIRE(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
    std::string answer;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = recv(fd, buffer.data(), buffer.size(), 0)) > 0;) {
      answer.append(buffer.data(), static_cast<std::size_t>(n));
    }
    close(fd);
    return answer;
  }

  tabella::test::TemporaryFolder folder;
  std::unique_ptr<Node> node;
  std::unique_ptr<BoardApi> api;
  std::unique_ptr<HttpServer> server;
  std::optional<HttpClient> client;
};

}  // namespace

TEST_CASE("posts are taken, and the log is served as files with receipts") {
  const Served served;
  const Parties parties;
  const HttpAnswer first = served.add(parties.manifest());
  REQUIRE(first.status == 201);
  REQUIRE(nlohmann::json::parse(first.body)["index"] == 0);
  REQUIRE(served.add(parties.election()).status == 201);
  const HttpAnswer again = served.add(parties.manifest());
  // Signatures are deterministic, so these are the same bytes.
  REQUIRE(again.status == 200);
  const HttpAnswer refused = served.add({'x'});
  REQUIRE(refused.status == 422);
  REQUIRE(nlohmann::json::parse(refused.body)["code"] == "note.form");

  REQUIRE(served.get("/checkpoint").status == 200);
  const auto tile = served.get("/tile/entries/000.p/4");
  REQUIRE(tile.status == 200);
  const Bytes bytes(tile.body.begin(), tile.body.end());
  REQUIRE(bulletin_board::decode_bundle(bytes, 4).value()[0] == parties.manifest());
  REQUIRE(bulletin_board::Receipt::parse(served.get("/receipt/0").body));
  const auto status = nlohmann::json::parse(served.get("/status").body);
  REQUIRE(status["size"] == 4);
  REQUIRE(status["elections"][0]["phase"] == "commit");
  REQUIRE(served.get("/healthz").body == "ok\n");
  REQUIRE(served.get("/metrics").body.find("tabella_log_entries 4") != std::string::npos);
}

TEST_CASE("what is not there is 404, and other methods are 405") {
  const Served served;
  for (const char* path : {"/", "/tile/entries/000", "/tile/../x", "/receipt/0", "/receipt/x",
                           "/receipt/-1", "/elections/none/result", "/checkpoint/"}) {
    INFO(path);
    CHECK(served.get(path).status == 404);
  }
  CHECK(served.get("/add").status == 405);
  CHECK(served.client->post("/checkpoint", "").value().status == 405);
}

TEST_CASE("WB2, WB3: hostile connections are closed, and others are served") {
  const Served served;
  const std::string host = "Host: a\r\n";
  CHECK(served
            .raw("POST /add HTTP/1.1\r\n" + host +
                 "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc")
            .starts_with("HTTP/1.1 400"));
  CHECK(served.raw("GET / HTTP/1.1\r\n" + host + "X: " + std::string(9000, 'x') + "\r\n\r\n")
            .starts_with("HTTP/1.1 431"));
  CHECK(served
            .raw("POST /add HTTP/1.1\r\n" + host + "Content-Length: 900000\r\n\r\n" +
                 std::string(70'000, 'x'))
            .starts_with("HTTP/1.1 413"));
  CHECK(served.raw("nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
  // A head and a body that never end: closed by their deadlines.
  CHECK(served.raw("GET / HTTP/1.1\r\nHost:").empty());
  CHECK(served.raw("POST /add HTTP/1.1\r\n" + host + "Content-Length: 10\r\n\r\nabc").empty());
  CHECK(served.get("/healthz").status == 200);
}

TEST_CASE("a request behind another on one connection is answered too") {
  const Served served;
  const std::string answers = served.raw(
      "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /none HTTP/1.1\r\nHost: a\r\n"
      "Connection: close\r\n\r\n");
  CHECK(answers.find("HTTP/1.1 200") == 0);
  CHECK(answers.find("HTTP/1.1 404") != std::string::npos);
  CHECK(answers.find("Content-Security-Policy: default-src 'none'") != std::string::npos);
}

TEST_CASE("a full queue is 503 with Retry-After") {
  const Served served(0);
  CHECK(served.add({'x'}).status == 503);
  CHECK(
      served.raw("POST /add HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
          .find("Retry-After: 2") != std::string::npos);
}

TEST_CASE("many connections at once get their answers", "[threads]") {
  const Served served;
  REQUIRE(served.add(Parties().manifest()).status == 201);
  std::vector<std::jthread> threads;
  std::atomic<int> answered = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        if (served.get("/checkpoint").status == 200) ++answered;
        if (served.add({'x'}).status == 422) ++answered;
      }
    });
  }
  threads.clear();
  REQUIRE(answered == 200);
}

}  // namespace tabella::server::test
