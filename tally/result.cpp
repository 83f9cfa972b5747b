#include "tally/result.h"

#include <algorithm>
#include <utility>

#include "crypto/expects.h"
#include "tally/counting/greedy_budget.h"
#include "tally/counting/majority_judgment.h"
#include "tally/counting/pairwise.h"
#include "tally/decision.h"
#include "tally/tie_order.h"

namespace tabella::tally {

using ballot::Method;
using ballot::Question;
using ballot::TotalKind;

namespace {

std::vector<std::int64_t> option_totals(const Question& question, const QuestionCount& count) {
  std::vector<std::int64_t> totals;
  for (std::uint32_t i = 0; i < question.options.size(); ++i) {
    totals.push_back(static_cast<std::int64_t>(count.value(TotalKind::option, i)));
  }
  return totals;
}

std::vector<std::int64_t> balances(const Question& question, const QuestionCount& count) {
  std::vector<std::int64_t> totals;
  for (std::uint32_t i = 0; i < question.options.size(); ++i) {
    totals.push_back(static_cast<std::int64_t>(count.value(TotalKind::in_favor, i)) -
                     static_cast<std::int64_t>(count.value(TotalKind::against, i)));
  }
  return totals;
}

std::vector<std::vector<std::uint64_t>> grade_totals(const Question& question,
                                                     const QuestionCount& count) {
  const std::size_t grades = std::get_if<ballot::Grades>(&question.kind)->grades.size();
  std::vector<std::vector<std::uint64_t>> totals(question.options.size());
  for (std::uint32_t i = 0; i < totals.size(); ++i) {
    for (std::uint32_t g = 0; g < grades; ++g) {
      totals[i].push_back(count.value(TotalKind::grade, i, g));
    }
  }
  return totals;
}

PairwiseTotals pairwise_totals(const Question& question, const QuestionCount& count) {
  const bool ties = std::get_if<ballot::Ranking>(&question.kind)->ties == ballot::Ties::allowed;
  const auto n = static_cast<std::uint32_t>(question.options.size());
  PairwiseTotals totals(n, std::vector<std::uint64_t>(n, 0));
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = i + 1; j < n; ++j) {
      totals[i][j] = count.value(TotalKind::above, i, j);
      // Without ties, a voter who does not rank i above j ranks j above i.
      totals[j][i] = ties ? count.value(TotalKind::above, j, i) : count.votes() - totals[i][j];
    }
  }
  return totals;
}

Standing stand(const Question& question, const QuestionCount& count,
               std::vector<std::uint32_t> ties) {
  switch (question.counting.method) {
    case Method::none:
      break;
    case Method::plurality:
    case Method::approval:
    case Method::score:
    case Method::greedy_budget:
      return stand_by_figures(option_totals(question, count), std::move(ties));
    case Method::quadratic:
      return stand_by_figures(balances(question, count), std::move(ties));
    case Method::majority_judgment:
      return majority_judgment(grade_totals(question, count), std::move(ties));
    case Method::borda:
      return borda(pairwise_totals(question, count), count.votes(), std::move(ties));
    case Method::condorcet_schulze:
      return condorcet_schulze(pairwise_totals(question, count), std::move(ties));
    case Method::condorcet_ranked_pairs:
      return condorcet_ranked_pairs(pairwise_totals(question, count), std::move(ties));
  }
  EXPECTS(false && "a question without a method has no standing");
  return {};
}

// Whether somebody chose the option, where one can choose: every vote has each option of a ranking
// in its place, and gives each a grade.
bool is_chosen_by_some(const Question& question, const QuestionResult& result,
                       std::uint32_t option) {
  switch (question.counting.method) {
    case Method::plurality:
    case Method::approval:
    case Method::score:
    case Method::greedy_budget:
      return result.standing->figures[option] > 0;
    case Method::quadratic:
      return result.count.value(TotalKind::in_favor, option) > 0;
    case Method::none:
    case Method::majority_judgment:
    case Method::borda:
    case Method::condorcet_schulze:
    case Method::condorcet_ranked_pairs:
      break;
  }
  return true;
}

// Whether the option wins if there are seats enough.
bool may_win(const Question& question, const QuestionResult& result, std::uint32_t option) {
  if (!is_chosen_by_some(question, result, option)) return false;
  const auto& majority = question.decision.majority;
  return !majority ||
         has_majority(*majority, static_cast<std::uint64_t>(result.standing->figures[option]),
                      result.count);
}

