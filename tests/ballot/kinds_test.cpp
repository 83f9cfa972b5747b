// Every kind of question in small: all bit vectors are tried. Those that obey the equations must be
// exactly the honest answers, each total must say what it is named for, and a condition that does
// not hold must leave nothing.
#include <map>
#include <set>
#include <string>

#include "ballot/answers.h"
#include "ballot/compile.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

crypto::SecretBits vector_of(std::uint64_t number, std::uint32_t size) {
  crypto::SecretBits bits(size);
  for (std::uint32_t j = 0; j < size; ++j) bits.set(j, (number >> j) & 1);
  return bits;
}

bool legal(const crypto::Style& style, std::uint64_t number) {
  for (const crypto::Equation& equation : style.equations) {
    std::int64_t sum = 0;
    for (const crypto::Term& term : equation.row) {
      if ((number >> term.bit) & 1) sum += term.coefficient;
    }
    if (sum != equation.rhs) return false;
  }
  return true;
}

std::string list(const auto& numbers) {
  std::string made;
  for (const auto number : numbers) made += std::to_string(number) + ",";
  return made;
}

// Answers as text, to be kept in a set.
struct Describe {
  std::string operator()(const NotAsked&) const { return "not asked"; }
  std::string operator()(const BlankAnswer&) const { return "blank"; }
  std::string operator()(const Chosen& a) const { return "chosen " + list(a.options); }
  std::string operator()(const Scores& a) const { return "scores " + list(a.scores); }
  std::string operator()(const Graded& a) const { return "grades " + list(a.grades); }
  std::string operator()(const Levels& a) const { return "levels " + list(a.levels); }
  std::string operator()(const Placed& a) const { return "placed " + list(a.options); }
  std::string operator()(const Ranked& a) const {
    std::string made = "ranked ";
    for (const Indices& tier : a.tiers) made += list(tier) + "|";
    return made;
  }
  std::string operator()(const Cell& a) const {
    return "cell " + std::to_string(a.row) + "," + std::to_string(a.column);
  }
};

bool contains(const Indices& options, std::uint32_t option) {
  return std::ranges::find(options, option) != options.end();
}

std::size_t tier_of(const Ranked& ranked, std::uint32_t option) {
  std::size_t tier = 0;
  while (!contains(ranked.tiers[tier], option)) ++tier;
  return tier;
}

// What a total must be for one answer, said without the compiler.
std::uint64_t expected(const Question& question, const Total& total, const Answer& answer) {
  if (std::holds_alternative<NotAsked>(answer)) return 0;
  if (total.kind == TotalKind::asked) return 1;
  if (std::holds_alternative<BlankAnswer>(answer)) return total.kind == TotalKind::blank;
  if (const auto* a = std::get_if<Chosen>(&answer)) {
    return total.kind == TotalKind::option && contains(a->options, total.first);
  }
  if (const auto* a = std::get_if<Scores>(&answer)) return a->scores[total.first];
  if (const auto* a = std::get_if<Graded>(&answer)) return a->grades[total.first] == total.second;
  if (const auto* a = std::get_if<Levels>(&answer)) {
    const int sign = total.kind == TotalKind::in_favor ? 1 : -1;
    return static_cast<std::uint64_t>(std::max(0, sign * a->levels[total.first]));
  }
  if (const auto* a = std::get_if<Placed>(&answer)) {
    const auto& points = std::get<Places>(question.kind).points;
    for (std::size_t p = 0; p < a->options.size(); ++p) {
      if (a->options[p] == total.first) return points[p];
    }
    return 0;
  }
  if (const auto* a = std::get_if<Ranked>(&answer)) {
    if (total.kind == TotalKind::answered) return 1;
    return tier_of(*a, total.first) < tier_of(*a, total.second);
  }
  const Cell& cell = std::get<Cell>(answer);
  if (total.kind == TotalKind::row) return cell.row == total.first;
  if (total.kind == TotalKind::column) return cell.column == total.first;
  return cell.row == total.first && cell.column == total.second;
}

