// From counts to winners and outcomes, and the words for them.
#include "tally/result.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tally/decision.h"
#include "tally/explanation.h"
#include "tally/result_json.h"
#include "tally/tie_order.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::tally::test {

namespace {

using namespace tabella::ballot;
using ballot::test::options;
using ballot::test::priced;
using ballot::test::question;

constexpr crypto::Fingerprint kElection{1};

QuestionResult derive_result(const ballot::Question& question, QuestionCount count,
                             const crypto::Fingerprint& election) {
  return tally::derive_result(question, CountedQuestion{std::move(count), {}}, election);
}

// So many votes for each option, of this many ballots.
QuestionCount votes(const std::vector<std::uint64_t>& totals, std::uint64_t ballots,
                    std::uint64_t roll = 1000) {
  QuestionCount count{
      .roll = roll, .took_part = ballots, .asked = ballots, .blank = 0, .totals = {}};
  for (std::uint32_t i = 0; i < totals.size(); ++i) {
    count.totals.push_back({TotalKind::option, i, 0, totals[i]});
  }
  return count;
}

Question plurality(std::uint32_t count, std::uint32_t winners = 1) {
  Question made = question("q", Choose{}, options(count));
  made.counting = {.method = Method::plurality, .winners = winners, .ties = {}, .envelope = 0};
  return made;
}

// Option 1 is yes, option 2 no.
Question referendum(Comparison comparison, Fraction quota, MajorityOf of) {
  Question made = plurality(2);
  made.decision.majority = Majority{comparison, quota, of};
  made.decision.adopts = 0;
  return made;
}

using Winners = std::vector<std::uint32_t>;

// What protocol.md prints, over lines, is the line itself.
std::string protocol_without_spaces() {
  std::ifstream in(TABELLA_SOURCE_DIR "/docs/protocol.md");
  std::ostringstream text;
  text << in.rdbuf();
  std::string all = text.str();
  std::erase_if(all, [](char c) { return c == ' ' || c == '\n'; });
  return all;
}

}  // namespace

TEST_CASE("plurality: the most votes win, and so many options as there are seats") {
  const QuestionResult one = derive_result(plurality(3), votes({3, 5, 2}, 10), kElection);
  REQUIRE(one.outcome == Outcome::elected);
  REQUIRE(one.winners == Winners{1});
  REQUIRE(one.tie.empty());
  REQUIRE(derive_result(plurality(3, 2), votes({3, 5, 2}, 10), kElection).winners == Winners{1, 0});
}

TEST_CASE("nobody is elected whom nobody chose") {
  const QuestionResult result = derive_result(plurality(3, 2), votes({0, 5, 0}, 5), kElection);
  REQUIRE(result.winners == Winners{1});
  REQUIRE(result.tie.empty());
}

TEST_CASE("what nobody chose does not win by any method in which one can choose") {
  Question score = question("q", Score{.maximum = 3}, options(3));
  score.counting = {.method = Method::score, .winners = 2, .ties = {}, .envelope = 0};
  const QuestionResult nobody = derive_result(score, votes({0, 0, 0}, 5), kElection);
  CHECK(nobody.outcome == Outcome::elected);
  CHECK(nobody.winners.empty());
  CHECK(nobody.tie.empty());
  CHECK(explain(score, nobody, "en").at(1) == "Option 1: a total of 0.");
  CHECK(derive_result(score, votes({0, 7, 0}, 5), kElection).winners == Winners{1});

  Question budget = question("q", Choose{.minimum = 0, .maximum = 3}, priced({60, 50, 40}));
  budget.counting = {.method = Method::greedy_budget, .winners = 1, .ties = {}, .envelope = 100};
  const QuestionResult one = derive_result(budget, votes({0, 3, 0}, 5), kElection);
  CHECK(one.winners == Winners{1});
  CHECK(one.spent == 50);
  CHECK(one.tie.empty());
  const QuestionResult none = derive_result(budget, votes({0, 0, 0}, 5), kElection);
  CHECK(none.outcome == Outcome::funded);
  CHECK(none.winners.empty());
  CHECK(none.spent == 0);

  // Two balances of 0: of the second option, three votes for and three against.
  Question quadratic = question("q", Quadratic{.levels = 2, .credits = 4}, options(2));
  quadratic.counting.method = Method::quadratic;
  QuestionCount count{.roll = 9, .took_part = 9, .asked = 9, .blank = 0, .totals = {}};
  for (std::uint32_t i = 0; i < 2; ++i) {
    count.totals.push_back({TotalKind::in_favor, i, 0, i * 3});
    count.totals.push_back({TotalKind::against, i, 0, i * 3});
  }
  const QuestionResult second = derive_result(quadratic, count, kElection);
  CHECK(second.winners == Winners{1});
  CHECK(second.tie.empty());
}

