// Counting methods on examples whose outcome others have published.
#include <algorithm>
#include <random>

#include "tally/counting/greedy_budget.h"
#include "tally/counting/majority_judgment.h"
#include "tally/counting/pairwise.h"
#include "tests/catch.h"
#include "tests/tally/rankings.h"

namespace tabella::tally::test {

namespace {

// Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
// single-winner election method", 2011, example 1 (45 voters).
const std::vector<RankedVotes> kSchulze45 = {{5, "ACBED"}, {5, "ADECB"}, {8, "BEDAC"},
                                             {3, "CABED"}, {7, "CAEBD"}, {2, "CBADE"},
                                             {7, "DCEBA"}, {8, "EBADC"}};

// Tennessee's capital: A Memphis, B Nashville, C Chattanooga, D Knoxville, by hundredths.
const std::vector<RankedVotes> kTennessee = {
    {42, "ABCD"}, {26, "BCDA"}, {15, "CDBA"}, {17, "DCBA"}};

}  // namespace

TEST_CASE("Schulze: the published order of 45 voters is E A C B D") {
  const auto pairs = pairwise(5, kSchulze45);
  REQUIRE(pairs[0][1] == 20);  // as in the paper's matrix
  REQUIRE(pairs[4][1] == 27);
  REQUIRE(letters(condorcet_schulze(pairs, in_order(5))) == "E A C B D");
}

TEST_CASE("ranked pairs: a circle of equal victories is opened by the tie rule, which is said") {
  const auto pairs = pairwise(3, {{1, "ABC"}, {1, "BCA"}, {1, "CAB"}});
  const Standing standing = condorcet_ranked_pairs(pairs, in_order(3));
  REQUIRE(letters(standing) == "A B C");
  REQUIRE(standing.separated_by_tie_rule == std::vector<Tier>{{0, 1, 2}});
  // A circle whose weakest victory is weaker than the others needs no tie rule.
  const auto unequal = pairwise(3, {{4, "ABC"}, {3, "BCA"}, {2, "CAB"}});
  REQUIRE(condorcet_ranked_pairs(unequal, in_order(3)).separated_by_tie_rule.empty());
}

TEST_CASE("a Condorcet winner wins by both methods and beats every other option") {
  const auto pairs = pairwise(4, kTennessee);
  for (const Standing& standing :
       {condorcet_schulze(pairs, in_order(4)), condorcet_ranked_pairs(pairs, in_order(4))}) {
    REQUIRE(letters(standing) == "B C D A");
    REQUIRE(standing.figures == std::vector<std::int64_t>{0, 3, 2, 1});
  }
}

TEST_CASE("Borda: Tennessee's capital is Nashville with 194 points") {
  const Standing standing = borda(pairwise(4, kTennessee), 100, in_order(4));
  REQUIRE(letters(standing) == "B C A D");
  REQUIRE(standing.figures == std::vector<std::int64_t>{2 * 126, 2 * 194, 2 * 173, 2 * 107});
}

TEST_CASE("Borda: options ranked equal share their points") {
  // One voter: A first, B and C together.
  const PairwiseTotals pairs = {{0, 1, 1}, {0, 0, 0}, {0, 0, 0}};
  REQUIRE(borda(pairs, 1, in_order(3)).figures == std::vector<std::int64_t>{4, 1, 1});
}

TEST_CASE("ranked pairs: the weakest victory of a circle is left out") {
  // Tideman's textbook circle: A beats B 68, B beats C 72, C beats A 52 of 100.
  const PairwiseTotals pairs = {{0, 68, 48}, {32, 0, 72}, {52, 28, 0}};
  REQUIRE(letters(condorcet_ranked_pairs(pairs, in_order(3))) == "A B C");
  REQUIRE(letters(condorcet_schulze(pairs, in_order(3))) == "A B C");
}

TEST_CASE("Schulze and ranked pairs differ on the same 45 voters") {
  // Locked from the strongest: BD 33, ED 31, AD 30, CB 29, EB 27, AC 26, CE 24. Left out, since
  // they would close a circle: DC 28, BA 25, EA 23.
  const auto pairs = pairwise(5, kSchulze45);
  REQUIRE(letters(condorcet_ranked_pairs(pairs, in_order(5))) == "A C E B D");
}

TEST_CASE("a circle of equal victories is a tie that the tie order decides") {
  const PairwiseTotals pairs = {{0, 2, 1}, {1, 0, 2}, {2, 1, 0}};
  REQUIRE(letters(condorcet_schulze(pairs, in_order(3))) == "(ABC)");
  REQUIRE(letters(condorcet_schulze(pairs, {2, 0, 1})) == "(CAB)");
  REQUIRE(letters(condorcet_ranked_pairs(pairs, in_order(3))) == "A B C");
  REQUIRE(letters(condorcet_ranked_pairs(pairs, {1, 2, 0})) == "B C A");
}

TEST_CASE("without votes every option is equal") {
  const PairwiseTotals none(3, std::vector<std::uint64_t>(3, 0));
  REQUIRE(letters(condorcet_schulze(none, in_order(3))) == "(ABC)");
  REQUIRE(letters(condorcet_ranked_pairs(none, in_order(3))) == "(ABC)");
  REQUIRE(letters(borda(none, 0, in_order(3))) == "(ABC)");
  REQUIRE(letters(majority_judgment({{0, 0}, {0, 0}, {0, 0}}, in_order(3))) == "(ABC)");
}

TEST_CASE("both Condorcet methods elect a Condorcet winner, and no order contradicts itself") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 2 + random() % 5;
    std::vector<RankedVotes> ballots;
    for (std::size_t b = 0, count = random() % 8; b < count; ++b) {
      std::string order = std::string("ABCDEF").substr(0, n);
      std::ranges::shuffle(order, random);
      ballots.push_back({1 + random() % 9, order});
    }
    const auto pairs = pairwise(n, ballots);
    for (const Standing& standing :
         {condorcet_schulze(pairs, in_order(static_cast<std::uint32_t>(n))),
          condorcet_ranked_pairs(pairs, in_order(static_cast<std::uint32_t>(n)))}) {
      REQUIRE(standing.order().size() == n);
      const auto winner = std::ranges::find(standing.figures, static_cast<std::int64_t>(n) - 1);
      if (winner == standing.figures.end()) continue;
      REQUIRE(standing.tiers.front() ==
              Tier{static_cast<std::uint32_t>(winner - standing.figures.begin())});
    }
  }
}

