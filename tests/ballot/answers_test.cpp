// Forbidden answers, each refused with its message; random honest answers come back as they were.
#include "ballot/answers.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "ballot/answers_json.h"
#include "tests/ballot/sample_answers.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

struct Asked {
  Definition made;
  CompiledStyle style;

  explicit Asked(std::vector<Question> questions)
      : made(definition(std::move(questions))), style(compile_all(made)->front()) {}
  Asked(Kind kind, std::vector<Option> with) : Asked({question("q", std::move(kind), with)}) {}

  [[nodiscard]] std::string json(std::string_view text) const {
    const auto answers = decode_answers(made, style, text);
    if (!answers) return answers.error().message();
    const auto bits = to_bits(made, style, *answers);
    return bits ? "accepted" : bits.error().message();
  }
  template <class... Each>
  [[nodiscard]] std::string answer(Each... each) const {
    Answers answers;
    (answers.add(std::move(each)), ...);
    const auto bits = to_bits(made, style, answers);
    return bits ? "accepted" : bits.error().message();
  }
};

}  // namespace

TEST_CASE("choosing too many, too few, twice, or what is not there is refused") {
  const Asked asked({question("a", Choose{}, options(2)),
                     question("b", Choose{.minimum = 2, .maximum = 3}, options(5))});
  REQUIRE(asked.answer(Chosen{{0}}, Chosen{{0, 1, 4}}) == "accepted");
  REQUIRE(asked.answer(Chosen{{0}}, Chosen{{0, 1, 2, 4}}) ==
          "answers.maximum: question 2: 4 options chosen, at most 3");
  REQUIRE(asked.answer(Chosen{{0}}, Chosen{{3}}) ==
          "answers.minimum: question 2: 1 options chosen, at least 2");
  REQUIRE(asked.answer(Chosen{{0}}, Chosen{{3, 3}}) ==
          "answers.repeated: question 2: option 4 stands there twice");
  REQUIRE(asked.answer(Chosen{{2}}, Chosen{{3, 4}}) ==
          "answers.option: question 1: there is no option 3");
  REQUIRE(asked.answer(Chosen{{0}}, BlankAnswer{}) ==
          "answers.blank: question 2: a blank answer is not offered");
  REQUIRE(asked.answer(Chosen{{0}}) == "answers.length: 1 answers to 2 questions");
  REQUIRE(asked.answer(Chosen{{0}}, Scores{{1}}) ==
          "answers.kind: question 2: expected chosen options");
  REQUIRE(asked.answer(Chosen{{0}}, NotAsked{}) ==
          "answers.condition: question 2: is not answered");
}

TEST_CASE("scores and points beyond their limits are refused") {
  const Asked score(Score{.maximum = 5}, options(2));
  REQUIRE(score.answer(Scores{{5, 0}}) == "accepted");
  REQUIRE(score.answer(Scores{{5, 6}}) ==
          "answers.maximum: question 1: score 6 of option 2, at most 5");
  REQUIRE(score.answer(Scores{{5}}) == "answers.length: question 1: 1 values for 2 options");
  REQUIRE(score.answer(Chosen{{0}}) == "answers.kind: question 1: expected scores");

  const Asked exact(Cumulative{.points = 4, .limit = Limit::exactly, .option_maximum = 3},
                    options(2));
  REQUIRE(exact.answer(Scores{{1, 3}}) == "accepted");
  REQUIRE(exact.answer(Scores{{1, 2}}) ==
          "answers.points: question 1: 3 points given, exactly 4 must be");
  REQUIRE(exact.answer(Scores{{2, 3}}) == "answers.points: question 1: 5 points given, at most 4");
  REQUIRE(exact.answer(Scores{{4, 0}}) ==
          "answers.maximum: question 1: 4 points for option 1, at most 3");
  REQUIRE(exact.answer(Scores{{4, 0, 0}}) == "answers.length: question 1: 3 values for 2 options");
  REQUIRE(exact.answer(Graded{{0, 0}}) == "answers.kind: question 1: expected points");
}

