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

Shown shown(const Definition& definition, const Totals& totals, std::uint64_t ballots) {
  const CompiledStyle style = compile(definition, definition.styles[0]).value();
  Shown shown;
  for (const auto& total : withhold_small(definition, style, ballots, totals)) {
    shown.push_back(total.value_or(0));
  }
  return shown;
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
  const CompiledStyle style = compile(d, d.styles[0]).value();
  std::map<std::vector<std::optional<std::uint64_t>>, std::vector<Totals>> behind;
  for (std::uint64_t a = 0; a <= kBallots; ++a) {
    for (std::uint64_t b = 0; a + b <= kBallots; ++b) {
      for (std::uint64_t c = 0; a + b + c <= kBallots; ++c) {
        const Totals totals = {a, b, c, kBallots - a - b - c};
        behind[withhold_small(d, style, kBallots, totals)].push_back(totals);
      }
    }
  }
  for (const auto& [seen, all] : behind) {
    for (std::size_t t = 0; t < 4; ++t) {
      if (seen[t]) continue;
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

  StyleTally hidden = south;
  hidden.totals[0].reset();
  REQUIRE(count_questions(d, styles, std::array{north, hidden})[0].is_withheld());
}

TEST_CASE("a ranking that may be left blank counts who did not answer") {
  const Definition d = ballot::test::definition(
      {question("r", Ranking{.ties = Ties::refused, .blank = Blank::counted}, options(2))}, 100);
  const auto styles = compile_all(d).value();
  // The totals in the order of the style: who answered, and the pair.
  std::vector<std::optional<std::uint64_t>> totals;
  for (const Total& total : styles[0].totals) {
    totals.emplace_back(total.kind == TotalKind::answered ? 7 : 4);
  }
  const auto counts = count_questions(
      d, styles, std::array{StyleTally{.roll = 20, .ballots = 9, .totals = totals}});
  REQUIRE(counts[0].blank == 2);
  REQUIRE(counts[0].votes() == 7);
}

}  // namespace tabella::tally::test
