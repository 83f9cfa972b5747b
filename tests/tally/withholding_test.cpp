// Small totals are not published, nor anything from which they could be computed.
#include "tally/withholding.h"

#include <algorithm>
#include <map>

#include "ballot/compile.h"
#include "tally/question_count.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::tally::test {

namespace {

using namespace tabella::ballot;
using ballot::test::options;
using ballot::test::question;
using ballot::test::text;

using Totals = std::vector<std::uint64_t>;
// 0 means withheld: small totals never appear.
using Shown = std::vector<std::uint64_t>;

Definition groups_of(std::uint64_t smallest, std::vector<Question> questions) {
  Definition made = ballot::test::definition(std::move(questions), 1000);
  made.smallest_group = smallest;
  return made;
}

// Of ballots by style, with their totals.
std::vector<QuestionCount> published(const Definition& definition,
                                     const std::vector<StyleTally>& tallies) {
  return withhold_small(definition,
                        count_questions(definition, compile_all(definition).value(), tallies));
}

Shown shown(const std::vector<QuestionCount>& counts) {
  Shown shown;
  for (const QuestionCount& count : counts) {
    for (const CountedTotal& total : count.totals) shown.push_back(total.value.value_or(0));
  }
  return shown;
}

Shown shown(const Definition& definition, const Totals& totals, std::uint64_t ballots) {
  return shown(published(definition, {{.roll = 1000, .ballots = ballots, .totals = totals}}));
}

Question small_choice() {
  Question made = question("q", Choose{}, options(4));
  made.withhold_small = true;
  return made;
}

}  // namespace

TEST_CASE("nothing is withheld unless the definition says so") {
  const Definition all = groups_of(1, {small_choice()});
  REQUIRE(shown(all, {1, 2, 3, 4}, 10) == Shown{1, 2, 3, 4});
  Question open = small_choice();
  open.withhold_small = false;
  REQUIRE(shown(groups_of(5, {open}), {1, 2, 3, 4}, 10) == Shown{1, 2, 3, 4});
}

TEST_CASE("a single small total takes the next larger one with it") {
  const Definition d = groups_of(5, {small_choice()});
  REQUIRE(shown(d, {40, 3, 20, 30}, 93) == Shown{40, 0, 0, 30});
  REQUIRE(shown(d, {40, 0, 20, 30}, 90) == Shown{40, 0, 0, 30});
}

TEST_CASE("small totals that are few even together take another with them") {
  const Definition d = groups_of(5, {small_choice()});
  REQUIRE(shown(d, {40, 1, 2, 30}, 73) == Shown{40, 0, 0, 0});
  REQUIRE(shown(d, {40, 3, 4, 30}, 77) == Shown{40, 0, 0, 0});
  REQUIRE(shown(d, {5, 6, 7, 8}, 26) == Shown{5, 6, 7, 8});
}

TEST_CASE("totals equal to the one that goes with the small ones go as well") {
  const Definition d = groups_of(5, {small_choice()});
  REQUIRE(shown(d, {20, 3, 20, 57}, 100) == Shown{0, 0, 0, 57});
}

// Somebody who knows the rule and sees what is published cannot compute any withheld total.
TEST_CASE("no withheld total can be computed, whole for small elections") {
  constexpr std::uint64_t kBallots = 14;
  const Definition d = groups_of(3, {small_choice()});
  std::map<Shown, std::vector<Totals>> behind;
  for (std::uint64_t a = 0; a <= kBallots; ++a) {
    for (std::uint64_t b = 0; a + b <= kBallots; ++b) {
      for (std::uint64_t c = 0; a + b + c <= kBallots; ++c) {
        const Totals totals = {a, b, c, kBallots - a - b - c};
        behind[shown(d, totals, kBallots)].push_back(totals);
      }
    }
  }
  for (const auto& [seen, all] : behind) {
    for (std::size_t t = 0; t < 4; ++t) {
      if (seen[t] > 0) continue;
      const auto [least, most] =
          std::ranges::minmax(all, {}, [&](const Totals& totals) { return totals[t]; });
      REQUIRE(least[t] < 3);
      REQUIRE(most[t] >= 3);
    }
  }
}

