// From ballots to totals: with any trustees, however few or alike the ballots are.
#include "tally/totals.h"

#include "tests/ballot/sample_answers.h"
#include "tests/tally/small_election.h"

namespace tabella::tally::test {

namespace {

using ballot::test::options;
using ballot::test::question;
using Totals = std::vector<std::uint64_t>;

// 0 to 3 of three options; up to 100 voters.
ballot::Definition approval(std::uint64_t max_weight = 1) {
  ballot::Definition made = ballot::test::definition(
      {question("q", ballot::Choose{.minimum = 0, .maximum = 3}, options(3))}, 100);
  made.roll.max_weight = max_weight;
  return made;
}

}  // namespace

TEST_CASE("any threshold of the trustees opens the same totals") {
  SmallElection election(approval(), 3, 5);
  election.cast(choosing({0}));
  election.cast(choosing({0, 2}));
  election.cast(choosing({0, 1, 2}));
  const Totals expected = {3, 1, 2};
  for (std::size_t a = 0; a < 5; ++a) {
    for (std::size_t b = a + 1; b < 5; ++b) {
      for (std::size_t c = b + 1; c < 5; ++c) {
        REQUIRE(election.totals({c, a, b}).value() == expected);
      }
    }
  }
  REQUIRE(election.totals({0, 1, 2, 3, 4}).value() == expected);
}

TEST_CASE("a part of the counters is added to another aggregate, with the ballots by weight") {
  SmallElection election(approval(9), 1, 1);
  election.cast(choosing({0}), 2);
  election.cast(choosing({1}), 2);
  election.cast(choosing({2}), 7);
  const auto all = election.aggregate.ciphertexts_vartime();
  REQUIRE(all.size() >= 1);
  Aggregate last(1);
  last.merge_vartime(election.aggregate, all.size() - 1);
  REQUIRE(last.ciphertexts_vartime() == std::vector{all.back()});
  REQUIRE(last.ballots() == 3);
  REQUIRE(last.ballots_by_weight() == std::map<std::uint64_t, std::uint64_t>{{2, 2}, {7, 1}});
}

TEST_CASE("an election without a ballot has totals of zero") {
  const SmallElection election(approval(), 2, 3);
  REQUIRE(election.aggregate.ballots() == 0);
  for (const crypto::Ciphertext& c : election.statement().aggregate) {
    REQUIRE(c.alpha.is_identity());
    REQUIRE(c.beta.is_identity());
  }
  REQUIRE(election.totals({0, 2}).value() == Totals{0, 0, 0});
}

TEST_CASE("an election of empty ballots has totals of zero") {
  SmallElection election(approval(), 1, 1);
  for (int i = 0; i < 3; ++i) election.cast(choosing({}));
  REQUIRE(election.aggregate.ballots() == 3);
  REQUIRE(election.totals({0}).value() == Totals{0, 0, 0});
}

TEST_CASE("one voter and a unanimous electorate are counted") {
  SmallElection election(approval(), 1, 1);
  election.cast(choosing({1}));
  REQUIRE(election.totals({0}).value() == Totals{0, 1, 0});
  for (int i = 1; i < 12; ++i) election.cast(choosing({1}));
  REQUIRE(election.totals({0}).value() == Totals{0, 12, 0});
}

TEST_CASE("a weight counts a ballot that often") {
  SmallElection election(approval(9), 2, 2);
  election.cast(choosing({0}), 1);
  election.cast(choosing({0, 1}), 6);
  election.cast(choosing({1, 2}), 9);
  REQUIRE(election.aggregate.ballots() == 3);
  REQUIRE(election.aggregate.weight_sum() == 16);
  REQUIRE(election.totals({0, 1}).value() == Totals{7, 15, 9});
}

TEST_CASE("a ballot that is taken out leaves nothing behind") {
  SmallElection election(approval(9), 1, 2);
  const auto replaced = election.ballot(choosing({0, 1, 2}));
  election.aggregate.add_vartime(replaced, 5);
  election.cast(choosing({2}), 2);
  election.aggregate.remove_vartime(replaced, 5);
  REQUIRE(election.aggregate.ballots() == 1);
  REQUIRE(election.totals({1}).value() == Totals{0, 0, 2});
}

TEST_CASE("aggregates of parts merge to the aggregate of the whole") {
  const SmallElection election(approval(9), 1, 1);
  const std::size_t counters = election.style.style.counters.size();
  Aggregate whole(counters);
  Aggregate left(counters);
  Aggregate right(counters);
  Aggregate one_by_one(counters);
  std::vector<crypto::vartime::AffinePoint> rows;
  for (std::uint64_t weight = 1; weight <= 4; ++weight) {
    const auto ballot = election.ballot(choosing({static_cast<std::uint32_t>(weight % 3)}));
    whole.add_vartime(ballot, weight);
    (weight % 2 == 0 ? left : right).add_vartime(ballot, weight);
    one_by_one.add_vartime(ballot);
    rows.insert(rows.end(), ballot.begin(), ballot.end());
  }
  left.merge_vartime(right);
  REQUIRE(left.ciphertexts_vartime() == whole.ciphertexts_vartime());
  REQUIRE(left.ballots() == 4);
  REQUIRE(left.weight_sum() == 10);

  Aggregate together(counters);
  together.add_vartime(rows);
  REQUIRE(together.ciphertexts_vartime() == one_by_one.ciphertexts_vartime());
  REQUIRE(together.ballots() == 4);
}

TEST_CASE("every kind of question is counted as its answers say") {
  SmallElection election(ballot::test::large_sample(), 2, 3);
  std::mt19937_64 random(9);
  Totals expected(election.style.totals.size(), 0);
  for (int i = 0; i < 6; ++i) {
    const auto answers = ballot::test::random_answers(election.definition, election.style, random);
    const auto bits = ballot::to_bits(election.definition, election.style, answers).value();
    for (std::size_t t = 0; t < expected.size(); ++t) {
      const ballot::Total& total = election.style.totals[t];
      std::uint64_t counter = 0;
      for (const crypto::Term& term : election.style.style.counters[total.counter]) {
        counter += static_cast<std::uint64_t>(term.coefficient) * bits[term.bit];
      }
      expected[t] += ballot::unpack(total, counter);
    }
    election.cast(answers);
  }
  REQUIRE(election.totals({0, 2}).value() == expected);
}

TEST_CASE("what opening takes at most is known before anybody votes") {
  // Options of one question, with a counter for each.
  const auto with = [](std::uint32_t counters, std::uint64_t voters, ballot::Report report,
                       std::uint64_t styles = 1) {
    ballot::Definition made = ballot::test::definition(
        {question("q", ballot::Choose{.minimum = 0, .maximum = counters}, options(counters))},
        voters);
    made.questions[0].report = report;
    for (std::uint64_t s = 1; s < styles; ++s) {
      made.styles.push_back(made.styles[0]);
      made.styles[s].id = "s" + std::to_string(s);
    }
    return opening_steps(made, ballot::compile_all(made).value());
  };
  const auto together = ballot::Report::together;
  // One table for all, and as many giant steps as it has points.
  const std::uint64_t table = crypto::DiscreteLog::table_steps(crypto::DiscreteLog::kMaxBound);
  CHECK(table == 2'965'822);
  const std::uint64_t most = (std::uint64_t{1} << 44) - 1;
  const std::uint64_t search = with(1, most, together) - table;
  CHECK(search >= table - 1025);
  CHECK(search <= table + 1025);
  CHECK(with(500, most, together) == table + 500 * search);
  // Styles are opened together, unless each is reported.
  CHECK(with(500, most, together, 3) == with(500, most, together));
  CHECK(with(500, most, ballot::Report::by_style, 3) == table + 1500 * search);
}

TEST_CASE("a counter that is no possible number is refused") {
  SmallElection election(approval(), 1, 1);
  election.cast(choosing({0}));
  const crypto::DiscreteLog log(counter_bound(election.layout(), 1));
  const auto combination = election.combine({election.partial(0)}).value();

  auto opened = combination.opened;
  opened[0] = -crypto::Element::generator();
  REQUIRE(open_totals(election.layout(), opened, 1, log).error().code == "totals.logarithm");
  // Two votes for an option from one ballot.
  opened = combination.opened;
  opened[0] = opened[0] + crypto::Element::generator();
  const auto error = open_totals(election.layout(), opened, 1, log).error();
  REQUIRE(error.message() == "totals.maximum: total 1: 2 from ballots of weight 1");
  // Beyond the last slot.
  const ballot::Total& last = election.style.totals.back();
  const std::uint64_t beyond = std::uint64_t{1} << (last.shift + last.width);
  const crypto::DiscreteLog wide(4 * beyond);
  opened = combination.opened;
  opened[last.counter] =
      opened[last.counter] + crypto::mul_base(crypto::SecretScalar::from_u64(beyond)).publish();
  REQUIRE(open_totals(election.layout(), opened, 1, wide).error().message() ==
          "totals.maximum: counter " + std::to_string(last.counter + 1) +
              ": holds more than its totals");
}

}  // namespace tabella::tally::test