void check_totals(const Definition& made, const CompiledStyle& style, const Answers& answers,
                  const crypto::SecretBits& bits) {
  std::vector<std::uint64_t> values;
  for (const crypto::Row& row : style.style.counters) {
    std::int64_t value = 0;
    for (const crypto::Term& term : row) value += term.coefficient * bits[term.bit];
    values.push_back(static_cast<std::uint64_t>(value));
  }
  for (std::size_t q = 0; q < style.questions.size(); ++q) {
    const CompiledQuestion& part = style.questions[q];
    for (std::uint32_t t = part.first_total; t < part.first_total + part.total_count; ++t) {
      const Total& total = style.totals[t];
      REQUIRE(total.question == part.question);
      REQUIRE(unpack(total, values[total.counter]) ==
              expected(made.questions[part.question], total, answers[q]));
    }
  }
}

// Tries all bit vectors; gives the honest answers found, as text.
std::set<std::string> enumerate(const Definition& made) {
  const auto compiled = compile_all(made);
  if (!compiled) FAIL(compiled.error().message());
  const CompiledStyle& style = compiled->front();
  REQUIRE(style.style.bits <= 21);
  std::set<std::string> found;
  for (std::uint64_t number = 0; number < (1ull << style.style.bits); ++number) {
    if (!legal(style.style, number)) continue;
    const crypto::SecretBits bits = vector_of(number, style.style.bits);
    const auto answers = from_bits(made, style, bits);
    REQUIRE(answers.has_value());
    const auto again = to_bits(made, style, *answers);
    if (!again) FAIL(again.error().message());
    REQUIRE(*from_bits(made, style, *again) == *answers);
    check_totals(made, style, *answers, bits);
    std::string described;
    for (std::size_t q = 0; q < answers->size(); ++q) {
      described += (q > 0 ? "; " : "") + std::visit(Describe(), (*answers)[q]);
    }
    found.insert(described);
  }
  return found;
}

std::set<std::string> enumerate(Kind kind, std::uint32_t option_count) {
  return enumerate(definition({question("q", std::move(kind), options(option_count))}));
}

std::uint32_t bits_of(const Definition& made) { return compile_all(made)->front().style.bits; }

}  // namespace

TEST_CASE("choose lo to hi of n is exactly the sets of that size") {
  REQUIRE(enumerate(Choose{.minimum = 1, .maximum = 1}, 5).size() == 5);
  REQUIRE(enumerate(Choose{.minimum = 0, .maximum = 2}, 5).size() == 1 + 5 + 10);
  REQUIRE(enumerate(Choose{.minimum = 2, .maximum = 4}, 6).size() == 15 + 20 + 15);
  REQUIRE(enumerate(Choose{.minimum = 0, .maximum = 6}, 6).size() == 64);
  REQUIRE(enumerate(Choose{.minimum = 1, .maximum = 6}, 6).size() == 63);
}

TEST_CASE("a counted blank stands alone") {
  REQUIRE(enumerate(Choose{.minimum = 1, .maximum = 1, .blank = Blank::counted}, 4) ==
          std::set<std::string>{"blank", "chosen 0,", "chosen 1,", "chosen 2,", "chosen 3,"});
  REQUIRE(enumerate(Choose{.minimum = 1, .maximum = 3, .blank = Blank::counted}, 4).size() ==
          4 + 6 + 4 + 1);
  REQUIRE(enumerate(Choose{.minimum = 0, .maximum = 4, .blank = Blank::counted}, 4).size() == 17);
}

TEST_CASE("scores are exactly 0 to R for each option") {
  for (std::uint32_t maximum : {1u, 2u, 3u, 5u, 6u, 9u}) {
    REQUIRE(enumerate(Score{.maximum = maximum}, 2).size() == (maximum + 1) * (maximum + 1));
  }
}

