#include "ballot/question_builder.h"

#include <algorithm>
#include <utility>

#include "ballot/range_weights.h"
#include "crypto/expects.h"

namespace tabella::ballot {

QuestionBuilder::QuestionBuilder(std::uint32_t question, std::uint32_t first_bit,
                                 std::uint32_t first_equation, std::optional<std::uint32_t> asked)
    : next_bit_(first_bit), first_equation_(first_equation) {
  part_.question = question;
  part_.first_bit = first_bit;
  part_.asked_bit = asked;
  if (!asked) return;
  add_total(TotalKind::asked, 0, 0, {{.bit = *asked, .coefficient = 1}}, 1);
  begin_condition(*asked, first_bit);
}

bool QuestionBuilder::add_answer_bits(std::uint64_t count) {
  if (count > kMaxBits - next_bit_) {
    overfull_ = true;
    return false;
  }
  next_bit_ += static_cast<std::uint32_t>(count);
  return true;
}

std::uint32_t QuestionBuilder::bit(std::uint64_t index) const {
  EXPECTS(index < next_bit_ - part_.first_bit);
  return part_.first_bit + static_cast<std::uint32_t>(index);
}

void QuestionBuilder::require(crypto::Row row, std::int64_t rhs, std::uint64_t room) {
  const std::vector<std::int64_t> weights = range_weights(room);
  const std::uint32_t first_slack = next_bit_;
  if (!add_answer_bits(weights.size())) return;
  if (!weights.empty()) {
    Slack slack;
    slack.equation = first_equation_ + static_cast<std::uint32_t>(equations_.size());
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
      row.push_back({.bit = first_slack + i, .coefficient = weights[i]});
      slack.bits.push_back(first_slack + i);
    }
    part_.slacks.push_back(std::move(slack));
  }
  if (!gates_.empty() && rhs != 0) {
    row.push_back({.bit = gates_.back().bit, .coefficient = -rhs});
    rhs = 0;
  }
  std::ranges::sort(row, {}, &crypto::Term::bit);
  equations_.push_back({.row = std::move(row), .rhs = rhs});
}

void QuestionBuilder::begin_condition(std::uint32_t bit, std::uint32_t first_inner) {
  gates_.push_back({.bit = bit, .first_inner = first_inner});
}

// sum of all inner bits + slack in 0 .. N = N b: multiplying right-hand sides by b alone would
// leave bits free that no equation with a right-hand side binds (ranking, score, approval).
void QuestionBuilder::end_condition() {
  EXPECTS(!gates_.empty());
  const std::uint32_t inner = next_bit_ - gates_.back().first_inner;
  crypto::Row row;
  for (std::uint32_t j = 0; j < inner; ++j) {
    row.push_back({.bit = gates_.back().first_inner + j, .coefficient = 1});
  }
  require(std::move(row), inner, inner);
  gates_.pop_back();
}

void QuestionBuilder::add_total(TotalKind kind, std::uint32_t first, std::uint32_t second,
                                crypto::Row row, std::uint64_t max_value) {
  Total total;
  total.question = part_.question;
  total.kind = kind;
  total.first = first;
  total.second = second;
  total.max_value = max_value;
  totals_.push_back({.total = total, .row = std::move(row)});
}

}  // namespace tabella::ballot
