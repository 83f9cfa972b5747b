#include "tests/adversary/good_definition.h"

#include "tests/ballot/sample_definition.h"

namespace tabella::adversary {

namespace {

using ballot::Question;
using ballot::test::options;
using ballot::test::question;

Question counted(Question question, ballot::Method method) {
  question.counting.method = method;
  return question;
}

}  // namespace

ballot::Definition good_definition() {
  using namespace ballot;
  Question why =
      question("why", Choose{.minimum = 0, .maximum = 2, .blank = Blank::counted}, options(3));
  why.only_if = Condition{.question = 0, .option = 1};
  Question order = question("order", Ranking{.blank = Blank::counted}, options(3));
  order.only_if = Condition{.question = 2, .option = 0, .grade = 1};
  const Table table{.column_title = ballot::test::text("Age"), .columns = options(2, "c")};
  Definition made = ballot::test::definition(
      {counted(question("vote", Choose{}, options(3)), Method::plurality), why,
       counted(question("grades", Grades{.grades = options(2, "g")}, options(2)),
               Method::majority_judgment),
       order,
       counted(question("ties", Ranking{.ties = Ties::allowed}, options(2)),
               Method::condorcet_schulze),
       counted(question("score", Score{.maximum = 3}, options(3)), Method::score),
       question("exact", Cumulative{.points = 4, .option_maximum = 4}, options(3)),
       question("most", Cumulative{.points = 4, .limit = Limit::at_most, .option_maximum = 3},
                options(3)),
       counted(question("quadratic", Quadratic{.levels = 2, .credits = 5}, options(2)),
               Method::quadratic),
       question("budget", Budget{.envelope = 1000}, ballot::test::priced({500, 400, 300})),
       question("places", Places{.points = {2, 1}, .minimum = 1}, options(3)),
       question("table", table, options(2))},
      16);
  made.id = "adversary-2027";
  made.styles = {{.id = "north", .questions = made.styles[0].questions, .max_voters = 12},
                 {.id = "south", .questions = {0, 5}, .max_voters = 6}};
  made.roll.max_weight = 2;
  return made;
}

ballot::Definition short_definition() {
  ballot::Definition made = good_definition();
  made.questions = {made.questions[0], made.questions[5]};
  made.styles[0].questions = {0, 1};
  made.styles[1].questions = {0};
  return made;
}

ballot::Definition small_groups_definition() {
  using namespace ballot;
  Question city = counted(question("city", Choose{}, options(3)), Method::plurality);
  city.report = Report::by_style;
  Question why = question("why", Choose{.minimum = 0, .maximum = 2}, options(3));
  why.only_if = Condition{.question = 0, .option = 0};
  const Table table{.column_title = ballot::test::text("Age"),
                    .columns = options(2, "c"),
                    .report = TableReport::margins};
  Definition made = ballot::test::definition({city, why, question("table", table, options(2))}, 16);
  made.id = "adversary-2027";
  made.styles = {{.id = "north", .questions = {0, 1}, .max_voters = 12},
                 {.id = "south", .questions = {0, 1, 2}, .max_voters = 6}};
  made.smallest_group = 3;
  return made;
}

ballot::Definition guarded_definition() {
  ballot::Definition made = short_definition();
  made.trustees.must_rehearse = true;
  made.trustees.must_show_keys = true;
  return made;
}

}  // namespace tabella::adversary