TEST_CASE("cumulative points add up to all points, or to at most all") {
  REQUIRE(
      enumerate(Cumulative{.points = 4, .limit = Limit::exactly, .option_maximum = 4}, 3).size() ==
      15);
  REQUIRE(
      enumerate(Cumulative{.points = 4, .limit = Limit::at_most, .option_maximum = 4}, 3).size() ==
      35);
  REQUIRE(
      enumerate(Cumulative{.points = 5, .limit = Limit::exactly, .option_maximum = 2}, 3).size() ==
      3);
  REQUIRE(
      enumerate(Cumulative{.points = 9, .limit = Limit::at_most, .option_maximum = 2}, 3).size() ==
      27);
}

TEST_CASE("grades are one per option") {
  REQUIRE(enumerate(Grades{.grades = options(3, "g")}, 3).size() == 27);
  REQUIRE(enumerate(Grades{.grades = options(5, "g")}, 2).size() == 25);
}

TEST_CASE("quadratic levels stay within the credits") {
  // Pairs of levels in -2 .. 2 with a^2 + b^2 <= 5: all but the four with |a| = |b| = 2.
  REQUIRE(enumerate(Quadratic{.levels = 2, .credits = 5}, 2).size() == 21);
  REQUIRE(enumerate(Quadratic{.levels = 1, .credits = 2}, 3).size() == 1 + 6 + 12);
  REQUIRE(enumerate(Quadratic{.levels = 1, .credits = 50}, 3).size() == 27);
}

TEST_CASE("a budget is exactly the sets that the envelope pays for") {
  const auto sets = enumerate(definition({question("q", Budget{.envelope = 1'000'000},
                                                   priced({600'000, 500'000, 400'000, 100'000}))}));
  // 600+400, 500+400+100, 600+100, ...: 16 sets less 600+500 with any others (4), 600+400+100.
  REQUIRE(sets.size() == 16 - 4 - 1);
  REQUIRE(sets.contains("chosen 0,2,"));
  REQUIRE_FALSE(sets.contains("chosen 0,1,"));
  // Costs are divided by 100 000: slack 0..10 takes 4 bits, not 20.
  REQUIRE(bits_of(definition({question("q", Budget{.envelope = 1'000'000},
                                       priced({600'000, 500'000, 400'000, 100'000}))})) == 8);
}

TEST_CASE("strict rankings are the n! orders") {
  REQUIRE(enumerate(Ranking{}, 2).size() == 2);
  REQUIRE(enumerate(Ranking{}, 3).size() == 6);
  REQUIRE(enumerate(Ranking{}, 4).size() == 24);
  REQUIRE(enumerate(Ranking{}, 5).size() == 120);
}

TEST_CASE("rankings with ties are the weak orders: 3 of 2 options, 13 of 3") {
  REQUIRE(enumerate(Ranking{.ties = Ties::allowed}, 2).size() == 3);
  REQUIRE(enumerate(Ranking{.ties = Ties::allowed}, 3).size() == 13);
}

TEST_CASE("a ranking may be left blank, and then no pair is counted") {
  const auto strict = enumerate(Ranking{.blank = Blank::counted}, 3);
  REQUIRE(strict.size() == 7);
  REQUIRE(strict.contains("blank"));
  REQUIRE(enumerate(Ranking{.ties = Ties::allowed, .blank = Blank::counted}, 2).size() == 4);
}

TEST_CASE("places are ordered selections without gaps") {
  REQUIRE(enumerate(Places{.points = {3, 2, 1}, .minimum = 3}, 3).size() == 6);
  REQUIRE(enumerate(Places{.points = {3, 2}, .minimum = 2}, 4).size() == 12);
  REQUIRE(enumerate(Places{.points = {3, 2, 1}, .minimum = 1}, 3).size() == 3 + 6 + 6);
  REQUIRE(enumerate(Places{.points = {5, 1}, .minimum = 0}, 4).size() == 1 + 4 + 12);
}