TEST_CASE("a tie at the last seat is decided by the rule and said") {
  Question q = plurality(3, 2);
  const QuestionResult first = derive_result(q, votes({4, 6, 4}, 14), kElection);
  REQUIRE(first.winners == Winners{1, 0});
  REQUIRE(first.tie == Tier{0, 2});
  // A tie among options that all win, or all lose, decides nothing.
  REQUIRE(derive_result(q, votes({4, 4, 2}, 10), kElection).tie.empty());
  REQUIRE(derive_result(plurality(3), votes({2, 4, 2}, 8), kElection).tie.empty());
}

TEST_CASE("the lot follows the election's fingerprint, and each question has its own") {
  Question q = plurality(8);
  q.counting.ties = TieRule::lot;
  const auto order = tie_order(q, kElection);
  REQUIRE(order == tie_order(q, kElection));
  REQUIRE(order != tie_order(q, crypto::Fingerprint{2}));
  Question other = q;
  other.id = "other";
  REQUIRE(order != tie_order(other, kElection));
  const QuestionResult result =
      derive_result(q, votes(std::vector<std::uint64_t>(8, 3), 24), kElection);
  REQUIRE(result.winners == Winners{order.front()});
  REQUIRE(result.tie == order);
}

TEST_CASE("the lot is drawn as the protocol says") {
  Question q = plurality(3);
  q.counting.ties = TieRule::lot;
  // By hand: SHA-256 over frames of domain, fingerprint, "q" and "o1" .. "o3".
  REQUIRE(tie_order(q, crypto::Fingerprint{7}) == std::vector<std::uint32_t>{2, 0, 1});
}

TEST_CASE("a majority is exact at its border") {
  const auto outcome = [](const Question& q, std::uint64_t yes, std::uint64_t no) {
    return derive_result(q, votes({yes, no}, yes + no, 300), kElection).outcome;
  };
  const Question half = referendum(Comparison::more_than, {1, 2}, MajorityOf::votes);
  CHECK(outcome(half, 50, 50) == Outcome::rejected);
  CHECK(outcome(half, 51, 49) == Outcome::adopted);
  CHECK(outcome(half, 49, 51) == Outcome::rejected);
  const Question thirds = referendum(Comparison::at_least, {2, 3}, MajorityOf::votes);
  CHECK(outcome(thirds, 66, 34) == Outcome::rejected);
  CHECK(outcome(thirds, 66, 33) == Outcome::adopted);
  const Question roll = referendum(Comparison::at_least, {1, 3}, MajorityOf::roll);
  CHECK(outcome(roll, 99, 0) == Outcome::rejected);
  CHECK(outcome(roll, 100, 0) == Outcome::adopted);
}

TEST_CASE("blank ballots are part of the ballots and not of the votes") {
  QuestionCount count = votes({40, 20}, 100);
  count.totals.push_back({TotalKind::blank, 0, 0, 40});
  count.blank = 40;
  CHECK(
      derive_result(referendum(Comparison::more_than, {1, 2}, MajorityOf::votes), count, kElection)
          .outcome == Outcome::adopted);
  CHECK(derive_result(referendum(Comparison::more_than, {1, 2}, MajorityOf::ballots), count,
                      kElection)
            .outcome == Outcome::rejected);
}

