#include "ballot/fingerprint.h"

#include <set>

#include "ballot/compile.h"
#include "crypto/hash.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

struct Election {
  crypto::Fingerprint announcement{};
  std::vector<CompiledStyle> styles;
  crypto::ElectionKey key = *crypto::ElectionKey::from_element(crypto::Element::generator());
  std::vector<RollEntry> roll = {{.credential = crypto::Element::generator()}};

  [[nodiscard]] crypto::Fingerprint fingerprint() const {
    return election_fingerprint(announcement, styles, key, roll_fingerprint(roll));
  }
};

Election sample() {
  Definition made = definition({question("a", Choose{.minimum = 0, .maximum = 2}, options(3))});
  made.styles.push_back({.id = "other", .questions = {0}, .max_voters = 10});
  Election election;
  election.styles = *compile_all(made);
  return election;
}

}  // namespace

TEST_CASE("the fingerprint covers announcement, styles, key and roll") {
  std::set<crypto::Fingerprint> seen = {sample().fingerprint()};
  const auto differs = [&](auto change) {
    Election election = sample();
    change(election);
    return seen.insert(election.fingerprint()).second;
  };
  const auto two_g = crypto::Element::generator() + crypto::Element::generator();
  REQUIRE_FALSE(differs([](Election&) {}));
  REQUIRE(differs([](Election& e) { e.announcement[31] ^= 1; }));
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

TEST_CASE("pools of one election are bound to different fingerprints, and to none of its ballots") {
  const crypto::Fingerprint election = sample().fingerprint();
  REQUIRE(pool_fingerprint(election, "vote/totals") != pool_fingerprint(election, "vote/asked"));
  REQUIRE(pool_fingerprint(election, "all") != ballots_fingerprint(election, "all"));
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
  const auto election =
      election_fingerprint(crypto::sha256({as_bytes("{}")}), styles, key, roll_fingerprint(roll));
  REQUIRE(hex(election) == "51927a1141d99693ba6c1a2ac15c33664e527d9ed1888fa0cf66d38f891e4b75");
  REQUIRE(hex(ballots_fingerprint(election, "all")) ==
          "0a7d36cbbe7ab61c7203864bdb410f6bfc5f8b916588be079305b03fc20519fd");
}

}  // namespace tabella::ballot::test
