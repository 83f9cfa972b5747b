// What is opened together, and what never is.
#include "tally/pool.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "ballot/compile.h"
#include "ballot/definition_json.h"
#include "tally/question_count.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"
#include "tests/tally/small_election.h"

namespace tabella::tally::test {

namespace {

using namespace tabella::ballot;
using ballot::test::options;
using ballot::test::question;

// Nothing is decided by ciphertexts, so these have none.
Aggregate ballots(std::initializer_list<std::pair<std::uint64_t, std::uint64_t>> by_weight) {
  Aggregate made(1);
  for (const auto& [weight, count] : by_weight) {
    made.add_vartime(std::vector<crypto::vartime::AffinePoint>(2 * count), weight);
  }
  return made;
}

struct State {
  std::string pool;
  std::vector<std::string> styles;
  std::string state;
  friend bool operator==(const State&, const State&) = default;
};

std::ostream& operator<<(std::ostream& out, const State& state) {
  out << state.pool << " " << state.state << " of";
  for (const std::string& style : state.styles) out << " " << style;
  return out;
}

// `asked`: what was opened of the questions of these identifiers.
std::vector<State> states(const Definition& definition, const std::vector<Aggregate>& aggregates,
                          const std::map<std::string, std::uint64_t>& asked = {}) {
  const auto pools = pools_of(definition, aggregates);
  OpenedTotals opened(pools.size());
  for (std::size_t p = 0; p < pools.size(); ++p) {
    const auto found = asked.find(definition.questions[pools[p].question].id);
    if (pools[p].part == PoolPart::asked && found != asked.end()) {
      opened[p] = std::vector{found->second};
    }
  }
  const auto decided = states_of(definition, pools, aggregates, opened);
  std::vector<State> all;
  for (std::size_t p = 0; p < pools.size(); ++p) {
    State state{name_of(pools[p], definition), {}, std::string(name(decided[p]))};
    for (const std::uint32_t s : pools[p].styles) {
      state.styles.push_back(definition.styles[s].id);
    }
    all.push_back(std::move(state));
  }
  return all;
}

Definition two_districts(std::uint64_t smallest) {
  Definition made = ballot::test::definition({question("q", Choose{}, options(2))}, 1000);
  made.smallest_group = smallest;
  made.styles = {{.id = "north", .questions = {0}, .max_voters = 1000},
                 {.id = "south", .questions = {0}, .max_voters = 1000}};
  return made;
}

}  // namespace

// Made by the model of the documents, tests/reference/pools.py.
TEST_CASE("pools and their states are those of the independent model") {
  std::ifstream in(TABELLA_SOURCE_DIR "/tests/vectors/tabella/pools.json");
  const auto cases = nlohmann::json::parse(in);
  REQUIRE(cases.size() >= 40);
  for (const auto& each : cases) {
    INFO(each["name"].get<std::string>());
    const auto definition = decode_definition(each["definition"].get<std::string>());
    REQUIRE(definition.has_value());
    std::vector<Aggregate> aggregates;
    for (const BallotStyle& style : definition->styles) {
      aggregates.emplace_back(1);
      if (!each["ballots"].contains(style.id)) continue;
      for (const auto& [weight, count] :
           each["ballots"][style.id].get<std::vector<std::pair<std::uint64_t, std::uint64_t>>>()) {
        if (count == 0) continue;
        aggregates.back().add_vartime(std::vector<crypto::vartime::AffinePoint>(2 * count), weight);
      }
    }
    std::vector<State> expected;
    for (const auto& pool : each["pools"]) {
      expected.push_back({pool["pool"].get<std::string>(),
                          pool["styles"].get<std::vector<std::string>>(),
                          pool["state"].get<std::string>()});
    }
    REQUIRE(states(*definition, aggregates,
                   each["asked"].get<std::map<std::string, std::uint64_t>>()) == expected);
  }
}

TEST_CASE("a total of fewer ballots than the smallest group is not opened, of none it is") {
  for (const std::uint64_t count : {0U, 1U, 9U, 10U, 11U}) {
    const bool few = count > 0 && count < 10;
    REQUIRE(states(two_districts(10), {ballots({{1, count}}), ballots({})}) ==
            std::vector<State>{{"q/totals", {"north", "south"}, few ? "withheld" : "due"}});
  }
  REQUIRE(states(two_districts(1), {ballots({{1, 1}}), ballots({})}).front().state == "due");
}

TEST_CASE("by style, small districts are opened together with others") {
  Definition made = two_districts(5);
  made.questions[0].report = Report::by_style;
  made.styles.push_back({.id = "east", .questions = {0}, .max_voters = 1000});
  const auto of = [&](std::uint64_t north, std::uint64_t south, std::uint64_t east) {
    return states(made, {ballots({{1, north}}), ballots({{1, south}}), ballots({{1, east}})});
  };
  REQUIRE(of(5, 6, 7) == std::vector<State>{{"q/totals/north", {"north"}, "due"},
                                            {"q/totals/south", {"south"}, "due"},
                                            {"q/totals/east", {"east"}, "due"}});
  REQUIRE(of(5, 4, 7) == std::vector<State>{{"q/totals/north", {"north", "south"}, "due"},
                                            {"q/totals/east", {"east"}, "due"}});
  REQUIRE(of(3, 2, 7) == std::vector<State>{{"q/totals/north", {"north", "south"}, "due"},
                                            {"q/totals/east", {"east"}, "due"}});
  REQUIRE(of(0, 6, 7) == std::vector<State>{{"q/totals/north", {"north"}, "due"},
                                            {"q/totals/south", {"south"}, "due"},
                                            {"q/totals/east", {"east"}, "due"}});
  REQUIRE(of(1, 1, 2) ==
          std::vector<State>{{"q/totals/north", {"north", "south", "east"}, "withheld"}});
}

TEST_CASE("a question is counted over all styles that ask it") {
  Question follow_up =
      question("why", Choose{.minimum = 1, .maximum = 1, .blank = Blank::counted}, options(2));
  follow_up.only_if = Condition{.question = 0, .option = 1, .grade = 0};
  Definition d = ballot::test::definition({question("q", Choose{}, options(2)), follow_up}, 100);
  d.questions[0].report = Report::by_style;
  d.styles = {{.id = "north", .questions = {0, 1}, .max_voters = 100},
              {.id = "south", .questions = {0}, .max_voters = 50}};
  const auto styles = compile_all(d).value();
  const std::vector<PoolTally> pools = {
      {{0, PoolPart::totals, {0}}, 90, 30, std::vector<std::uint64_t>{18, 12}},
      {{0, PoolPart::totals, {1}}, 40, 10, std::vector<std::uint64_t>{9, 1}},
      {{1, PoolPart::asked, {0}}, 90, 30, std::vector<std::uint64_t>{12}},
      {{1, PoolPart::totals, {0}}, 90, 30, std::vector<std::uint64_t>{6, 4, 2}}};
  const auto counted = count_questions(d, styles, pools);
  const QuestionCount& q = counted[0].count;
  CHECK(q.roll == 130);
  CHECK(q.took_part == 40);
  CHECK(q.asked == 40);
  CHECK(q.votes() == 40);
  CHECK(q.value(TotalKind::option, 0) == 27);
  CHECK(q.value(TotalKind::option, 1) == 13);
  REQUIRE(counted[0].by_style.size() == 2);
  CHECK(counted[0].by_style[1].styles == std::vector<std::uint32_t>{1});
  CHECK(counted[0].by_style[1].count.roll == 40);
  CHECK(counted[0].by_style[1].count.value(TotalKind::option, 0) == 9);
  const QuestionCount& why = counted[1].count;
  CHECK(why.took_part == 30);
  CHECK(why.asked == 12);
  CHECK(why.blank == 2);
  CHECK(why.votes() == 10);
  CHECK(counted[1].by_style.empty());
}

TEST_CASE("what is withheld is missing, and how many were asked is told if that was opened") {
  Question follow_up = question("why", Choose{}, options(2));
  follow_up.only_if = Condition{.question = 0, .option = 1, .grade = 0};
  const Definition d =
      ballot::test::definition({question("q", Choose{}, options(2)), follow_up}, 100);
  const auto styles = compile_all(d).value();
  const auto count = [&](std::optional<std::vector<std::uint64_t>> asked) {
    const std::vector<PoolTally> pools = {
        {{0, PoolPart::totals, {0}}, 90, 30, std::vector<std::uint64_t>{18, 12}},
        {{1, PoolPart::asked, {0}}, 90, 30, std::move(asked)},
        {{1, PoolPart::totals, {0}}, 90, 30, std::nullopt}};
    return count_questions(d, styles, pools)[1].count;
  };
  CHECK(count(std::vector<std::uint64_t>{3}).asked == 3);
  CHECK(count(std::nullopt).asked == std::nullopt);
  for (const auto& each : {count(std::nullopt), count(std::vector<std::uint64_t>{3})}) {
    CHECK(each.is_withheld());
    CHECK(each.blank == std::nullopt);
    CHECK(each.took_part == 30);
  }
}

TEST_CASE("a pool has the ciphertexts of its question, of the ballots of all its styles") {
  Definition made = ballot::test::definition(
      {question("north", Ranking{}, options(3)), question("city", Choose{}, options(3))}, 100);
  made.styles = {{.id = "north", .questions = {0, 1}, .max_voters = 100},
                 {.id = "south", .questions = {1}, .max_voters = 100}};
  const auto compiled = compile_all(made).value();
  const Keys keys(1, 1);
  // One ballot of each style, as the sum of a counter's ciphertexts opens to what it counts.
  std::vector<Aggregate> aggregates;
  for (const CompiledStyle& style : compiled) {
    const Sealer sealer(made, style, {}, keys.election_key);
    const crypto::BulkVerifier verifier(keys.election_key.element(),
                                        {{ballots_fingerprint({}, style.id), style.style}});
    Answers answers;
    if (style.questions.size() == 2) answers.add(Ranked{{{0}, {1}, {2}}});
    answers.add(Chosen{{1}});
    const auto key = crypto::SecretScalar::random();
    const BallotPost post = sealer.seal(answers, key, 1).value().cast(key);
    const std::array received = {
        crypto::ReceivedBallot{0, post.credential.bytes(), post.sequence, post.sealed}};
    crypto::BulkVerifier::Ciphertexts ciphertexts;
    REQUIRE(verifier.verify_vartime(received, ciphertexts).front().none());
    aggregates.emplace_back(style.style.counters.size());
    aggregates.back().add_vartime(ciphertexts.front());
  }
  const Pool city{.question = 1, .part = PoolPart::totals, .styles = {0, 1}};
  const Aggregate sum = aggregate_of(city, compiled, aggregates);
  REQUIRE(sum.ballots() == 2);
  const TallyStatement statement{{}, sum.ciphertexts_vartime()};
  const auto combined =
      combine(statement, keys.share_keys, 1, std::vector{decrypt(statement, keys.shares[0])});
  const PoolLayout layout = layout_of(city, compiled[0]);
  const crypto::DiscreteLog log(counter_bound(layout, 2));
  REQUIRE(open_totals(layout, combined->opened, 2, log).value() ==
          std::vector<std::uint64_t>{0, 2, 0});
}

}  // namespace tabella::tally::test