TEST_CASE("grades, levels and costs beyond their limits are refused") {
  const Asked grades(Grades{.grades = options(3, "g")}, options(2));
  REQUIRE(grades.answer(Graded{{2, 0}}) == "accepted");
  REQUIRE(grades.answer(Graded{{2, 3}}) ==
          "answers.grade: question 1: option 2: there is no grade 4");
  REQUIRE(grades.answer(Graded{{}}) == "answers.length: question 1: 0 values for 2 options");
  REQUIRE(grades.answer(Scores{{1, 1}}) == "answers.kind: question 1: expected grades");

  const Asked quadratic(Quadratic{.levels = 2, .credits = 5}, options(2));
  REQUIRE(quadratic.answer(Levels{{-2, 1}}) == "accepted");
  REQUIRE(quadratic.answer(Levels{{-2, 2}}) ==
          "answers.credits: question 1: 8 credits spent, at most 5");
  REQUIRE(quadratic.answer(Levels{{-3, 0}}) ==
          "answers.level: question 1: level -3 of option 1, from -2 to 2");
  REQUIRE(quadratic.answer(Levels{{0}}) == "answers.length: question 1: 1 values for 2 options");
  REQUIRE(quadratic.answer(Scores{{1, 1}}) == "answers.kind: question 1: expected levels");

  const Asked budget(Budget{.envelope = 100}, priced({70, 40, 30}));
  REQUIRE(budget.answer(Chosen{{0, 2}}) == "accepted");
  REQUIRE(budget.answer(Chosen{{0, 1}}) == "answers.envelope: question 1: 110 spent, at most 100");
  REQUIRE(budget.answer(Chosen{{2, 2}}) ==
          "answers.repeated: question 1: option 3 stands there twice");
  REQUIRE(budget.answer(BlankAnswer{}) == "answers.kind: question 1: expected chosen options");
}

TEST_CASE("rankings and places that are none are refused") {
  const Asked strict(Ranking{}, options(3));
  REQUIRE(strict.answer(Ranked{{{2}, {0}, {1}}}) == "accepted");
  REQUIRE(strict.answer(Ranked{{{2}, {0}}}) ==
          "answers.length: question 1: 2 of 3 options are ranked");
  REQUIRE(strict.answer(Ranked{{{2}, {0, 1}}}) == "answers.tie: question 1: 2 options in one tier");
  REQUIRE(strict.answer(Ranked{{{2}, {0}, {0}}}) ==
          "answers.repeated: question 1: option 1 stands there twice");
  REQUIRE(strict.answer(Ranked{{{2}, {0}, {3}}}) ==
          "answers.option: question 1: there is no option 4");
  REQUIRE(strict.answer(Ranked{{{2}, {}, {0}, {1}}}) ==
          "answers.tier: question 1: a tier is empty");
  REQUIRE(strict.answer(BlankAnswer{}) ==
          "answers.blank: question 1: a blank answer is not offered");
  REQUIRE(strict.answer(Placed{{0, 1, 2}}) == "answers.kind: question 1: expected a ranking");

  const Asked places(Places{.points = {3, 2, 1}, .minimum = 2}, options(4));
  REQUIRE(places.answer(Placed{{3, 0}}) == "accepted");
  REQUIRE(places.answer(Placed{{3}}) == "answers.minimum: question 1: 1 places filled, at least 2");
  REQUIRE(places.answer(Placed{{3, 2, 1, 0}}) ==
          "answers.maximum: question 1: 4 places filled, at most 3");
  REQUIRE(places.answer(Placed{{3, 3}}) ==
          "answers.repeated: question 1: option 4 stands there twice");
  REQUIRE(places.answer(Ranked{{{0}}}) == "answers.kind: question 1: expected options in places");

  const Asked table(Table{.column_title = text("C"), .columns = options(2, "c")}, options(3));
  REQUIRE(table.answer(Cell{.row = 2, .column = 1}) == "accepted");
  REQUIRE(table.answer(Cell{.row = 3, .column = 1}) ==
          "answers.option: question 1: there is no row 4");
  REQUIRE(table.answer(Cell{.row = 2, .column = 2}) ==
          "answers.option: question 1: there is no column 3");
  REQUIRE(table.answer(Chosen{{0}}) == "answers.kind: question 1: expected a row and a column");
}

TEST_CASE("a conditional question is answered exactly if it is asked") {
  Question inner = question("b", Choose{}, options(2));
  inner.only_if = Condition{.question = 0, .option = 1};
  const Asked asked({question("a", Choose{}, options(2)), inner});
  REQUIRE(asked.answer(Chosen{{0}}, NotAsked{}) == "accepted");
  REQUIRE(asked.answer(Chosen{{1}}, Chosen{{0}}) == "accepted");
  REQUIRE(asked.answer(Chosen{{0}}, Chosen{{0}}) == "answers.condition: question 2: is not asked");
  REQUIRE(asked.answer(Chosen{{1}}, NotAsked{}) ==
          "answers.condition: question 2: is not answered");
}