TEST_CASE("majority judgment: Tennessee's capital is Nashville") {
  // Excellent, good, fair, poor, as Wikipedia's article has it.
  const Standing standing = majority_judgment(
      {{42, 0, 0, 58}, {26, 42, 32, 0}, {15, 43, 42, 0}, {17, 15, 26, 42}}, in_order(4));
  REQUIRE(standing.figures == std::vector<std::int64_t>{3, 1, 1, 2});
  REQUIRE(letters(standing).starts_with("B C D"));
}

TEST_CASE("majority judgment agrees with removing medians ballot by ballot") {
  // The definition, step by step: sort from the worst, take away the lower middle, compare.
  using Counts = std::vector<std::uint64_t>;
  const auto sequence = [](const Counts& counts) {
    std::vector<std::size_t> sorted;
    for (std::size_t g = counts.size(); g-- > 0;) sorted.insert(sorted.end(), counts[g], g);
    std::vector<std::size_t> removed;
    while (!sorted.empty()) {
      const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>((sorted.size() - 1) / 2);
      removed.push_back(*middle);
      sorted.erase(middle);
    }
    return removed;
  };
  std::mt19937_64 random(12);
  for (int round = 0; round < 500; ++round) {
    const std::size_t voters = 1 + random() % 12;
    std::vector<Counts> grades(4, Counts(4, 0));
    for (Counts& counts : grades) {
      for (std::size_t v = 0; v < voters; ++v) ++counts[random() % 4];
    }
    const auto expected = tiers_by(in_order(4), [&](std::uint32_t a, std::uint32_t b) {
      return sequence(grades[a]) < sequence(grades[b]);
    });
    REQUIRE(majority_judgment(grades, in_order(4)).tiers == expected);
  }
}

TEST_CASE("majority judgment takes no longer for millions of ballots") {
  const std::uint64_t million = 1'000'000'000'000;
  // Equal but for one ballot at the very end.
  const Standing standing =
      majority_judgment({{million, million, 1}, {million, million + 1, 0}}, in_order(2));
  REQUIRE(letters(standing) == "B A");
}

TEST_CASE("greedy budget: what does not fit is skipped, or ends the selection") {
  const std::vector<std::uint64_t> costs = {60, 50, 40, 0};
  const std::vector<std::uint32_t> order = {0, 1, 2, 3};
  const Funding skipping = fund_greedily(order, costs, 100, TooExpensive::skip);
  REQUIRE(skipping.options == std::vector<std::uint32_t>{0, 2, 3});
  REQUIRE(skipping.spent == 100);
  REQUIRE(fund_greedily(order, costs, 100, TooExpensive::stop).options ==
          std::vector<std::uint32_t>{0});
  REQUIRE(fund_greedily(order, costs, 49, TooExpensive::stop).options.empty());
}

}  // namespace tabella::tally::test