TEST_CASE("ballots that the totals leave are a group as well") {
  Question unmarked = question("q", Choose{.minimum = 0, .maximum = 1}, options(3));
  unmarked.withhold_small = true;
  REQUIRE(shown(groups_of(5, {unmarked}), {50, 30, 18}, 100) == Shown{50, 30, 0});
  REQUIRE(shown(groups_of(5, {unmarked}), {50, 30, 10}, 100) == Shown{50, 30, 10});
  Question alike = question("q", Ranking{.ties = Ties::allowed}, options(2));
  alike.withhold_small = true;
  REQUIRE(shown(groups_of(5, {alike}), {30, 17}, 50) == Shown{30, 0});
  Question blank = question("q", Ranking{.blank = Blank::counted}, options(2));
  blank.withhold_small = true;
  REQUIRE(shown(groups_of(5, {blank}), {47, 30}, 50) == Shown{0, 30});
}

TEST_CASE("a table's cells are withheld by twos, and its margins each for themselves") {
  const Table table{.column_title = text("C"), .columns = options(2, "c")};
  REQUIRE(shown(groups_of(5, {question("t", table, options(2))}), {10, 2, 30, 8}, 50) ==
          Shown{10, 0, 30, 0});
  Table margins = table;
  margins.report = TableReport::margins;
  REQUIRE(shown(groups_of(5, {question("t", margins, options(2))}), {47, 3, 25, 25}, 50) ==
          Shown{0, 0, 25, 25});
}

TEST_CASE("the grades of each option are a group of their own") {
  Question grades = question("g", Grades{.grades = options(3, "g")}, options(2));
  grades.withhold_small = true;
  REQUIRE(shown(groups_of(5, {grades}), {1, 20, 30, 17, 17, 17}, 51) ==
          Shown{0, 0, 30, 17, 17, 17});
}

TEST_CASE("a strict ranking's pair is withheld when few rank it either way") {
  Question ranking = question("r", Ranking{}, options(3));
  ranking.withhold_small = true;
  REQUIRE(shown(groups_of(5, {ranking}), {3, 48, 25}, 50) == Shown{0, 0, 25});
}

TEST_CASE("a conditional question that few were asked is withheld whole") {
  Question follow_up = question("why", Choose{}, options(2));
  follow_up.only_if = Condition{.question = 0, .option = 1, .grade = 0};
  const Definition d = groups_of(5, {question("q", Choose{}, options(2)), follow_up});
  REQUIRE(shown(d, {46, 4, 3, 1}, 50) == Shown{46, 4, 0, 0});
  REQUIRE(shown(d, {45, 5, 3, 2}, 50) == Shown{45, 5, 3, 2});
}

TEST_CASE("a condition whose own total is withheld withholds its question") {
  Question follow_up = question("why", Choose{}, options(2));
  follow_up.only_if = Condition{.question = 0, .option = 2, .grade = 0};
  const Definition d = groups_of(5, {small_choice(), follow_up});
  // 20 were asked, which would give away the 3 that are withheld.
  REQUIRE(shown(d, {40, 3, 20, 30, 12, 8}, 93) == Shown{40, 0, 0, 30, 0, 0});
}

TEST_CASE("a question that two districts ask is counted over both") {
  Question follow_up =
      question("why", Choose{.minimum = 1, .maximum = 1, .blank = Blank::counted}, options(2));
  follow_up.only_if = Condition{.question = 0, .option = 1, .grade = 0};
  Definition d = ballot::test::definition({question("q", Choose{}, options(2)), follow_up}, 100);
  d.styles = {{.id = "north", .questions = {0, 1}, .max_voters = 100},
              {.id = "south", .questions = {0}, .max_voters = 50}};
  const auto styles = compile_all(d).value();
  const StyleTally north{.roll = 90, .ballots = 30, .totals = {18, 12, 6, 4, 2}};
  const StyleTally south{.roll = 40, .ballots = 10, .totals = {9, 1}};
  const auto counts = count_questions(d, styles, std::array{north, south});
  REQUIRE(counts[0].roll == 130);
  REQUIRE(counts[0].took_part == 40);
  REQUIRE(counts[0].asked == 40);
  REQUIRE(counts[0].votes() == 40);
  REQUIRE(counts[0].value(TotalKind::option, 0) == 27);
  REQUIRE(counts[0].value(TotalKind::option, 1) == 13);
  REQUIRE(counts[1].took_part == 30);
  REQUIRE(counts[1].asked == 12);
  REQUIRE(counts[1].blank == 2);
  REQUIRE(counts[1].votes() == 10);
}

// 90 in the north, 40 in the south; both are asked the first question, who chose its second option
// why, and perhaps only those of the north.
Definition two_districts(std::uint64_t smallest, bool both_are_asked_why) {
  Question follow_up = question("why", Choose{}, options(2));
  follow_up.only_if = Condition{.question = 0, .option = 1, .grade = 0};
  Definition d = groups_of(smallest, {question("q", Choose{}, options(3)), follow_up});
  d.styles = {{.id = "north", .questions = {0, 1}, .max_voters = 100},
              {.id = "south", .questions = {0}, .max_voters = 50}};
  if (both_are_asked_why) d.styles[1].questions.push_back(1);
  return d;
}

