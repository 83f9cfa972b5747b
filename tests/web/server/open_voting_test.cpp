// While voting is open: nothing that is read shows a total or changes anything, and no line of the
// log says who voted or what.
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/web/server/served.h"
#include "web/server/html/page_style.h"
#include "web/server/http/journal.h"

namespace tabella::server::test {

namespace {

using bulletin_board::Act;
using bulletin_board::Board;
using bulletin_board::test::Parties;

// Three voters; the first two have voted, the second one twice.
struct Voting {
  Voting() {
    add(parties.manifest());
    add(parties.election());
    for (std::uint32_t t = 1; t <= 3; ++t) add(parties.join(t));
    for (std::uint32_t t = 1; t <= 3; ++t) {
      add(look([&](const Board& board) { return parties.commit(board, t); }));
    }
    for (std::uint32_t t = 1; t <= 3; ++t) add(parties.deal(t));
    for (std::uint32_t t = 1; t <= 3; ++t) {
      add(look([&](const Board& board) { return parties.certify(board, t); }));
    }
    parties.make_voters(3);
    add(parties.roll_post());
    add(parties.roll_end());
    add(parties.act(Act::open));
    vote(0, 1, 1);
    vote(1, 0, 1);
    vote(1, 1, 2);
  }

  template <class Make>
  [[nodiscard]] Bytes look(Make make) const {
    return served.node->look([&](const Board& board) { return make(board); });
  }
  void add(const Bytes& entry) const { REQUIRE(served.add(entry).status == 201); }
  void vote(std::size_t voter, std::uint32_t option, std::uint64_t sequence) const {
    add(look([&](const Board& board) { return parties.vote(board, voter, option, sequence); }));
  }
  void finish() const {
    add(parties.act(Act::close));
    for (std::uint32_t t = 1; t <= 2; ++t) {
      add(look([&](const Board& board) { return parties.share(board, t); }));
    }
  }

  // Every route that can be read, with something in its places that is there.
  [[nodiscard]] std::vector<std::string> targets() const {
    std::vector<std::string> targets;
    for (const BoardApi::Route& route : BoardApi::routes()) {
      // A stream that ends when the client does; its events are the status.
      if (route.method != "GET" || route.pattern == "/events") continue;
      std::string target(route.pattern);
      const auto put = [&](const std::string& name, const std::string& value) {
        const auto at = target.find("{" + name + "}");
        if (at != std::string::npos) target.replace(at, name.size() + 2, value);
      };
      put("election", "sample-2026");
      put("index", std::to_string(served.node->status()->size - 2));
      put("path", "entries/000.p/" + std::to_string(served.node->status()->size));
      put("credential", hex(parties.roll[0].credential.bytes()));
      put("prefix", "00112233");
      put("name", page_style_name());
      targets.push_back(std::move(target));
    }
    return targets;
  }

  std::string lines;  // of the log
  Journal journal{Level::debug, [this](const std::string& line) { lines += line; }};
  Served served{1000, {.journal = &journal}};
  Parties parties;
};

}  // namespace

TEST_CASE("nothing that is served shows a total before the end") {
  const Voting voting;
  // What a result says, as data and as a page.
  const auto has_total = [](const std::string& body) {
    return body.find("\"totals\"") != std::string::npos || body.find("<meter") != std::string::npos;
  };
  for (const std::string& target : voting.targets()) {
    INFO(target);
    const HttpResponse answer = voting.served.get(target);
    CHECK(answer.status ==
          (target.ends_with("/result") || target.ends_with("/check") || target.ends_with("/observe")
               ? 404U
               : 200U));
    CHECK_FALSE(has_total(answer.body));
  }

  voting.finish();
  std::size_t shown = 0;
  for (const std::string& target : voting.targets()) {
    if (has_total(voting.served.get(target).body)) ++shown;
  }
  // The result, and the page of the election. The log has the result's hash.
  CHECK(shown == 2);
}

TEST_CASE("opening a link changes nothing") {
  const Voting voting;
  const auto state = [&] {
    return std::pair(voting.served.get("/status").body, voting.look([](const Board& board) {
      const auto root = board.root();
      return Bytes(root.begin(), root.end());
    }));
  };
  const auto before = state();
  for (const std::string& target : voting.targets()) (void)voting.served.get(target);
  CHECK(state() == before);
}

TEST_CASE("no line of the log says who voted, what, or from where") {
  const Voting voting;
  const auto& parties = voting.parties;
  // Refused ones, too.
  const Bytes again = voting.look([&](const Board& board) { return parties.vote(board, 1, 0, 2); });
  REQUIRE(voting.served.add(again).status == 422);
  for (const std::string& target : voting.targets()) (void)voting.served.get(target);
  REQUIRE(voting.lines.find("\"route\":\"/add\"") != std::string::npos);
  for (const auto& member : parties.roll) {
    CHECK(voting.lines.find(hex(member.credential.bytes())) == std::string::npos);
    CHECK(voting.lines.find(base64url(member.credential.bytes())) == std::string::npos);
  }
  CHECK(voting.lines.find("sealed") == std::string::npos);
  CHECK(voting.lines.find("127.0.0.1") == std::string::npos);
  // Each line has these fields and no other.
  std::istringstream lines(voting.lines);
  std::string line;
  while (std::getline(lines, line)) {
    const auto parsed = nlohmann::json::parse(line);
    for (const auto& [field, value] : parsed.items()) {
      INFO(line);
      const std::set<std::string> known = {"time",  "level",  "event",   "method",
                                           "route", "status", "seconds", "bytes"};
      CHECK(known.contains(field));
    }
  }
}

}  // namespace tabella::server::test
