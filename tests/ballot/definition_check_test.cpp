// Each rule of a definition, by the input that breaks it.
#include "ballot/definition_check.h"

#include "ballot/compile.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

std::string compiled(const Definition& made) {
  const auto styles = compile_all(made);
  return styles ? "compiles" : styles.error().message();
}

template <class Change>
std::string changed(Change change) {
  Definition made = definition({question("a", Choose{}, options(3)),
                                question("b", Grades{.grades = options(3, "g")}, options(2))});
  REQUIRE(compiled(made) == "compiles");
  change(made);
  return compiled(made);
}

std::string of_kind(Kind kind, std::vector<Option> with) {
  return compiled(definition({question("q", std::move(kind), std::move(with))}));
}

}  // namespace

TEST_CASE("a definition needs an identifier, languages, trustees, a roll and time") {
  REQUIRE(changed([](Definition& d) { d.id = "no spaces"; }) ==
          "definition.identifier: id: not an identifier");
  REQUIRE(changed([](Definition& d) { d.id = std::string(65, 'x'); }) ==
          "definition.identifier: id: not an identifier");
  REQUIRE(changed([](Definition& d) { d.languages = {}; }) ==
          "definition.language: languages: at least one is needed");
  for (const char* tag : {"EN", "english", "zh-hans", "zh_Hans", "zh-", "-", "", "zh-CN-Hans"}) {
    REQUIRE(changed([&](Definition& d) { d.languages = {tag}; }) ==
            "definition.language: languages[0]: not a language tag in its canonical form, such as "
            "en or zh-Hans");
  }
  REQUIRE(changed([](Definition& d) {
            d.languages = {"en", "en"};
          }) == "definition.duplicate: languages[1]: stands there twice");
  REQUIRE(changed([](Definition& d) { d.roll.max_voters = 0; }) ==
          "definition.roll: roll.max_voters: must be from 1 to 2^44 - 1");
  REQUIRE(changed([](Definition& d) { d.roll.max_weight = 0; }) ==
          "definition.roll: roll.max_weight: must be from 1 to (2^44 - 1) / max_voters");
  REQUIRE(changed([](Definition& d) { d.roll.max_weight = 17'600'000'000; }) ==
          "definition.roll: roll.max_weight: must be from 1 to (2^44 - 1) / max_voters");
  REQUIRE(changed([](Definition& d) {
            d.legal_basis = Text{{"fr", "Loi 7"}};
          }) == "definition.language: legal_basis: the text in en is missing");
  REQUIRE(changed([](Definition& d) {
            d.retention = Text{{"en", " a year"}};
          }).starts_with("definition.text: retention.en: "));
  REQUIRE(changed([](Definition& d) { d.smallest_group = 0; }) ==
          "definition.smallest_group: smallest_group: must be from 1 to roll.max_voters");
  REQUIRE(changed([](Definition& d) { d.trustees = {.count = 0, .threshold = 0}; }) ==
          "definition.trustees: trustees.count: must be from 1 to 255");
  REQUIRE(changed([](Definition& d) { d.trustees = {.count = 3, .threshold = 4}; }) ==
          "definition.trustees: trustees.threshold: must be from 1 to trustees.count");
  REQUIRE(changed([](Definition& d) { d.trustees = {.count = 3, .threshold = 0}; }) ==
          "definition.trustees: trustees.threshold: must be from 1 to trustees.count");
  REQUIRE(changed([](Definition& d) { d.schedule.closes = d.schedule.opens; }) ==
          "definition.schedule: schedule.closes: must be after schedule.opens");
  for (const std::uint64_t bound : {0u, 86'401u}) {
    REQUIRE(changed([bound](Definition& d) { d.schedule.clock_bound = bound; }) ==
            "definition.schedule: schedule.clock_bound: must be from 1 to 86,400");
  }
  for (const std::uint64_t bound : {1u, 86'400u}) {
    REQUIRE(changed([bound](Definition& d) { d.schedule.clock_bound = bound; }) == "compiles");
  }
}

TEST_CASE("questions and options exist and have names of their own") {
  REQUIRE(changed([](Definition& d) { d.questions.clear(); }) ==
          "definition.questions: questions: nothing is asked");
  REQUIRE(changed([](Definition& d) { d.questions[1].id = "a"; }) ==
          "definition.duplicate: questions[1].id: stands there twice");
  REQUIRE(changed([](Definition& d) { d.questions[1].id = ""; }) ==
          "definition.identifier: questions[1].id: not an identifier");
  REQUIRE(changed([](Definition& d) { d.questions[0].options.clear(); }) ==
          "definition.options: questions[0].options: there are none");
  REQUIRE(changed([](Definition& d) { d.questions[0].options[2].id = "o1"; }) ==
          "definition.duplicate: questions[0].options[2].id: stands there twice");
  REQUIRE(changed([](Definition& d) {
            std::get<Grades>(d.questions[1].kind).grades[1].id = "g1";
          }) == "definition.duplicate: questions[1].kind.grades[1].id: stands there twice");
  REQUIRE(changed([](Definition& d) { d.questions[0].options[2].text.erase("zh"); }) ==
          "definition.language: questions[0].options[2].text: the text in zh is missing");
}

TEST_CASE("styles ask existing questions in order, and each question is asked") {
  REQUIRE(changed([](Definition& d) { d.styles.clear(); }) ==
          "definition.style: styles: at least one is needed");
  REQUIRE(changed([](Definition& d) { d.styles[0].questions.clear(); }) ==
          "definition.style: styles[0].questions: asks nothing");
  REQUIRE(changed([](Definition& d) {
            d.styles[0].questions = {0, 2};
          }) == "definition.style: styles[0].questions[1]: there is no such question");
  REQUIRE(changed([](Definition& d) {
            d.styles[0].questions = {1, 0};
          }) ==
          "definition.style: styles[0].questions[1]: questions stand in the order of the "
          "definition, each once");
  REQUIRE(changed([](Definition& d) {
            d.styles[0].questions = {0, 0, 1};
          }) ==
          "definition.style: styles[0].questions[1]: questions stand in the order of the "
          "definition, each once");
  REQUIRE(changed([](Definition& d) { d.styles[0].questions = {0}; }) ==
          "definition.style: questions[1]: no style asks it");
  REQUIRE(changed([](Definition& d) { d.styles.push_back(d.styles[0]); }) ==
          "definition.duplicate: styles[1].id: stands there twice");
  REQUIRE(changed([](Definition& d) { d.styles[0].id = "ä"; }) ==
          "definition.identifier: styles[0].id: not an identifier");
  REQUIRE(changed([](Definition& d) { d.styles[0].max_voters = 1001; }) ==
          "definition.roll: styles[0].max_voters: must be from 1 to roll.max_voters");
}

TEST_CASE("a condition hangs on a choice of an earlier question of the same style") {
  const auto with = [](Condition condition) {
    return changed([&](Definition& d) { d.questions[1].only_if = condition; });
  };
  REQUIRE(with({.question = 0, .option = 2}) == "compiles");
  REQUIRE(with({.question = 1, .option = 0}) ==
          "definition.condition: questions[1].only_if.question: must be an earlier question");
  REQUIRE(with({.question = 2, .option = 0}) ==
          "definition.condition: questions[1].only_if.question: must be an earlier question");
  REQUIRE(with({.question = 0, .option = 3}) ==
          "definition.condition: questions[1].only_if.option: there is no such option");
  REQUIRE(with({.question = 0, .option = 0, .grade = 1}) ==
          "definition.condition: questions[1].only_if.grade: that question has no grades");
  REQUIRE(changed([](Definition& d) {
            d.questions.push_back(question("c", Choose{}, options(2)));
            d.questions[2].only_if = Condition{.question = 1, .option = 0, .grade = 3};
          }) == "definition.condition: questions[2].only_if.grade: there is no such grade");
  REQUIRE(changed([](Definition& d) {
            d.questions[0].kind = Score{.maximum = 3};
            d.questions[1].only_if = Condition{.question = 0, .option = 0};
          }) ==
          "definition.condition: questions[1].only_if.question: options of that kind of question "
          "are not simply chosen or not");
  REQUIRE(changed([](Definition& d) {
            d.questions[1].only_if = Condition{.question = 0, .option = 0};
            d.styles = {{.id = "one", .questions = {0, 1}, .max_voters = 9},
                        {.id = "two", .questions = {1}, .max_voters = 9}};
          }) ==
          "definition.condition: styles[1].questions[0]: depends on question a, which this style "
          "does not ask");
}

TEST_CASE("kinds that nobody could answer or count are refused") {
  REQUIRE(of_kind(Choose{.minimum = 0, .maximum = 0}, options(3)) ==
          "definition.maximum: questions[0].kind.maximum: nothing could be chosen");
  REQUIRE(of_kind(Choose{.minimum = 0, .maximum = 4}, options(3)) ==
          "definition.maximum: questions[0].kind.maximum: 4 of 3 options");
  REQUIRE(of_kind(Choose{.minimum = 3, .maximum = 2}, options(3)) ==
          "definition.minimum: questions[0].kind.minimum: 3 is more than the maximum, 2");
  REQUIRE(of_kind(Score{.maximum = 0}, options(3)) ==
          "definition.maximum: questions[0].kind.maximum: all scores are 0");
  REQUIRE(of_kind(Cumulative{.points = 0, .option_maximum = 0}, options(3)) ==
          "definition.points: questions[0].kind.points: no points to give");
  REQUIRE(of_kind(Cumulative{.points = 3, .option_maximum = 4}, options(3)) ==
          "definition.maximum: questions[0].kind.option_maximum: must be from 1 to the points, 3");
  REQUIRE(of_kind(Cumulative{.points = 7, .option_maximum = 2}, options(3)) ==
          "definition.unsatisfiable: questions[0].kind.option_maximum: the options take 6 of 7 "
          "points that must be given");
  REQUIRE(of_kind(Grades{.grades = options(1, "g")}, options(3)) ==
          "definition.grades: questions[0].kind.grades: at least two grades are needed");
  REQUIRE(of_kind(Quadratic{.levels = 0, .credits = 3}, options(3)) ==
          "definition.levels: questions[0].kind.levels: only level 0");
  REQUIRE(of_kind(Quadratic{.levels = 2, .credits = 3}, options(3)) ==
          "definition.unsatisfiable: questions[0].kind.credits: level 2 costs more than 3 credits");
  REQUIRE(of_kind(Budget{.envelope = 0}, priced({1, 2})) ==
          "definition.envelope: questions[0].kind.envelope: must be from 1 to 9007199254740991");
  REQUIRE(of_kind(Budget{.envelope = 5}, priced({1, 0})) ==
          "definition.cost: questions[0].options[1].cost: must not be 0");
  REQUIRE(of_kind(Budget{.envelope = 5}, priced({1, 6})) ==
          "definition.unsatisfiable: questions[0].options[1].cost: the envelope, 5, does not pay "
          "for it");
  REQUIRE(of_kind(Ranking{}, options(1)) ==
          "definition.options: questions[0].options: at least two are needed");
  REQUIRE(of_kind(Places{.points = {}, .minimum = 0}, options(3)) ==
          "definition.places: questions[0].kind.points: 0 places for 3 options");
  REQUIRE(of_kind(Places{.points = {4, 3, 2, 1}, .minimum = 1}, options(3)) ==
          "definition.places: questions[0].kind.points: 4 places for 3 options");
  REQUIRE(of_kind(Places{.points = {2, 0}, .minimum = 1}, options(3)) ==
          "definition.points: questions[0].kind.points[1]: must not be 0");
  REQUIRE(of_kind(Places{.points = {2, 1}, .minimum = 3}, options(3)) ==
          "definition.minimum: questions[0].kind.minimum: 3 of 2 places");
  const Table table{.column_title = text("Columns"), .columns = options(2, "c")};
  REQUIRE(of_kind(table, options(1)) ==
          "definition.table: questions[0].options: at least two rows are needed");
  REQUIRE(of_kind(Table{.column_title = text("C"), .columns = options(1, "c")}, options(2)) ==
          "definition.table: questions[0].kind.columns: at least two columns are needed");
}

TEST_CASE("counting methods suit the question") {
  const auto with = [](Counting counting) {
    return changed([&](Definition& d) { d.questions[0].counting = counting; });
  };
  REQUIRE(with({.method = Method::approval, .winners = 3}) == "compiles");
  REQUIRE(with({.method = Method::majority_judgment}) ==
          "definition.method: questions[0].counting.method: does not suit this kind of question");
  REQUIRE(with({.method = Method::condorcet_schulze}) ==
          "definition.method: questions[0].counting.method: does not suit this kind of question");
  REQUIRE(with({.method = Method::approval, .winners = 0}) ==
          "definition.winners: questions[0].counting.winners: must be from 1 to the options");
  REQUIRE(with({.method = Method::approval, .winners = 4}) ==
          "definition.winners: questions[0].counting.winners: must be from 1 to the options");
  REQUIRE(with({.method = Method::approval, .winners = 1, .envelope = 5}) ==
          "definition.envelope: questions[0].counting.envelope: only greedy_budget spends one");
  REQUIRE(with({.method = Method::greedy_budget}) ==
          "definition.envelope: questions[0].counting.envelope: must not be 0");
  const auto decided = [](Method method, auto&& change) {
    return changed([&](Definition& d) {
      d.questions[0].counting.method = method;
      change(d.questions[0]);
    });
  };
  REQUIRE(decided(Method::approval, [](Question& q) { q.decision.adopts = 3; }) ==
          "definition.decision: questions[0].decision.adopts: there is no such option");
  REQUIRE(decided(Method::none, [](Question& q) { q.decision.adopts = 0; }) ==
          "definition.decision: questions[0].decision.adopts: no method says which option wins");
  REQUIRE(decided(Method::none, [](Question& q) { q.decision.majority = Majority{}; }) ==
          "definition.decision: questions[0].decision.majority: is a share of votes, which only "
          "plurality and approval count");
  REQUIRE(changed([](Definition& d) {
            d.questions[0].decision.majority = Majority{.quota = {3, 2}};
          }) ==
          "definition.share: questions[0].decision.majority.share: must be a share from 0 to 1");
}

TEST_CASE("two options of one question cannot look the same") {
  REQUIRE(changed([](Definition& d) {
            d.questions[0].options[1].text["en"] = d.questions[0].options[0].text["en"];
          }) ==
          "definition.duplicate: questions[0].options[1].text.en: is the text of another option");
}

TEST_CASE("amounts beyond the numbers of every language are refused") {
  REQUIRE(changed([](Definition& d) { d.questions[0].options[1].cost = kMaxAmount + 1; }) ==
          "definition.cost: questions[0].options[1].cost: must be at most 9007199254740991");
  REQUIRE(changed([](Definition& d) {
            d.questions[0].counting = {.method = Method::greedy_budget,
                                       .winners = 1,
                                       .ties = TieRule::order,
                                       .envelope = kMaxAmount + 1};
          }) ==
          "definition.envelope: questions[0].counting.envelope: must be at most 9007199254740991");
}

TEST_CASE("with weights nobody counts the ballots of those who were asked, or of a cell") {
  Definition made = definition({question("q", Choose{}, options(2))}, 100);
  made.roll.max_weight = 2;
  made.smallest_group = 2;
  REQUIRE(compiled(made) == "compiles");
  const std::string refused = ": with weights the number of ballots behind a total is not known";
  Definition conditional = made;
  conditional.questions.push_back(question("why", Choose{}, options(2)));
  conditional.questions[1].only_if = Condition{.question = 0, .option = 1};
  conditional.styles[0].questions = {0, 1};
  REQUIRE(compiled(conditional) == "definition.smallest_group: questions[1]" + refused);
  conditional.smallest_group = 1;
  REQUIRE(compiled(conditional) == "compiles");
  Definition table = made;
  table.questions[0].kind = Table{.column_title = text("C"), .columns = options(2, "c")};
  REQUIRE(compiled(table) == "definition.smallest_group: questions[0]" + refused);
}

TEST_CASE("weights may tell only where there are weights that would not") {
  Definition made = definition({question("q", Choose{}, options(2))}, 100);
  made.roll = {.max_voters = 100, .max_weight = 2, .weights_may_tell = true};
  const std::string refused =
      "definition.roll: roll.weights_may_tell: is said of weights above 1 where smallest_group is "
      "above 1, and of nothing else";
  REQUIRE(compiled(made) == refused);
  made.smallest_group = 2;
  REQUIRE(compiled(made) == "compiles");
  made.roll.max_weight = 1;
  REQUIRE(compiled(made) == refused);
}

TEST_CASE("a question that not everybody is asked is not reported by style") {
  Definition made =
      definition({question("q", Choose{}, options(2)), question("why", Choose{}, options(2))}, 100);
  made.questions[1].report = Report::by_style;
  REQUIRE(compiled(made) == "compiles");
  made.questions[1].only_if = Condition{.question = 0, .option = 1};
  REQUIRE(compiled(made) ==
          "definition.report: questions[1].report: a question that not everybody is asked is "
          "reported of all styles together");
}

TEST_CASE("a table must be able to reach the smallest group in all districts together") {
  Definition made = definition(
      {question("t", Table{.column_title = text("C"), .columns = options(5, "c")}, options(4))},
      199);
  REQUIRE(compiled(made) == "compiles");
  made.smallest_group = 10;
  REQUIRE(compiled(made) ==
          "definition.smallest_group: questions[0]: 20 groups of at least 10 need more than 199 "
          "voters");
  std::get<Table>(made.questions[0].kind).report = TableReport::margins;
  REQUIRE(compiled(made) == "compiles");
  made.styles[0].max_voters = 49;
  REQUIRE(compiled(made) ==
          "definition.smallest_group: questions[0]: 5 groups of at least 10 need more than 49 "
          "voters");
  // A district is no limit where another is asked the same.
  made.styles.push_back({.id = "south", .questions = {0}, .max_voters = 1});
  REQUIRE(compiled(made) == "compiles");
}

TEST_CASE("ballots that no post holds are refused") {
  REQUIRE(of_kind(Choose{.minimum = 0, .maximum = 2000}, options(2000)) ==
          "definition.post_size: questions[0]: more than 1535 bits: no post holds such a ballot");
  REQUIRE(
      of_kind(Choose{.minimum = 0, .maximum = 1400}, options(1400)).find("definition.post_size") ==
      0);
  REQUIRE(of_kind(Quadratic{.levels = 65'535, .credits = 4'294'836'225}, options(2))
              .find("definition.post_size") == 0);
  REQUIRE(of_kind(Grades{.grades = options(800, "g")}, options(2)).find("definition.post_size") ==
          0);
  REQUIRE(of_kind(Ranking{}, options(70)).find("definition.post_size") == 0);
  REQUIRE(of_kind(Ranking{}, options(5'000)).find("definition.post_size") == 0);
}

TEST_CASE("totals that could exceed a counter are refused") {
  Definition made = definition({question("q", Score{.maximum = 4'294'967'295}, options(2))}, 4097);
  REQUIRE(compiled(made) == "definition.total: questions[0]: a total could exceed 2^44 - 1");
  made.styles[0].max_voters = 4096;
  REQUIRE(compiled(made) == "compiles");
}

TEST_CASE("coefficients that could wrap are refused") {
  const std::uint64_t large = std::uint64_t{1} << 52;
  REQUIRE(of_kind(Budget{.envelope = large}, priced({large, large - 1})) ==
          "definition.coefficients: questions[0]: the numbers of an equation are too large");
  REQUIRE(of_kind(Budget{.envelope = large}, priced({large / 4, large / 4 - 1})) == "compiles");
}

}  // namespace tabella::ballot::test
