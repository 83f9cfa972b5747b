#include "ballot/compile.h"

#include "ballot/ballot_post.h"
#include "ballot/range_weights.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

CompiledStyle compile_one(Definition made) {
  auto style = compile(made, made.styles[0]);
  if (!style) FAIL(style.error().message());
  return *std::move(style);
}

CompiledStyle compile_one(Kind kind, std::uint32_t option_count, std::uint64_t max_voters) {
  return compile_one(
      definition({question("q", std::move(kind), options(option_count))}, max_voters));
}

std::size_t counters_for_roll(std::uint64_t max_voters) {
  return compile_one(Choose{}, 20, max_voters).style.counters.size();
}

}  // namespace

TEST_CASE("choose 1 of 20 is 1,664 bytes for four million voters and 1,344 for two thousand") {
  const crypto::Style large = compile_one(Choose{}, 20, 4'000'000).style;
  REQUIRE(large.bits == 20);
  REQUIRE(large.counters.size() == 10);
  REQUIRE(large.equations.size() == 1);
  REQUIRE(crypto::SealedView::size(large) == 1664);
  REQUIRE(large.counters[3] == crypto::Row{{.bit = 6, .coefficient = 1},
                                           {.bit = 7, .coefficient = std::int64_t{1} << 22}});
  const crypto::Style small = compile_one(Choose{}, 20, 2'000).style;
  REQUIRE(small.counters.size() == 5);
  REQUIRE(crypto::SealedView::size(small) == 1344);
}

TEST_CASE("slots are as wide as the roll needs, and no wider") {
  REQUIRE(counters_for_roll(2'047) == 5);
  REQUIRE(counters_for_roll(2'048) == 7);
  REQUIRE(counters_for_roll(16'383) == 7);
  REQUIRE(counters_for_roll(16'384) == 10);
  REQUIRE(counters_for_roll((1 << 22) - 1) == 10);
  REQUIRE(counters_for_roll(1 << 22) == 20);
  REQUIRE(counters_for_roll((std::uint64_t{1} << 44) - 1) == 20);
}

TEST_CASE("weights widen the slots") {
  Definition made = definition({question("q", Choose{}, options(20))}, 2'000);
  made.roll.max_weight = 100;
  const CompiledStyle style = compile_one(made);
  REQUIRE(style.questions[0].max_weight_sum == 200'000);
  REQUIRE(style.totals[1].shift == 18);
  REQUIRE(style.style.counters.size() == 10);
}

TEST_CASE("slack is trimmed as in the independent model") {
  // style_choose(5, 0, 2): slack weights 1, 1.
  const crypto::Style two = compile_one(Choose{.minimum = 0, .maximum = 2}, 5, 10).style;
  REQUIRE(two.bits == 7);
  REQUIRE(two.equations[0].rhs == 2);
  REQUIRE(two.equations[0].row.size() == 7);
  REQUIRE(two.equations[0].row[6].coefficient == 1);
  // Room 5: weights 1, 2, 2.
  const crypto::Style five = compile_one(Choose{.minimum = 1, .maximum = 6}, 9, 10).style;
  REQUIRE(five.bits == 12);
  REQUIRE(five.equations[0].row[11].coefficient == 2);
  // None if the number is fixed.
  REQUIRE(compile_one(Choose{.minimum = 3, .maximum = 3}, 9, 10).style.bits == 9);
}

TEST_CASE("range weights write every number of the range and none beyond") {
  for (std::uint64_t room = 0; room <= 70; ++room) {
    const auto weights = range_weights(room);
    std::vector<bool> reached(room + 1);
    for (std::uint64_t bits = 0; bits < (1ull << weights.size()); ++bits) {
      std::uint64_t sum = 0;
      for (std::size_t i = 0; i < weights.size(); ++i) {
        if ((bits >> i) & 1) sum += static_cast<std::uint64_t>(weights[i]);
      }
      REQUIRE(sum <= room);
      reached[sum] = true;
    }
    REQUIRE(std::ranges::all_of(reached, [](bool each) { return each; }));
    for (std::uint64_t value = 0; value <= room; ++value) {
      std::uint64_t sum = 0;
      write_in_range(value, weights, [&](std::size_t i, std::uint64_t bit) {
        sum += bit * static_cast<std::uint64_t>(weights[i]);
      });
      REQUIRE(sum == value);
    }
  }
}

TEST_CASE("a counter holds totals of one question alone") {
  const Table table{.column_title = text("Columns"), .columns = options(3, "c")};
  const CompiledStyle style =
      compile_one(definition({question("a", Choose{}, options(2)), question("t", table, options(2)),
                              question("b", Choose{}, options(2))}));
  REQUIRE(style.style.counters.size() == 3 + 1);
  for (const CompiledQuestion& part : style.questions) {
    for (std::uint32_t t = part.first_total; t < part.first_total + part.total_count; ++t) {
      REQUIRE(style.totals[t].question == part.question);
      REQUIRE(style.totals[t].counter >= part.first_counter);
      REQUIRE(style.totals[t].counter < part.first_counter + part.counter_count);
    }
  }
}

TEST_CASE("how many were asked a conditional question has a counter to itself") {
  Question inner = question("b", Choose{}, options(2));
  inner.only_if = Condition{.question = 0, .option = 1};
  const CompiledStyle style = compile_one(definition(
      {question("a", Choose{}, options(2)), inner, question("c", Choose{}, options(2))}));
  REQUIRE(style.style.counters.size() == 1 + 2 + 1);
  const CompiledQuestion& part = style.questions[1];
  REQUIRE(part.asked_bit == 1);
  REQUIRE(part.first_counter == 1);
  REQUIRE(part.counter_count == 2);
  REQUIRE(part.total_count == 3);
  REQUIRE(style.totals[part.first_total].kind == TotalKind::asked);
  REQUIRE(style.style.counters[1] == crypto::Row{{.bit = 1, .coefficient = 1}});
}

TEST_CASE("styles have the same counters of a question that they share, but for its bits") {
  Question why = question("why", Grades{.grades = options(3, "g")}, options(4));
  why.only_if = Condition{.question = 1, .option = 0};
  Definition made = definition(
      {question("north", Ranking{}, options(4)), question("city", Choose{}, options(20)), why},
      1000);
  made.styles = {{.id = "north", .questions = {0, 1, 2}, .max_voters = 300},
                 {.id = "south", .questions = {1, 2}, .max_voters = 500},
                 {.id = "east", .questions = {1}, .max_voters = 900}};
  const auto styles = compile_all(made).value();
  const CompiledQuestion& in_north = styles[0].questions[1];
  const CompiledQuestion& in_south = styles[1].questions[0];
  // 300 + 500 + 900 voters, of whom 1,000 are on the roll at most.
  REQUIRE(in_north.max_weight_sum == 1000);
  REQUIRE(in_south.max_weight_sum == 1000);
  REQUIRE(styles[0].questions[2].max_weight_sum == 800);
  REQUIRE(styles[0].questions[0].max_weight_sum == 300);
  REQUIRE(in_north.counter_count == in_south.counter_count);
  for (std::uint32_t c = 0; c < in_north.counter_count; ++c) {
    crypto::Row row = styles[0].style.counters[in_north.first_counter + c];
    for (crypto::Term& term : row) term.bit -= in_north.first_bit - in_south.first_bit;
    REQUIRE(row == styles[1].style.counters[in_south.first_counter + c]);
  }
}

TEST_CASE("districts have styles of their own") {
  Definition made =
      definition({question("city", Choose{}, options(4)), question("north", Ranking{}, options(3)),
                  question("south", Score{.maximum = 5}, options(3))});
  made.styles = {{.id = "north", .questions = {0, 1}, .max_voters = 100},
                 {.id = "south", .questions = {0, 2}, .max_voters = 1000}};
  const auto styles = compile_all(made);
  REQUIRE(styles.has_value());
  REQUIRE(styles->at(0).style.bits == 4 + 3 + 1);
  REQUIRE(styles->at(1).style.bits == 4 + 9);
  REQUIRE(styles->at(1).questions[1].question == 2);
  REQUIRE(styles->at(1).totals.back().question == 2);
  REQUIRE(styles->at(0).totals[0].width == 10);
  REQUIRE(styles->at(1).totals[0].width == 10);
}

TEST_CASE("the largest rankings that a log entry holds") {
  // With one total per ciphertext: 19 options, and 11 with ties.
  constexpr std::uint64_t kUnpacked = 1 << 22;
  const CompiledStyle strict = compile_one(Ranking{}, 19, kUnpacked);
  REQUIRE(strict.style.bits == 171 + 969);
  REQUIRE(strict.style.counters.size() == 171);
  REQUIRE(ballot_post_size("all", crypto::SealedView::size(strict.style)) <= kMaxPostSize);
  REQUIRE(compile_one(Ranking{.ties = Ties::allowed}, 11, kUnpacked).style.bits == 165 + 990);
  const auto too_many = [&](Ranking kind, std::uint32_t n) {
    return compile_all(definition({question("q", kind, options(n))}, kUnpacked)).error().message();
  };
  REQUIRE(too_many(Ranking{}, 20) ==
          "definition.post_size: styles[0]: a ballot of 1330 bits and 190 counters is a post of "
          "73659 bytes, at most 65535");
  REQUIRE(too_many(Ranking{.ties = Ties::allowed}, 12).starts_with("definition.post_size"));
}

TEST_CASE("every counter and equation keeps its bits in ascending order") {
  const Table margins{
      .column_title = text("C"), .columns = options(3, "c"), .report = TableReport::margins};
  Question inner = question("r", Ranking{.blank = Blank::counted}, options(4));
  inner.only_if = Condition{.question = 0, .option = 1};
  const CompiledStyle style = compile_one(
      definition({question("a", Choose{}, options(2)), inner, question("m", margins, options(3)),
                  question("p", Places{.points = {3, 2, 1}, .minimum = 0}, options(4))}));
  std::vector<crypto::Row> rows = style.style.counters;
  for (const crypto::Equation& equation : style.style.equations) rows.push_back(equation.row);
  for (const crypto::Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      REQUIRE(row[i].bit < style.style.bits);
      REQUIRE(row[i].coefficient != 0);
      if (i > 0) REQUIRE(row[i - 1].bit < row[i].bit);
    }
  }
}

}  // namespace tabella::ballot::test
