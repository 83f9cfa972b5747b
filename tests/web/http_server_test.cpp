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

constexpr const char* kRelease =
    "<meta content=\"connect-src 'none'\">"
    "<script type=\"application/json\" id=\"tabella-stamp\">null</script>";

// A served board in a folder of its own.
class Served {
 public:
  explicit Served(std::size_t max_waiting = 1000,
                  HttpOptions options = {.head_seconds = 1, .body_seconds = 1}) {
    node = std::make_unique<Node>(
        bulletin_board::NodeOptions{.store_path = (folder.path / "board.sqlite").string(),
                                    .threads = 1,
                                    .block_ms = 1,
                                    .max_waiting = max_waiting,
                                    .clock = [] { return std::uint64_t{1'700'000'000}; }},
        Signer("board.example/test", bulletin_board::test::counting_key(0x10)));
    pages = Pages::create(
                {{"voter.html", kRelease}, {"authority.html", kRelease}, {"verifier.wasm", "wasm"}},
                {.policy = "", .operators = {"https://board.example"}})
                .value();
    api = std::make_unique<BoardApi>(*node, &*pages);
    server = std::make_unique<HttpServer>(options, *api);
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
    const int fd = send_raw(bytes);
    std::string answer;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = recv(fd, buffer.data(), buffer.size(), 0)) > 0;) {
      answer.append(buffer.data(), static_cast<std::size_t>(n));
    }
    close(fd);
    return answer;
  }
  int send_raw(const std::string& bytes) const {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server->port());
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    REQUIRE(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
    return fd;
  }

  tabella::test::TemporaryFolder folder;
  std::unique_ptr<Node> node;
  std::optional<Pages> pages;
  std::unique_ptr<BoardApi> api;
  std::unique_ptr<HttpServer> server;
  std::optional<HttpClient> client;
};

// Reads until the text has come.
std::string read_until(int fd, const std::string& wanted) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (text.find(wanted) == std::string::npos) {
    const ssize_t n = recv(fd, buffer.data(), buffer.size(), 0);
    REQUIRE(n > 0);
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return text;
}

std::string get_request(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
}

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

TEST_CASE("any page may read the board and post to it") {
  const Served served;
  for (const char* path : {"/status", "/none", "/add", "/e/none/vote"}) {
    INFO(path);
    CHECK(served.raw(get_request(path)).find("Access-Control-Allow-Origin: *\r\n") !=
          std::string::npos);
  }
  const std::string preflight = served.raw(
      "OPTIONS /add HTTP/1.1\r\nHost: a\r\nOrigin: https://other.example\r\n"
      "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n");
  CHECK(preflight.starts_with("HTTP/1.1 204"));
  CHECK(preflight.find("Access-Control-Allow-Methods: POST, OPTIONS\r\n") != std::string::npos);
  CHECK(preflight.find("Content-Length") == std::string::npos);
  const std::string refused = served.raw(get_request("/add"));
  CHECK(refused.starts_with("HTTP/1.1 405"));
  CHECK(refused.find("Allow: POST, OPTIONS\r\n") != std::string::npos);
}

TEST_CASE("HEAD is GET without the body") {
  const Served served;
  const std::string answer =
      served.raw("HEAD /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  CHECK(answer.starts_with("HTTP/1.1 200"));
  CHECK(answer.find("Content-Length: 3\r\n") != std::string::npos);
  CHECK(answer.ends_with("\r\n\r\n"));
}

TEST_CASE("a stream of events begins with the status and tells what is published") {
  const Served served(1000, {.heartbeat_seconds = 1});
  const int fd = served.send_raw("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string begin = read_until(fd, "\n\n");
  CHECK(begin.find("Content-Type: text/event-stream\r\n") != std::string::npos);
  CHECK(begin.find("Content-Length") == std::string::npos);
  CHECK(begin.find("event: checkpoint\ndata: {\"size\":0,") != std::string::npos);
  REQUIRE(served.add(Parties().manifest()).status == 201);
  CHECK(read_until(fd, "\n\n").find("data: {\"size\":2,") != std::string::npos);
  CHECK(read_until(fd, "\n\n") == ": still here\n\n");
  close(fd);
}

TEST_CASE("streams of events have a limit, and end when the server does") {
  Served served(1000, {.max_streams = 1});
  const int fd = served.send_raw("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
  (void)read_until(fd, "\n\n");
  const std::string refused = served.raw(get_request("/events"));
  CHECK(refused.starts_with("HTTP/1.1 503"));
  CHECK(refused.find("Retry-After: 30\r\n") != std::string::npos);
  served.node->stop();
  served.server.reset();
  std::array<char, 64> buffer{};
  // The end, not a reset.
  CHECK(recv(fd, buffer.data(), buffer.size(), 0) == 0);
  close(fd);
}

TEST_CASE("credentials and ballots are looked up by what the voter holds") {
  const Served served;
  Parties parties;
  parties.make_voters(1);
  REQUIRE(served.add(parties.manifest()).status == 201);
  REQUIRE(served.add(parties.election()).status == 201);
  const std::string key = hex(parties.roll[0].credential.bytes());
  CHECK(served.get("/elections/sample-2026/credential/" + key).body == "{\"on_roll\":false}\n");
  CHECK(served.get("/elections/none/credential/" + key).status == 404);
  CHECK(served.get("/elections/sample-2026/credential/00ff").status == 400);
  CHECK(served.get("/elections/sample-2026/ballot/00112233").body == "{\"matches\":[]}\n");
  for (const char* prefix : {"001122", "0011223", "0011223G", "001122AA"}) {
    CHECK(served.get("/elections/sample-2026/ballot/" + std::string(prefix)).status == 400);
  }
  CHECK(served.get("/elections/sample-2026/ballot/" + std::string(66, 'a')).status == 400);
  CHECK(served.get("/elections/none/ballot/00112233").status == 404);
}

TEST_CASE("the pages of a release are served stamped") {
  const Served served;
  const Parties parties;
  REQUIRE(served.add(parties.manifest()).status == 201);
  REQUIRE(served.add(parties.election()).status == 201);
  const HttpAnswer page = served.get("/e/sample-2026/vote");
  CHECK(page.status == 200);
  CHECK(page.body.find("\"page\":\"voter\",\"election\":\"sample-2026\",") != std::string::npos);
  CHECK(page.body.find("connect-src https://board.example\"") != std::string::npos);
  CHECK(served.get("/authority").body.find("\"election\":null") != std::string::npos);
  CHECK(served.get("/e/sample-2026/verifier.wasm").body == "wasm");
  // Not in this release, and not on this board.
  CHECK(served.get("/e/sample-2026/check").status == 404);
  CHECK(served.get("/e/none/vote").status == 404);
  const std::string head = served.raw(get_request("/e/sample-2026/vote"));
  CHECK(head.find("Content-Security-Policy: frame-ancestors 'none'") != std::string::npos);
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