TEST_CASE("an election without the majority that it needs elects nobody") {
  Question q = plurality(3);
  q.decision.majority = Majority{};
  const QuestionResult result = derive_result(q, votes({5, 4, 1}, 10), kElection);
  REQUIRE(result.outcome == Outcome::no_majority);
  REQUIRE(result.winners.empty());
}

TEST_CASE("no tie is said of options that all lack the majority") {
  Question q = plurality(3, 2);
  q.decision.majority = Majority{Comparison::at_least, {1, 2}, MajorityOf::votes};
  const QuestionResult one = derive_result(q, votes({2, 6, 2}, 10), kElection);
  CHECK(one.winners == Winners{1});
  CHECK(one.tie.empty());
  CHECK(derive_result(q, votes({2, 2, 2}, 10), kElection).tie.empty());
  // Of several who have it, the rule says who gets the seat.
  q.decision.majority->quota = {1, 5};
  CHECK(derive_result(q, votes({2, 6, 2}, 10), kElection).tie == Tier{0, 2});
}

TEST_CASE("too few decide nothing, by quota and by number") {
  Question q = plurality(2);
  q.decision.turnout = {1, 4};
  CHECK(derive_result(q, votes({3, 1}, 24, 100), kElection).outcome == Outcome::too_few_took_part);
  CHECK(derive_result(q, votes({3, 1}, 25, 100), kElection).outcome == Outcome::elected);
  q.decision.turnout_weight = 26;
  CHECK(derive_result(q, votes({3, 1}, 25, 100), kElection).outcome == Outcome::too_few_took_part);
}

TEST_CASE("where too few took part nobody wins, and nothing else is the outcome") {
  Question q = referendum(Comparison::more_than, {1, 2}, MajorityOf::votes);
  q.decision.turnout_weight = 26;
  const QuestionResult few = derive_result(q, votes({3, 3}, 25, 100), kElection);
  CHECK(few.outcome == Outcome::too_few_took_part);
  CHECK(few.winners.empty());
  CHECK(few.tie.empty());
  CHECK(few.spent == 0);
  CHECK(few.standing);
  for (const std::string& sentence : explain(q, few, "en")) {
    INFO(sentence);
    CHECK(sentence.find(" won ") == std::string::npos);
  }
  // Also where the totals are withheld, and where nobody answered.
  QuestionCount hidden = votes({3, 1}, 25, 100);
  hidden.totals.clear();
  hidden.blank.reset();
  CHECK(derive_result(q, hidden, kElection).outcome == Outcome::too_few_took_part);
  CHECK(derive_result(q, votes({0, 0}, 0, 100), kElection).outcome == Outcome::too_few_took_part);
}

TEST_CASE("all blank, and no ballot at all, decide nothing") {
  QuestionCount blank = votes({0, 0}, 7);
  blank.blank = 7;
  for (const QuestionCount& count : {blank, votes({0, 0}, 0), votes({0, 0}, 0, 0)}) {
    const QuestionResult result = derive_result(plurality(2), count, kElection);
    REQUIRE(result.outcome == Outcome::no_votes);
    REQUIRE(result.winners.empty());
    REQUIRE_FALSE(explain(plurality(2), result, "en").empty());
  }
  // A referendum that nobody answered has not adopted anything.
  const Question q = referendum(Comparison::more_than, {1, 2}, MajorityOf::votes);
  REQUIRE(derive_result(q, votes({0, 0}, 0), kElection).outcome == Outcome::rejected);
}

TEST_CASE("one voter decides, and so does everybody at once") {
  REQUIRE(derive_result(plurality(2), votes({0, 1}, 1, 1), kElection).winners == Winners{1});
  REQUIRE(derive_result(plurality(2), votes({1000, 0}, 1000), kElection).winners == Winners{0});
}