TEST_CASE("bits that break an equation say nothing") {
  const Asked asked(Choose{}, options(3));
  crypto::SecretBits two(3);
  two.set(0, 1);
  two.set(2, 1);
  REQUIRE(from_bits(asked.made, asked.style, two).error().message() ==
          "answers.bits: the bits break an equation of the style");
  REQUIRE(from_bits(asked.made, asked.style, crypto::SecretBits(4)).error().message() ==
          "answers.bits: the number of bits is not the style's");
}

TEST_CASE("random honest answers come back, as bits and as JSON") {
  std::mt19937_64 random(20260501);
  const Definition made = large_sample();
  const CompiledStyle style = compile_all(made)->front();
  for (int i = 0; i < 300; ++i) {
    INFO("answers number " << i);
    const Answers answers = random_answers(made, style, random);
    const auto bits = to_bits(made, style, answers);
    if (!bits) FAIL(bits.error().message());
    REQUIRE(*from_bits(made, style, *bits) == answers);
    const std::string json = expose_as_json(made, style, answers);
    const auto read = decode_answers(made, style, json);
    if (!read) FAIL(read.error().message() + " in " + json);
    REQUIRE(*read == answers);
  }
}

TEST_CASE("answers as JSON are strict") {
  const Table table{.column_title = text("C"), .columns = options(2, "c")};
  const Asked asked({question("q", Choose{}, options(3)),
                     question("s", Score{.maximum = 5}, options(2)),
                     question("r", Ranking{.blank = Blank::counted}, options(2)),
                     question("t", table, options(2)),
                     question("l", Quadratic{.levels = 2, .credits = 8}, options(2)),
                     question("g", Grades{.grades = options(2, "g")}, options(2))});
  const std::string rest =
      R"(,"s":{"scores":{"o2":1,"o1":5}},"r":"blank","t":{"cell":{"row":"o1","column":"c2"}},)"
      R"("l":{"levels":{"o1":-2,"o2":0}},"g":{"grades":{"o1":"g2","o2":"g1"}}})";
  const auto q = [&](const std::string& answer) { return asked.json(R"({"q":)" + answer + rest); };
  REQUIRE(q(R"({"chosen":["o2"]})") == "accepted");
  REQUIRE(q(R"({"chosen":["o9"]})") == "answers.option: q.chosen[0]: names none of the options");
  REQUIRE(q(R"({"chosen":"o2"})") == "answers.type: q.chosen: must be a list");
  REQUIRE(q(R"({"chosen":["o2"],"chosen":["o1"]})") ==
          "answers.duplicate: q.chosen: stands there twice");
  REQUIRE(q(R"({"chosen":["o2"],"places":["o1"]})") == "answers.field: q: must have one field");
  REQUIRE(q(R"({"ticked":["o2"]})") == "answers.field: q: has the unknown field ticked");
  REQUIRE(q(R"({})") == "answers.field: q: must have one field");
  REQUIRE(q(R"({"cell":{"row":"o1","column":"c2"}})") ==
          "answers.kind: q: is not an answer to this question");
  REQUIRE(q(R"({"grades":{"o1":"g2"}})") == "answers.kind: q: is not an answer to this question");
  REQUIRE(q(R"({"scores":{"o1":1,"o2":1}})") == "answers.length: q.scores: o3 is missing");
  REQUIRE(q(R"({"scores":{"o1":1,"o2":1,"o3":1,"o4":1}})") ==
          "answers.option: q.scores: names none of the options");
  REQUIRE(q(R"({"scores":{"o1":-1,"o2":1,"o3":1}})") ==
          "answers.number: q.scores.o1: must be from 0 to 4294967295");
  REQUIRE(q(R"({"scores":{"o1":1.5,"o2":1,"o3":1}})").starts_with("answers.number"));
  REQUIRE(q(R"({"levels":{"o1":-0,"o2":1,"o3":1}})") == "answers.number: q.levels: has a sign");
  REQUIRE(q(R"({"levels":{"o1":-2147483648,"o2":1,"o3":1}})") ==
          "answers.number: q.levels.o1: is too large");
  REQUIRE(q(R"("empty")") == "answers.value: q: must be one of blank");
  REQUIRE(q(R"("blank")") == "answers.blank: question 1: a blank answer is not offered");
  REQUIRE(q(R"({"chosen":["o2"]},"x":"blank")") ==
          "answers.question: has an answer to no question");
  REQUIRE(asked.json("{}") == "answers.condition: question 1: is not answered");
  REQUIRE(asked.json("").starts_with("answers.encoding"));
}

}  // namespace tabella::ballot::test
