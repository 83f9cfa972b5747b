#include "tally/decision.h"

#include "crypto/expects.h"

namespace tabella::tally {

using ballot::Fraction;

bool at_least(std::uint64_t part, const Fraction& quota, std::uint64_t whole) {
  // Totals are below 2^44 and quotas have at most 20 bits (ballot/question_check.cpp).
  EXPECTS(part >> 44 == 0 && whole >> 44 == 0);
  EXPECTS(quota.numerator >> 20 == 0 && quota.denominator >> 20 == 0);
  return part * quota.denominator >= quota.numerator * whole;
}

bool more_than(std::uint64_t part, const Fraction& quota, std::uint64_t whole) {
  return at_least(part, quota, whole) && part * quota.denominator != quota.numerator * whole;
}

bool turnout_suffices(const ballot::Decision& decision, const QuestionCount& count) {
  return at_least(count.took_part, decision.turnout, count.roll) &&
         count.took_part >= decision.turnout_weight;
}

std::uint64_t majority_base(const ballot::Majority& majority, const QuestionCount& count) {
  switch (majority.of) {
    case ballot::MajorityOf::votes:
      return count.votes();
    case ballot::MajorityOf::ballots:
      return count.asked.value();
    case ballot::MajorityOf::roll:
      return count.roll;
  }
  return count.roll;
}

bool has_majority(const ballot::Majority& majority, std::uint64_t votes,
                  const QuestionCount& count) {
  const auto compare = majority.comparison == ballot::Comparison::more_than ? more_than : at_least;
  return compare(votes, majority.quota, majority_base(majority, count));
}

}  // namespace tabella::tally