TEST_CASE("what is reported over all districts is judged over all of them") {
  // Asked of 7, of whom 1 is in the south.
  const Definition d = two_districts(3, true);
  const auto counts = published(d, {{.roll = 90, .ballots = 40, .totals = {30, 6, 4, 4, 2}},
                                    {.roll = 40, .ballots = 10, .totals = {6, 1, 3, 1, 0}}});
  REQUIRE(shown(counts) == Shown{36, 7, 7, 5, 2});
  REQUIRE(counts[1].asked == 7);
  // The same in a question whose totals are withheld one by one.
  Definition small = two_districts(3, true);
  small.questions = {small_choice()};
  for (BallotStyle& style : small.styles) style.questions = {0};
  REQUIRE(shown(published(small, {{.roll = 90, .ballots = 40, .totals = {2, 10, 12, 16}},
                                  {.roll = 40, .ballots = 10, .totals = {1, 2, 3, 4}}})) ==
          Shown{3, 12, 15, 20});
  REQUIRE(shown(published(small, {{.roll = 90, .ballots = 40, .totals = {1, 11, 12, 16}},
                                  {.roll = 40, .ballots = 10, .totals = {1, 2, 3, 4}}})) ==
          Shown{0, 0, 15, 20});
}

TEST_CASE("who was asked is not said where it would tell a number that is withheld") {
  Definition d = two_districts(3, true);
  d.questions[0].withhold_small = true;
  const auto asked = [&](const Totals& north, const Totals& south) {
    const auto counts = published(d, {{.roll = 90, .ballots = 40, .totals = north},
                                      {.roll = 40, .ballots = 10, .totals = south}});
    // Never a part of the sum, and nothing of the question without it.
    if (!counts[1].asked) REQUIRE(counts[1].nothing_is_shown());
    return counts[1].asked;
  };
  // Of both: it is the number that is reported.
  CHECK(asked({30, 6, 4, 4, 2}, {6, 1, 3, 1, 0}) == 7);
  CHECK(asked({31, 1, 8, 1, 0}, {6, 1, 3, 1, 0}) == std::nullopt);  // 2, withheld
  CHECK(asked({20, 12, 8, 6, 6}, {3, 5, 2, 3, 2}) == 17);
  CHECK(asked({38, 1, 1, 1, 0}, {6, 3, 1, 3, 0}) == std::nullopt);  // 4, withheld with the 2
  // Of the north alone: a part, which also tells what is left for the south.
  d.styles[1].questions = {0};
  CHECK(asked({20, 12, 8, 6, 6}, {3, 5, 2}) == 12);
  CHECK(asked({20, 12, 8, 6, 6}, {6, 2, 2}) == std::nullopt);
  CHECK(asked({20, 12, 8, 6, 6}, {7, 0, 3}) == std::nullopt);
  CHECK(asked({30, 2, 8, 1, 1}, {3, 5, 2}) == std::nullopt);
  // A question that withholds nothing has nothing to give away.
  d.questions[0].withhold_small = false;
  CHECK(asked({20, 12, 8, 6, 6}, {6, 2, 2}) == 12);
}

TEST_CASE("blanks are not counted where the total that tells them is withheld") {
  Question ranking =
      question("r", Ranking{.ties = Ties::refused, .blank = Blank::counted}, options(2));
  ranking.withhold_small = true;
  const Definition d = groups_of(5, {ranking});
  const auto blank = [&](std::uint64_t answered) {
    return published(d, {{.roll = 90, .ballots = 50, .totals = {answered, 20}}})[0].blank;
  };
  CHECK(blank(40) == 10);
  CHECK(blank(47) == std::nullopt);
}

TEST_CASE("a ranking that may be left blank counts who did not answer") {
  const Definition d = ballot::test::definition(
      {question("r", Ranking{.ties = Ties::refused, .blank = Blank::counted}, options(2))}, 100);
  const auto styles = compile_all(d).value();
  // The totals in the order of the style: who answered, and the pair.
  Totals totals;
  for (const Total& total : styles[0].totals) {
    totals.push_back(total.kind == TotalKind::answered ? 7 : 4);
  }
  const auto counts = count_questions(
      d, styles, std::array{StyleTally{.roll = 20, .ballots = 9, .totals = totals}});
  REQUIRE(counts[0].blank == 2);
  REQUIRE(counts[0].votes() == 7);
}

}  // namespace tabella::tally::test
