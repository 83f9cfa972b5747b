// decode_answers and to_bits over a definition with every kind of question: all that becomes bits
// obeys the equations, and is read again as the same answers.
#include <string>
#include <string_view>

#include "ballot/answers_json.h"
#include "ballot/compile.h"
#include "crypto/expects.h"
#include "tests/ballot/sample_definition.h"

using namespace tabella::ballot;

namespace {

Definition every_kind() {
  using test::options, test::question;
  Question why =
      question("why", Choose{.minimum = 0, .maximum = 3, .blank = Blank::counted}, options(4));
  why.only_if = Condition{.question = 0, .option = 1};
  Question order = question("order", Ranking{.blank = Blank::counted}, options(4));
  order.only_if = Condition{.question = 2, .option = 0, .grade = 1};
  const Table table{.column_title = test::text("Age"), .columns = options(3, "c")};
  return test::definition(
      {question("vote", Choose{}, options(2)), why,
       question("grades", Grades{.grades = options(3, "g")}, options(2)), order,
       question("ties", Ranking{.ties = Ties::allowed}, options(3)),
       question("score", Score{.maximum = 6}, options(2)),
       question("points", Cumulative{.points = 5, .limit = Limit::at_most, .option_maximum = 3},
                options(3)),
       question("quadratic", Quadratic{.levels = 3, .credits = 10}, options(2)),
       question("budget", Budget{.envelope = 100}, test::priced({60, 50, 30})),
       question("places", Places{.points = {3, 2, 1}, .minimum = 1}, options(3)),
       question("table", table, options(2))});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Definition kDefinition = every_kind();
  static const CompiledStyle kStyle = compile_all(kDefinition)->front();

  const auto answers =
      decode_answers(kDefinition, kStyle, {reinterpret_cast<const char*>(data), size});
  if (!answers) {
    EXPECTS(answers.error().code.starts_with("answers."));
    return 0;
  }
  const auto bits = to_bits(kDefinition, kStyle, *answers);
  if (!bits) {
    EXPECTS(bits.error().code.starts_with("answers."));
    return 0;
  }
  // from_bits refuses bits that break an equation.
  const auto same = from_bits(kDefinition, kStyle, *bits);
  EXPECTS(same.has_value());
  const auto read = decode_answers(kDefinition, kStyle, expose_as_json(kDefinition, kStyle, *same));
  EXPECTS(read && *read == *same);
  return 0;
}
