// The server over a real socket: what it serves, what it refuses, and that it goes on serving.
#include "web/server/http/http_server.h"

#include <sqlite3.h>
#include <sys/resource.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "bulletin_board/log/tiles.h"
#include "tests/web/server/served.h"

namespace tabella::server::test {

using bulletin_board::test::Parties;

TEST_CASE("posts are taken, and the log is served as files with receipts") {
  const Served served;
  const Parties parties;
  const HttpResponse first = served.add(parties.manifest());
  REQUIRE(first.status == 201);
  REQUIRE(nlohmann::json::parse(first.body)["index"] == 0);
  REQUIRE(served.add(parties.election()).status == 201);
  const HttpResponse again = served.add(parties.manifest());
  // Signatures are deterministic, so these are the same bytes.
  REQUIRE(again.status == 200);
  const HttpResponse refused = served.add({'x'});
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
  REQUIRE(status["elections"][0]["phase"] == "join");
  REQUIRE(served.get("/healthz").body == "ok\n");
  REQUIRE(served.get("/metrics").body.find("tabella_log_entries 4") != std::string::npos);
}

TEST_CASE("what the disk does not give is 500, and the server goes on") {
  const Served served;
  REQUIRE(served.add(Parties().manifest()).status == 201);
  const auto store = served.folder.path / "board.sqlite";
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open(store.c_str(), &connection) == SQLITE_OK);
  const int erased =
      sqlite3_exec(connection, "DELETE FROM entry WHERE number = 0", nullptr, nullptr, nullptr);
  sqlite3_close(connection);
  REQUIRE(erased == SQLITE_OK);

  const HttpResponse tile = served.get("/tile/entries/000.p/2");
  CHECK(tile.status == 500);
  CHECK(nlohmann::json::parse(tile.body)["code"] == "node.failed");
  CHECK(nlohmann::json::parse(tile.body)["detail"] == "the store lacks entry 0");
  CHECK(served.get("/tile/0/000.p/2").status == 200);
  CHECK(served.get("/checkpoint").status == 200);
}

TEST_CASE("receipts that were checked are counted by election") {
  const Served served;
  const Parties parties;
  REQUIRE(served.add(parties.manifest()).status == 201);
  REQUIRE(served.add(parties.election()).status == 201);
  const auto checked = [&served] {
    return nlohmann::json::parse(served.get("/status").body)["elections"][0]["checked"];
  };
  CHECK(checked() == 0);
  const std::string path = "/elections/" + parties.definition.id + "/checked";
  CHECK(served.client->post(path, "").value().status == 204);
  CHECK(served.client->post(path, "").value().status == 204);
  CHECK(checked() == 2);
  CHECK(served.client->post(path, "which").value().status == 400);
  CHECK(served.client->post("/elections/none/checked", "").value().status == 404);
  CHECK(served.get(path).status == 405);
  CHECK(checked() == 2);
}