TEST_CASE("quadratic: votes for count against votes against") {
  Question q = question("q", Quadratic{.levels = 2, .credits = 4}, options(3));
  q.counting.method = Method::quadratic;
  QuestionCount count{.roll = 9, .took_part = 9, .asked = 9, .blank = 0, .totals = {}};
  const std::vector<std::pair<std::uint64_t, std::uint64_t>> sides = {{5, 7}, {4, 1}, {2, 0}};
  for (std::uint32_t i = 0; i < 3; ++i) {
    count.totals.push_back({TotalKind::in_favor, i, 0, sides[i].first});
    count.totals.push_back({TotalKind::against, i, 0, sides[i].second});
  }
  const QuestionResult result = derive_result(q, count, kElection);
  REQUIRE(result.standing->figures == std::vector<std::int64_t>{-2, 3, 2});
  REQUIRE(result.winners == Winners{1});
}

TEST_CASE("a strict ranking's other half is what is missing to the votes") {
  Question q = question("q", Ranking{}, options(3));
  q.counting.method = Method::borda;
  QuestionCount count{.roll = 10, .took_part = 10, .asked = 10, .blank = 0, .totals = {}};
  count.totals = {
      {TotalKind::above, 0, 1, 3}, {TotalKind::above, 0, 2, 4}, {TotalKind::above, 1, 2, 9}};
  const QuestionResult result = derive_result(q, count, kElection);
  REQUIRE(result.standing->figures == std::vector<std::int64_t>{14, 32, 14});
  q.counting.method = Method::condorcet_schulze;
  REQUIRE(derive_result(q, count, kElection).winners == Winners{1});
}

TEST_CASE("greedy budget: funded, what is spent, and why") {
  Question q = question("q", Choose{.minimum = 0, .maximum = 3}, priced({60, 50, 40}));
  q.counting = {.method = Method::greedy_budget, .winners = 1, .ties = {}, .envelope = 100};
  const QuestionResult result = derive_result(q, votes({9, 8, 7}, 10), kElection);
  REQUIRE(result.outcome == Outcome::funded);
  REQUIRE(result.winners == Winners{0, 2});
  REQUIRE(result.spent == 100);
  REQUIRE(explain(q, result, "en").front() == "Funded: Option 1 and Option 3.");
}

TEST_CASE("withheld totals decide nothing") {
  QuestionCount count = votes({3, 2}, 5);
  count.totals.clear();
  count.blank.reset();
  const QuestionResult result = derive_result(plurality(2), count, kElection);
  REQUIRE(result.outcome == Outcome::withheld);
  REQUIRE_FALSE(result.standing);
}

TEST_CASE("a question without a method is counted and not decided") {
  const Question q = question("q", Choose{}, options(2));
  REQUIRE(derive_result(q, votes({3, 2}, 5), kElection).outcome == Outcome::counted);
  Question turnout = q;
  turnout.decision.turnout_weight = 6;
  REQUIRE(derive_result(turnout, votes({3, 2}, 5), kElection).outcome ==
          Outcome::too_few_took_part);
}

TEST_CASE("quotas are compared exactly") {
  REQUIRE(at_least(1, {1, 3}, 3));
  REQUIRE_FALSE(at_least(33, {1, 3}, 100));
  REQUIRE(at_least(34, {1, 3}, 100));
  REQUIRE(at_least(0, {0, 1}, 0));
  REQUIRE(at_least(0, {1, 2}, 0));
  REQUIRE_FALSE(more_than(0, {1, 2}, 0));
  const std::uint64_t most = (std::uint64_t{1} << 44) - 1;
  REQUIRE(at_least(most, {1'000'000, 1'000'000}, most));
  REQUIRE_FALSE(more_than(most, {1'000'000, 1'000'000}, most));
}

