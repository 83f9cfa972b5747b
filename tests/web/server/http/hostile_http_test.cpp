// WB1 to WB3: requests as nobody honest sends them. Each gets its refusal and the end of its
// connection, and the server goes on.
#include "tests/web/server/served.h"

namespace tabella::server::test {

namespace {

struct Hostile {
  const char* name;
  std::string bytes;
  // How the answer begins; empty: none at all.
  const char* answer;
};

const std::string kHost = "Host: a\r\n";
const std::string kGet = "GET /healthz HTTP/1.1\r\n";
const std::string kPost = "POST /add HTTP/1.1\r\n" + kHost;
const std::string kEnd = "\r\n";
constexpr const char* kBad = "HTTP/1.1 400";

std::vector<Hostile> hostile_requests() {
  const std::string nul(1, '\0');
  return {
      {"two equal lengths", kPost + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", kBad},
      {"two unequal lengths", kPost + "Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc", kBad},
      {"a list of lengths", kPost + "Content-Length: 3, 3\r\n\r\nabc", kBad},
      {"a length with a sign", kPost + "Content-Length: +3\r\n\r\nabc", kBad},
      {"a negative length", kPost + "Content-Length: -3\r\n\r\nabc", kBad},
      {"a hexadecimal length", kPost + "Content-Length: 0x3\r\n\r\nabc", kBad},
      {"an empty length", kPost + "Content-Length:\r\n\r\nabc", kBad},
      {"a length beyond all numbers", kPost + "Content-Length: 18446744073709551619\r\n\r\n", kBad},
      {"a length with a tab", kPost + "Content-Length:\t3\r\n\r\nabc", kBad},
      {"length, then chunks",
       kPost + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", kBad},
      {"chunks, then length",
       kPost + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", kBad},
      {"chunks", kPost + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", kBad},
      {"identity", kPost + "Transfer-Encoding: identity\r\n\r\n", kBad},
      {"chunks in odd letters", kPost + "tRANSFER-eNCODING: xchunked\r\n\r\n", kBad},
      {"chunks behind a space", kPost + "Transfer-Encoding : chunked\r\n\r\n", kBad},
      {"a chunk extension",
       kPost + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(99, 'x') + "\r\na\r\n0\r\n\r\n",
       kBad},
      {"expects to be asked", kPost + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n", kBad},
      {"no host", kGet + kEnd, kBad},
      {"two hosts", kGet + kHost + "Host: b\r\n\r\n", kBad},
      {"a folded line", kGet + kHost + "X: 1\r\n 2\r\n\r\n", kBad},
      {"a line folded by a tab", kGet + kHost + "X: 1\r\n\t2\r\n\r\n", kBad},
      {"a bare line feed between fields", kGet + "Host: a\nX: 1\r\n\r\n", kBad},
      {"a bare line feed in the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", kBad},
      {"a bare carriage return", kGet + "Host: a\rX: 1\r\n\r\n", kBad},
      {"a zero byte in a field", kGet + kHost + "X: " + nul + "\r\n\r\n", kBad},
      {"a high byte in a field", kGet + kHost + "X: \xff\r\n\r\n", kBad},
      {"a field without a name", kGet + kHost + ": 1\r\n\r\n", kBad},
      {"a field without a colon", kGet + kHost + "X\r\n\r\n", kBad},
      {"a name with a space", kGet + kHost + "X Y: 1\r\n\r\n", kBad},
      {"two spaces in the request line", "GET  / HTTP/1.1\r\n" + kHost + kEnd, kBad},
      {"a tab in the request line", "GET\t/ HTTP/1.1\r\n" + kHost + kEnd, kBad},
      {"a path with a space", "GET /a b HTTP/1.1\r\n" + kHost + kEnd, kBad},
      {"a path with a high byte", "GET /\xc3\xa9 HTTP/1.1\r\n" + kHost + kEnd, kBad},
      {"a method that is no token", "G(T / HTTP/1.1\r\n" + kHost + kEnd, kBad},
      {"no version", "GET /\r\n" + kHost + kEnd, kBad},
      {"version 1.0", "GET / HTTP/1.0\r\n" + kHost + kEnd, kBad},
      {"version 2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", kBad},
      {"a version that goes on", "GET / HTTP/1.1x\r\n" + kHost + kEnd, kBad},
      {"a whole address as path", "GET http://b/ HTTP/1.1\r\n" + kHost + kEnd, kBad},
      {"a tunnel", "CONNECT b:443 HTTP/1.1\r\n" + kHost + kEnd, kBad},
      {"a star as path", "OPTIONS * HTTP/1.1\r\n" + kHost + kEnd, kBad},
      {"an empty line first", "\r\n\r\n" + kGet + kHost + kEnd, kBad},
      {"a TLS greeting",
       std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n", kBad},
      {"a long path", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + kHost + kEnd,
       "HTTP/1.1 431"},
      {"too many fields",
       [] {
         std::string bytes = kGet + kHost;
         for (int i = 0; i < 2000; ++i) bytes += "X: 1\r\n";
         return bytes + kEnd;
       }(),
       "HTTP/1.1 431"},
      {"a body too large", kPost + "Content-Length: 999999999\r\n\r\nabc", "HTTP/1.1 413"},
      {"a method that the path does not have",
       "DELETE /add HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n", "HTTP/1.1 405"},
      {"a trace", "TRACE /healthz HTTP/1.1\r\n" + kHost + "Connection: close\r\n\r\n",
       "HTTP/1.1 405"},
  };
}

// Status lines; a reason may name the version too.
std::size_t answers_in(const std::string& text) {
  const std::string begin = "HTTP/1.1 ";
  std::size_t count = 0;
  for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
    const char next = text[at + begin.size()];
    if (next >= '1' && next <= '5') ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("WB1, WB3: each hostile request gets one refusal, and the server goes on") {
  const Served served;
  REQUIRE(hostile_requests().size() >= 40);
  for (const Hostile& each : hostile_requests()) {
    INFO(each.name);
    const std::string answer = served.raw(each.bytes);
    CHECK(answer.starts_with(each.answer));
    CHECK(answers_in(answer) == 1);
  }
  CHECK(served.get("/healthz").status == 200);
}

TEST_CASE("WB1: what stands in a body is never a request") {
  const Served served;
  const std::string inner = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string answer =
      served.raw(kPost + "Connection: close\r\nContent-Length: " + std::to_string(inner.size()) +
                 "\r\n\r\n" + inner);
  CHECK(answer.starts_with("HTTP/1.1 422"));
  CHECK(answers_in(answer) == 1);
  // And what follows a body is the next one.
  const std::string two =
      served.raw(kPost + "Content-Length: 1\r\n\r\nx" + get_request("/healthz"));
  CHECK(two.starts_with("HTTP/1.1 422"));
  CHECK(answers_in(two) == 2);
  const std::string junk = served.raw(kPost + "Content-Length: 1\r\n\r\nxjunk\r\n\r\n");
  CHECK(answers_in(junk) == 2);
  CHECK(junk.find("HTTP/1.1 400") != std::string::npos);
}

TEST_CASE("WB2: idle and slow connections cost a place for as long as their deadline") {
  const Served served(1000, {.max_connections = 8, .head_seconds = 1, .body_seconds = 1});
  std::vector<int> slow;
  slow.reserve(8);
  for (int i = 0; i < 8; ++i) slow.push_back(served.send_raw("GET /heal"));
  for (const int fd : slow) {
    // Still writing, a byte now and then: the deadline is of the whole head.
    (void)send(fd, "t", 1, MSG_NOSIGNAL);
  }
  for (const int fd : slow) {
    CHECK(Served::read_all(fd).empty());
    close(fd);
  }
  CHECK(served.get("/healthz").status == 200);
}

}  // namespace tabella::server::test