TEST_CASE("a table is one cell, reported whole or as margins") {
  const Table joint{.column_title = text("Columns"), .columns = options(3, "c")};
  REQUIRE(enumerate(joint, 2).size() == 6);
  Table margins = joint;
  margins.report = TableReport::margins;
  REQUIRE(enumerate(margins, 2).size() == 6);
  const auto style = compile_all(definition({question("q", margins, options(2))}));
  REQUIRE(style->front().totals.size() == 5);
}

namespace {

// First: choose one of two. Then the given question, if the second option was chosen.
Definition conditional(Kind kind, std::vector<Option> inner_options) {
  Question inner = question("inner", std::move(kind), std::move(inner_options));
  inner.only_if = Condition{.question = 0, .option = 1};
  return definition({question("first", Choose{}, options(2)), inner});
}

void check_conditional(Kind kind, std::vector<Option> inner_options) {
  Definition alone = definition({question("inner", kind, inner_options)});
  std::set<std::string> wanted = {"chosen 0,; not asked"};
  for (const std::string& answer : enumerate(alone)) wanted.insert("chosen 1,; " + answer);
  REQUIRE(enumerate(conditional(std::move(kind), std::move(inner_options))) == wanted);
}

}  // namespace

TEST_CASE("a condition that does not hold forces every bit to 0, for every kind") {
  check_conditional(Choose{.minimum = 0, .maximum = 3}, options(3));
  check_conditional(Choose{.minimum = 1, .maximum = 2, .blank = Blank::counted}, options(3));
  check_conditional(Score{.maximum = 5}, options(2));
  check_conditional(Cumulative{.points = 3, .limit = Limit::exactly, .option_maximum = 3},
                    options(2));
  check_conditional(Cumulative{.points = 3, .limit = Limit::at_most, .option_maximum = 3},
                    options(2));
  check_conditional(Grades{.grades = options(3, "g")}, options(2));
  check_conditional(Quadratic{.levels = 1, .credits = 1}, options(2));
  check_conditional(Budget{.envelope = 5}, priced({3, 2, 1}));
  check_conditional(Ranking{}, options(3));
  check_conditional(Ranking{.ties = Ties::allowed}, options(2));
  check_conditional(Ranking{.blank = Blank::counted}, options(3));
  check_conditional(Places{.points = {2, 1}, .minimum = 1}, options(2));
  check_conditional(Table{.column_title = text("Columns"), .columns = options(2, "c")}, options(2));
}

TEST_CASE("conditions can hang on grades, on budgets and on conditional questions") {
  Question on_grade = question("inner", Choose{}, options(2));
  on_grade.only_if = Condition{.question = 0, .option = 1, .grade = 2};
  REQUIRE(enumerate(definition({question("first", Grades{.grades = options(3, "g")}, options(2)),
                                on_grade}))
              .size() == 6 + 3 * 2);

  Question on_budget = question("inner", Choose{}, options(2));
  on_budget.only_if = Condition{.question = 0, .option = 0};
  REQUIRE(enumerate(
              definition({question("first", Budget{.envelope = 3}, priced({3, 2, 1})), on_budget}))
              .size() == 4 + 2);

  Question second = question("second", Choose{}, options(2));
  second.only_if = Condition{.question = 0, .option = 0};
  Question third = question("third", Choose{}, options(2));
  third.only_if = Condition{.question = 1, .option = 0};
  REQUIRE(
      enumerate(definition({question("first", Choose{}, options(2)), second, third})) ==
      std::set<std::string>{"chosen 1,; not asked; not asked", "chosen 0,; chosen 1,; not asked",
                            "chosen 0,; chosen 0,; chosen 0,", "chosen 0,; chosen 0,; chosen 1,"});
}

TEST_CASE("questions of one ballot are independent") {
  REQUIRE(enumerate(definition({question("a", Choose{}, options(3)),
                                question("b", Score{.maximum = 2}, options(2)),
                                question("c", Ranking{}, options(3))}))
              .size() == 3 * 9 * 6);
}

}  // namespace tabella::ballot::test