// The options that the tie rule put in order and of which only a part is chosen, out of those that
// may win at all.
Tier divided_tie(const Standing& standing, const std::vector<std::uint32_t>& eligible,
                 std::size_t seats) {
  const auto place_of = [&](std::uint32_t option) {
    return static_cast<std::size_t>(std::ranges::find(eligible, option) - eligible.begin());
  };
  for (const auto* ties : {&standing.tiers, &standing.separated_by_tie_rule}) {
    for (Tier tie : *ties) {
      std::erase_if(tie, [&](std::uint32_t option) { return place_of(option) == eligible.size(); });
      const auto chosen = static_cast<std::size_t>(std::ranges::count_if(
          tie, [&](std::uint32_t option) { return place_of(option) < seats; }));
      if (chosen > 0 && chosen < tie.size()) return tie;
    }
  }
  return {};
}

// The tier of which the tie rule said what is funded: one that is not could have been paid for
// before the first of its tier was.
Tier divided_by_order(const Question& question, const Standing& standing, const Funding& funding) {
  const auto is_funded = [&](std::uint32_t option) {
    return std::ranges::find(funding.options, option) != funding.options.end();
  };
  std::uint64_t left = question.counting.envelope;
  for (const Tier& tier : standing.tiers) {
    const bool some = std::ranges::any_of(tier, is_funded);
    const bool other = std::ranges::any_of(tier, [&](std::uint32_t option) {
      return !is_funded(option) && question.options[option].cost <= left;
    });
    if (some && other) return tier;
    for (const std::uint32_t option : tier) {
      if (is_funded(option)) left -= question.options[option].cost;
    }
  }
  return {};
}

void fund(const Question& question, QuestionResult& result) {
  std::vector<std::uint64_t> costs;
  costs.reserve(question.options.size());
  for (const ballot::Option& option : question.options) costs.push_back(option.cost);
  std::vector<std::uint32_t> order = result.standing->order();
  std::erase_if(order, [&](std::uint32_t option) { return !may_win(question, result, option); });
  Funding funding = fund_greedily(order, costs, question.counting.envelope, TooExpensive::skip);
  result.tie = divided_by_order(question, *result.standing, funding);
  result.winners = std::move(funding.options);
  result.spent = funding.spent;
  result.outcome = Outcome::funded;
}

void elect(const Question& question, QuestionResult& result) {
  std::vector<std::uint32_t> eligible = result.standing->order();
  std::erase_if(eligible, [&](std::uint32_t option) { return !may_win(question, result, option); });
  const auto seats = std::min<std::size_t>(eligible.size(), question.counting.winners);
  result.tie = divided_tie(*result.standing, eligible, seats);
  eligible.resize(seats);
  result.winners = std::move(eligible);
  const bool fails = result.winners.empty() && question.decision.majority;
  result.outcome = fails ? Outcome::no_majority : Outcome::elected;
}

void decide(const Question& question, QuestionResult& result) {
  if (result.standing) {
    if (question.counting.method == Method::greedy_budget) {
      fund(question, result);
    } else {
      elect(question, result);
    }
  }
  if (const auto& adopts = question.decision.adopts) {
    const bool wins = std::ranges::find(result.winners, *adopts) != result.winners.end();
    result.outcome = wins ? Outcome::adopted : Outcome::rejected;
  }
}

}  // namespace

QuestionResult derive_result(const Question& question, CountedQuestion counted,
                             const crypto::Fingerprint& election) {
  QuestionResult result;
  result.count = std::move(counted.count);
  result.by_style = std::move(counted.by_style);
  const bool decides = question.counting.method != Method::none;
  const bool withheld = result.count.is_withheld();
  const bool has_votes = decides && !withheld && result.count.votes() > 0;
  // Also where nothing is decided: it shows how the votes were cast.
  if (has_votes) {
    result.standing = stand(question, result.count, tie_order(question, election));
  }
  if (!turnout_suffices(question.decision, result.count)) {
    result.outcome = Outcome::too_few_took_part;
  } else if (withheld) {
    result.outcome = Outcome::withheld;
  } else if (!decides) {
    result.outcome = Outcome::counted;
  } else {
    result.outcome = Outcome::no_votes;
    decide(question, result);
  }
  return result;
}

std::vector<QuestionResult> derive_results(const ballot::Definition& definition,
                                           std::vector<CountedQuestion> counted,
                                           const crypto::Fingerprint& election) {
  EXPECTS(counted.size() == definition.questions.size());
  std::vector<QuestionResult> results;
  results.reserve(counted.size());
  for (std::size_t q = 0; q < counted.size(); ++q) {
    results.push_back(derive_result(definition.questions[q], std::move(counted[q]), election));
  }
  return results;
}

}  // namespace tabella::tally