TEST_CASE("the words say who won and because of what, in English and Chinese") {
  const Question q = plurality(3);
  const QuestionResult result = derive_result(q, votes({3, 5, 2}, 10, 40), kElection);
  REQUIRE(explain(q, result, "en") ==
          std::vector<std::string>{
              "Elected: Option 2.", "Option 2 won because of 5 of 10 votes (50.0%).",
              "The next, Option 1, has 3 of 10 votes (30.0%).", "10 of 40 took part (25.0%)."});
  REQUIRE(explain(q, result, "zh") ==
          std::vector<std::string>{
              "当选：“题Option 2”。", "“题Option 2”胜出，因为10 票中的 5 票（50.0%）。",
              "其次是“题Option 1”：10 票中的 3 票（30.0%）。", "40 人中有 10 人参与（25.0%）。"});
  const Question vote = referendum(Comparison::more_than, {1, 2}, MajorityOf::votes);
  REQUIRE(explain(vote, derive_result(vote, votes({3, 3}, 6, 6), kElection), "en") ==
          std::vector<std::string>{
              "Rejected.", "Option 1: 3 of 6 votes (50.0%).", "Option 2: 3 of 6 votes (50.0%).",
              "A majority of more than 1/2 of 6 votes is needed.", "6 of 6 took part (100.0%)."});
  REQUIRE(percent(1, 3) == "33.3%");
  REQUIRE(percent(2, 3) == "66.7%");
  REQUIRE(percent(1, 1) == "100.0%");
}

TEST_CASE("what is hashed of a result is what protocol.md says, and no sentence") {
  Definition d = ballot::test::definition({plurality(2)});
  d.languages = {"en", "zh"};
  const std::string line = encode(d, derive_results(d, {{votes({3, 2}, 5), {}}}, kElection));
  REQUIRE(line ==
          R"({"type":"result","questions":[{"question":"q","outcome":"elected","winners":["o1"],)"
          R"("count":{"roll":1000,"took_part":5,"asked":5,"blank":0,"totals":[)"
          R"({"of":"option","ids":["o1"],"value":3},{"of":"option","ids":["o2"],"value":2}]},)"
          R"("standing":{"tiers":[["o1"],["o2"]],"figures":{"o1":3,"o2":2}}}]})");
  REQUIRE(protocol_without_spaces().find(line) != std::string::npos);
}

TEST_CASE("the result's JSON leaves out what is not there") {
  const auto members = [](const Question& q, const QuestionCount& count) {
    const Definition d = ballot::test::definition({q});
    const auto json =
        nlohmann::ordered_json::parse(encode(d, derive_results(d, {{count, {}}}, kElection)));
    std::string names;
    for (const auto& [name, value] : json["questions"][0].items()) names += name + " ";
    for (const auto& [name, value] : json["questions"][0]["count"].items()) names += name + " ";
    return names;
  };
  const std::string counted = "roll took_part asked blank totals ";
  CHECK(members(plurality(2), votes({3, 3}, 6)) ==
        "question outcome winners tie count standing " + counted);
  CHECK(members(plurality(2), votes({0, 0}, 0)) == "question outcome winners count " + counted);
  Question budget = question("q", Choose{.minimum = 0, .maximum = 2}, priced({60, 50}));
  budget.counting = {.method = Method::greedy_budget, .winners = 1, .ties = {}, .envelope = 100};
  CHECK(members(budget, votes({0, 3}, 5)) ==
        "question outcome winners spent count standing " + counted);
  QuestionCount hidden = votes({3, 2}, 5);
  hidden.totals.clear();
  hidden.blank.reset();
  hidden.asked.reset();
  CHECK(members(plurality(2), hidden) == "question outcome winners count roll took_part totals ");
  Question few = plurality(2);
  few.decision.turnout_weight = 7;
  CHECK(members(few, votes({3, 3}, 6)) == "question outcome winners count standing " + counted);
}