TEST_CASE("what is not there is 404, and other methods are 405") {
  const Served served;
  for (const char* path : {"/tile/entries/000", "/tile/../x", "/receipt/0", "/receipt/x",
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
  CHECK(served.raw(get_request("/status")).find("Strict-Transport-Security") == std::string::npos);
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
  // On a slow machine a heartbeat comes before what is published, or with it.
  (void)read_until(fd, "data: {\"size\":2,");
  CHECK(read_until(fd, ": still here\n\n").find("event:") == std::string::npos);
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
  const HttpResponse page = served.get("/e/sample-2026/vote");
  CHECK(page.status == 200);
  CHECK(page.body.find("\"page\":\"voter\",\"election\":\"sample-2026\",") != std::string::npos);
  CHECK(page.body.find("connect-src https://board.example\"") != std::string::npos);
  CHECK(served.get("/authority").body.find("\"election\":null") != std::string::npos);
  // Not in this release, and not on this board.
  CHECK(served.get("/e/sample-2026/check").status == 404);
  CHECK(served.get("/e/none/vote").status == 404);
  const std::string head = served.raw(get_request("/e/sample-2026/vote"));
  CHECK(head.find("Content-Security-Policy: frame-ancestors 'none'") != std::string::npos);
}

TEST_CASE("a page that is not the one that the log lists is named to whoever watches the server") {
  using bulletin_board::PagePost;
  const Served served;
  const Parties parties;
  REQUIRE(served.add(parties.manifest()).status == 201);
  REQUIRE(served.add(parties.election()).status == 201);
  const auto list = [&](const std::string& page, const std::string& content) {
    const Bytes post =
        parties.sign(PagePost{"sample-2026", page, crypto::sha256({as_bytes(content)})},
                     {parties.officials[0], parties.officials[1]});
    REQUIRE(served.add(post).status == 201);
  };
  list("authority", served.get("/authority").body);
  // A page that is not given out here is not a wrong one.
  list("check", "another page");
  SECTION("the one that is listed is given out") {
    list("trustee", served.get("/e/sample-2026/trustee").body);
    CHECK(served.get("/healthz").body == "ok\n");
    CHECK(served.get("/metrics").body.find("tabella_pages_unlike_log 0\n") != std::string::npos);
  }
  SECTION("another one is listed") {
    list("trustee", "another page");
    CHECK(served.get("/healthz").status == 200);
    CHECK(served.get("/healthz").body ==
          "ok\nwarning: the trustee page of sample-2026 is not the one that the log lists\n");
    CHECK(served.get("/metrics").body.find("tabella_pages_unlike_log 1\n") != std::string::npos);
    // What is over is not looked at any more: releases change.
    REQUIRE(served.add(parties.act(bulletin_board::Act::cancel, "a fire")).status == 201);
    CHECK(served.get("/healthz").body == "ok\n");
  }
}

TEST_CASE("an address has its share of connections and requests") {
  const Served served(1000, {.max_connections_per_address = 2, .requests_per_second = 1});
  const int first = served.send_raw("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(read_until(first, "ok\n").starts_with("HTTP/1.1 200"));
  const int second = served.send_raw("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(read_until(second, "ok\n").starts_with("HTTP/1.1 200"));
  CHECK(served.raw(get_request("/healthz")).empty());
  std::string last;
  // Ten at once, then one a second: however slow the machine is, it asks faster than that.
  for (int i = 0; i < 1000 && last.find("429") == std::string::npos; ++i) {
    const std::string request = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    REQUIRE(send(first, request.data(), request.size(), MSG_NOSIGNAL) > 0);
    last = read_until(first, "\n\r\n");
  }
  CHECK(last.find("HTTP/1.1 429") != std::string::npos);
  CHECK(last.find("Retry-After: 1\r\n") != std::string::npos);
  close(first);
  close(second);
}

TEST_CASE("WB2: without a free descriptor the server waits, and then goes on") {
  const Served served;
  REQUIRE(served.get("/healthz").status == 200);
  const int mine = socket(AF_INET, SOCK_STREAM, 0);
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit few{.rlim_cur = static_cast<rlim_t>(mine) + 1, .rlim_max = before.rlim_max};
  REQUIRE(setrlimit(RLIMIT_NOFILE, &few) == 0);
  std::vector<int> taken;
  for (int fd = 0; (fd = dup(mine)) >= 0;) taken.push_back(fd);
  served.connect_raw(mine);  // by the kernel; the server cannot accept it
  std::this_thread::sleep_for(std::chrono::milliseconds(150));
  REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
  for (const int fd : taken) close(fd);
  const std::string request = get_request("/healthz");
  REQUIRE(send(mine, request.data(), request.size(), MSG_NOSIGNAL) > 0);
  CHECK(Served::read_all(mine).starts_with("HTTP/1.1 200"));
  close(mine);
}

TEST_CASE("a server that stops gives the answers under way and closes the rest") {
  Served served;
  const int idle = served.send_raw("");
  const int busy = served.send_raw("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(read_until(busy, "ok\n").starts_with("HTTP/1.1 200"));
  served.node->stop();
  served.server.reset();
  CHECK(Served::read_all(idle).empty());
  CHECK(Served::read_all(busy).empty());
  close(idle);
  close(busy);
}

TEST_CASE("what was answered is counted by route, status and verdict, and nothing else is said") {
  const Served served;
  REQUIRE(served.add(Parties().manifest()).status == 201);
  REQUIRE(served.add({'x'}).status == 422);
  REQUIRE(served.get("/elections/none/credential/00").status == 404);
  REQUIRE(served.get("/nothing/here?code=secret").status == 404);
  const std::string metrics = served.get("/metrics").body;
  for (const char* line :
       {"tabella_http_requests_total{route=\"/add\",status=\"201\"} 1\n",
        "tabella_http_requests_total{route=\"/elections/{election}/credential/{credential}\","
        "status=\"404\"} 1\n",
        "tabella_http_requests_total{route=\"none\",status=\"404\"} 1\n",
        "tabella_http_seconds_count{route=\"/add\"} 2\n",
        "tabella_http_seconds_bucket{route=\"/add\",le=\"+Inf\"} 2\n",
        "tabella_posts_total{verdict=\"accepted\"} 1\n",
        "tabella_posts_total{verdict=\"note.form\"} 1\n", "tabella_event_streams 0\n",
        "tabella_connections ", "tabella_block_seconds_total ", "tabella_cosignatures 0\n"}) {
    INFO(line);
    CHECK(metrics.find(line) != std::string::npos);
  }
  CHECK(metrics.find("secret") == std::string::npos);
  CHECK(metrics.find("127.0.0.1") == std::string::npos);
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
