// Requests that parsers disagree about are refused before any parser sees them.
#include "web/server/http/request_head.h"

#include "tests/catch.h"

namespace tabella::server::test {

namespace {

bool refused(const std::string& head) { return refuse_head(head).has_value(); }

}  // namespace

TEST_CASE("plain requests pass") {
  CHECK_FALSE(refused("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  CHECK_FALSE(refused(
      "POST /add HTTP/1.1\r\nHost: a:1\r\nContent-Length: 12\r\nAccept: */*\r\nX-Y: a, b\r\n\r\n"));
}

TEST_CASE("WB1: ambiguous framing is refused") {
  const std::string start = "POST /add HTTP/1.1\r\nHost: a\r\n";
  CHECK(refused(start + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n"));
  CHECK(refused(start + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"));
  CHECK(refused(start + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n"));
  CHECK(refused(start + "transfer-encoding: identity\r\n\r\n"));
  CHECK(refused(start + "Content-Length: +1\r\n\r\n"));
  CHECK(refused(start + "Content-Length: 1, 1\r\n\r\n"));
  CHECK(refused(start + "Content-Length: 0x1\r\n\r\n"));
  CHECK(refused(start + "Content-Length: \r\n\r\n"));
  CHECK(refused(start + "Content-Length: 1111111111\r\n\r\n"));
  CHECK(refused(start + "Content-Length : 1\r\n\r\n"));
  CHECK(refused(start + "Expect: 100-continue\r\n\r\n"));
  CHECK(refused(start + "X: a\r\n b\r\n\r\n"));  // folded
  CHECK(refused(start + "X: a\nContent-Length: 1\r\n\r\n"));
  CHECK(refused(start + "X: a\rb\r\n\r\n"));
  CHECK(refused(start + std::string("X: a\0b\r\n\r\n", 10)));
  CHECK(refused(start + "X: \xff\r\n\r\n"));
  CHECK(refused(start + "Host: b\r\n\r\n"));
  CHECK(refused("POST /add HTTP/1.1\r\n\r\n"));
  CHECK(refused("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"));
  CHECK(refused("GET / HTTP/1.1\nHost: a\n\n"));
}

TEST_CASE("odd request lines are refused") {
  for (const char* line :
       {"GET / HTTP/1.0", "GET / HTTP/2", "GET  / HTTP/1.1", "GET / x HTTP/1.1",
        "GET http://a/ HTTP/1.1", "GET /", "G(T / HTTP/1.1", "GET /\x01 HTTP/1.1", " / HTTP/1.1"}) {
    INFO(line);
    CHECK(refused(std::string(line) + "\r\nHost: a\r\n\r\n"));
  }
}

TEST_CASE("a head beyond its limit, or without its end, is refused") {
  CHECK(refused("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(kMaxHead, 'x') + "\r\n\r\n"));
  CHECK(refused("GET / HTTP/1.1\r\nHost: a\r\n"));
  CHECK(refused("GET / HTTP/1.1\r\nHost: a\r\n\r\nmore"));
  CHECK(refused(""));
}

}  // namespace tabella::server::test