TEST_CASE("the result as JSON names options and says what is withheld") {
  Definition d = ballot::test::definition({plurality(2)});
  QuestionCount count = votes({3, 2}, 5);
  const auto json = nlohmann::json::parse(encode(d, derive_results(d, {{count, {}}}, kElection)));
  const auto& first = json.at("questions").at(0);
  REQUIRE(first.at("outcome") == "elected");
  REQUIRE(first.at("winners") == nlohmann::json::array({"o1"}));
  REQUIRE(first.at("count").at("totals").at(1) ==
          nlohmann::json{{"of", "option"}, {"ids", {"o2"}}, {"value", 2}});
  REQUIRE(first.at("standing").at("tiers") == nlohmann::json{{"o1"}, {"o2"}});
  count.totals.clear();
  const auto withheld =
      nlohmann::json::parse(encode(d, derive_results(d, {{count, {}}}, kElection)));
  REQUIRE(withheld.at("questions").at(0).at("count").at("totals").empty());
  REQUIRE(withheld.at("questions").at(0).at("outcome") == "withheld");
}

TEST_CASE("what was counted by style stands beside the whole, by identifiers") {
  Definition d = ballot::test::definition({plurality(2)});
  d.styles.push_back({.id = "south", .questions = {0}, .max_voters = 1000});
  const CountedQuestion counted{votes({3, 2}, 5),
                                {{{0}, votes({1, 2}, 3)}, {{1}, votes({2, 0}, 2)}}};
  const auto json = nlohmann::json::parse(encode(d, derive_results(d, {counted}, kElection)));
  const auto& by_style = json.at("questions").at(0).at("by_style");
  REQUIRE(by_style.size() == 2);
  CHECK(by_style.at(1).at("styles") == nlohmann::json{"south"});
  CHECK(by_style.at(1).at("count").at("took_part") == 2);
  CHECK(by_style.at(1).at("count").at("totals").at(0).at("value") == 2);
}

TEST_CASE("ranked pairs: a winner by the tie rule is said to be one") {
  Question q = question("r", Ranking{}, options(3));
  q.counting.method = Method::condorcet_ranked_pairs;
  QuestionCount count{.roll = 3, .took_part = 3, .asked = 3, .blank = 0, .totals = {}};
  // A over B, B over C and C over A by 2 to 1 each.
  count.totals = {
      {TotalKind::above, 0, 1, 2}, {TotalKind::above, 0, 2, 1}, {TotalKind::above, 1, 2, 2}};
  const QuestionResult result = derive_result(q, count, {});
  REQUIRE(result.winners == std::vector<std::uint32_t>{0});
  REQUIRE(result.tie == Tier{0, 1, 2});
}

TEST_CASE("greedy budget: what the envelope never paid for did not lose by the tie rule") {
  const auto tie = [](const std::vector<std::uint64_t>& costs) {
    Question q = question("b", Choose{.minimum = 0, .maximum = 2}, ballot::test::priced(costs));
    q.counting = {.method = Method::greedy_budget, .winners = 1, .ties = {}, .envelope = 100};
    QuestionCount count{.roll = 9, .took_part = 9, .asked = 9, .blank = 0, .totals = {}};
    count.totals = {{TotalKind::option, 0, 0, 5}, {TotalKind::option, 1, 0, 5}};
    return derive_result(q, count, {}).tie;
  };
  REQUIRE(tie({60, 101}).empty());
  REQUIRE(tie({60, 40}).empty());
  REQUIRE(tie({60, 50}) == Tier{0, 1});
}

TEST_CASE("a question of which no total is published is withheld, also without a method") {
  const Question q = question("t", Choose{}, options(2));
  QuestionCount count{.roll = 9, .took_part = 9, .asked = 3, .blank = 0, .totals = {}};
  REQUIRE(derive_result(q, count, {}).outcome == Outcome::withheld);
  count.totals = {{TotalKind::option, 0, 0, 5}, {TotalKind::option, 1, 0, 4}};
  REQUIRE(derive_result(q, count, {}).outcome == Outcome::counted);
}

}  // namespace tabella::tally::test
