#include "ballot/fingerprint.h"

#include <set>

#include "ballot/compile.h"
#include "ballot/definition_json.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

struct Election {
  std::string definition;
  std::vector<CompiledStyle> styles;
  crypto::ElectionKey key = *crypto::ElectionKey::from_element(crypto::Element::generator());
  std::vector<RollEntry> roll = {{.credential = crypto::Element::generator()}};

  [[nodiscard]] crypto::Fingerprint fingerprint() const {
    return election_fingerprint(as_bytes(definition), styles, key, roll_fingerprint(roll));
  }
};

Election sample() {
  Definition made = definition({question("a", Choose{.minimum = 0, .maximum = 2}, options(3))});
  made.styles.push_back({.id = "other", .questions = {0}, .max_voters = 10});
  Election election;
  election.definition = encode(made);
  election.styles = *compile_all(made);
  return election;
}

}  // namespace

TEST_CASE("the fingerprint covers definition, styles, key and roll") {
  std::set<crypto::Fingerprint> seen = {sample().fingerprint()};
  const auto differs = [&](auto change) {
    Election election = sample();
    change(election);
    return seen.insert(election.fingerprint()).second;
  };
  const auto two_g = crypto::Element::generator() + crypto::Element::generator();
  REQUIRE_FALSE(differs([](Election&) {}));
  REQUIRE(differs([](Election& e) { e.definition += "\n"; }));
  REQUIRE(differs([](Election& e) { e.styles.pop_back(); }));
  REQUIRE(differs([](Election& e) { std::swap(e.styles[0], e.styles[1]); }));
  REQUIRE(differs([](Election& e) { e.styles[0].id = "one"; }));
  REQUIRE(differs([](Election& e) { e.styles[0].style.bits += 1; }));
  REQUIRE(differs([](Election& e) { e.styles[0].style.counters[0][0].coefficient = -1; }));
  REQUIRE(differs([](Election& e) { e.styles[0].style.counters[0][0].bit = 1; }));
  REQUIRE(differs([](Election& e) { e.styles[0].style.equations[0].rhs = 3; }));
  REQUIRE(differs([](Election& e) { e.styles[0].style.equations.clear(); }));
  REQUIRE(differs([&](Election& e) { e.key = *crypto::ElectionKey::from_element(two_g); }));
  REQUIRE(differs([&](Election& e) { e.roll[0].credential = two_g; }));
  REQUIRE(differs([](Election& e) { e.roll[0].style = 1; }));
  REQUIRE(differs([](Election& e) { e.roll[0].weight = 2; }));
  REQUIRE(differs([](Election& e) { e.roll.push_back(e.roll[0]); }));
}

TEST_CASE("ballots of two styles of one election are bound to different fingerprints") {
  const crypto::Fingerprint election = sample().fingerprint();
  REQUIRE(ballots_fingerprint(election, "all") != ballots_fingerprint(election, "other"));
  REQUIRE(ballots_fingerprint(election, "all") != election);
}

// Made with hashlib from the layout in the header.
TEST_CASE("the fingerprint's layout is the written one") {
  CompiledStyle style;
  style.id = "all";
  style.style.bits = 2;
  style.style.counters = {{{.bit = 0, .coefficient = 1}, {.bit = 1, .coefficient = -2}}};
  style.style.equations = {{.row = {{.bit = 0, .coefficient = 1}}, .rhs = 1}};
  const std::vector<CompiledStyle> styles = {style};
  const auto key = *crypto::ElectionKey::from_element(crypto::Element::generator());
  const std::vector<RollEntry> roll = {
      {.credential = crypto::Element::generator(), .style = 0, .weight = 3}};
  const auto election = election_fingerprint(as_bytes("{}"), styles, key, roll_fingerprint(roll));
  REQUIRE(hex(election) == "1ab02491eb4853f2556bd674a91c72cdf2f20740d4629fb079803cd428c37ed7");
  REQUIRE(hex(ballots_fingerprint(election, "all")) ==
          "a1e5f2f0c67d501348992cfb68186fb7f02a5786e330eb07cf7c45aff4e01112");
}

}  // namespace tabella::ballot::test
