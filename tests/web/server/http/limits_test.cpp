// Rates, log lines and routes, without a socket.
#include <algorithm>

#include "tests/catch.h"
#include "web/server/board_api.h"
#include "web/server/http/journal.h"
#include "web/server/http/rate_limit.h"

namespace tabella::server::test {

TEST_CASE("an address may ask ten seconds' worth at once, then as often as the rate allows") {
  RateLimit limit(2);
  const RateLimit::Time start;
  for (int i = 0; i < 20; ++i) CHECK_FALSE(limit.refuse("a", start));
  CHECK(limit.refuse("a", start) == 1u);
  CHECK_FALSE(limit.refuse("b", start));
  const auto later = start + std::chrono::milliseconds(1000);
  CHECK_FALSE(limit.refuse("a", later));
  CHECK_FALSE(limit.refuse("a", later));
  CHECK(limit.refuse("a", later));
  RateLimit none(0);
  for (int i = 0; i < 1000; ++i) CHECK_FALSE(none.refuse("a", start));
}

TEST_CASE("no more addresses are kept than fit; those that rested are forgotten") {
  RateLimit limit(1, 2);
  const RateLimit::Time start;
  CHECK_FALSE(limit.refuse("a", start));
  CHECK_FALSE(limit.refuse("b", start));
  CHECK(limit.refuse("c", start));
  CHECK_FALSE(limit.refuse("a", start));
  CHECK_FALSE(limit.refuse("c", start + std::chrono::seconds(60)));
}

TEST_CASE("a log line is JSON of its level or graver") {
  std::string lines;
  Journal journal(Level::info, [&](const std::string& line) { lines += line; });
  journal.say(Level::debug, "answer");
  CHECK(lines.empty());
  journal.say(Level::warning, "answer",
              {{"route", std::string("/\"\n\xff")}, {"status", std::uint64_t{500}}});
  CHECK(lines.find("\"level\":\"warning\",\"event\":\"answer\",\"route\":\"/\\\"\\n\xef\xbf\xbd\","
                   "\"status\":500}\n") != std::string::npos);
  CHECK(std::ranges::count(lines, '\n') == 1);
  CHECK(level_named("debug") == Level::debug);
  CHECK_FALSE(level_named("loud"));
}

TEST_CASE("a path has one spelling, and one route") {
  const auto pattern = [](const char* path) {
    const auto found = BoardApi::find_route(path);
    return found ? std::string(found->route->pattern) : "";
  };
  CHECK(pattern("/") == "/");
  CHECK(pattern("/add") == "/add");
  CHECK(pattern("/tile/entries/x001/234.p/7") == "/tile/{path}");
  CHECK(BoardApi::find_route("/elections/a/ballot/b")->parameters ==
        std::vector<std::string>{"a", "b"});
  for (const char* path :
       {"", "add", "/add/", "//add", "/Add", "/add/x", "/tile", "/tile/", "/elections",
        "/elections/", "/elections//result", "/elections/a/result/", "/e/a/vote/x", "/e//vote",
        "/e/", "/%61dd", "/./add", "/e/a/../b"}) {
    INFO(path);
    CHECK(pattern(path) == "");
  }
}

TEST_CASE("no path has two routes") {
  for (const BoardApi::Route& one : BoardApi::routes()) {
    CHECK((one.method == "GET" || one.method == "POST"));
    const auto found = BoardApi::find_route(one.pattern);
    REQUIRE(found);
    CHECK(found->route == &one);
  }
}

}  // namespace tabella::server::test
