// Any options that the envelope pays for: sum c_i b_i + slack = C. Costs are divided by their
// greatest common divisor first (and C rounded down), which changes no answer and saves slack.
#include <algorithm>
#include <numeric>

#include "ballot/kinds.h"

namespace tabella::ballot {

namespace {

std::uint64_t common_divisor(const Question& question) {
  std::uint64_t divisor = 0;
  for (const Option& option : question.options) divisor = std::gcd(divisor, option.cost);
  return divisor;
}

}  // namespace

Refusal check(const Budget& kind, const Question& question) {
  if (kind.envelope == 0 || kind.envelope > kMaxAmount) {
    return Error{"definition.envelope", "kind.envelope",
                 "must be from 1 to " + std::to_string(kMaxAmount)};
  }
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    const std::string path = "options[" + std::to_string(i) + "].cost";
    if (question.options[i].cost == 0) return Error{"definition.cost", path, "must not be 0"};
    if (question.options[i].cost > kind.envelope) {
      return Error{"definition.unsatisfiable", path,
                   "the envelope, " + std::to_string(kind.envelope) + ", does not pay for it"};
    }
  }
  return std::nullopt;
}

void compile(const Budget& kind, const Question& question, QuestionBuilder& builder) {
  if (!builder.add_answer_bits(question.options.size())) return;
  const std::uint64_t unit = common_divisor(question);
  std::uint64_t all = 0;
  crypto::Row sum;
  for (std::uint32_t i = 0; i < count(question.options); ++i) {
    const std::uint64_t cost = question.options[i].cost / unit;
    all += cost;
    sum.push_back({.bit = builder.bit(i), .coefficient = static_cast<std::int64_t>(cost)});
    builder.add_total(TotalKind::option, i, 0, {{.bit = builder.bit(i), .coefficient = 1}}, 1);
  }
  const std::uint64_t room = std::min(kind.envelope / unit, all);
  builder.require(std::move(sum), static_cast<std::int64_t>(room), room);
}

Refusal encode(const Budget& kind, const Question& question, const Answer& answer,
               AnswerBits bits) {
  const auto* chosen = std::get_if<Chosen>(&answer);
  if (chosen == nullptr) return wrong_answer("chosen options");
  if (Refusal refusal = check_indices(chosen->options, count(question.options))) return refusal;
  std::uint64_t spent = 0;
  for (const std::uint32_t option : chosen->options) {
    spent += question.options[option].cost;
    bits.set(option);
  }
  if (spent > kind.envelope) {
    return Error{"answers.envelope", "",
                 std::to_string(spent) + " spent, at most " + std::to_string(kind.envelope)};
  }
  return std::nullopt;
}

Answer decode(const Budget&, const Question& question, AnswerBitsView bits) {
  Chosen chosen;
  for (std::uint32_t i = 0; i < count(question.options); ++i) {
    if (bits[i]) chosen.options.push_back(i);
  }
  return chosen;
}

}  // namespace tabella::ballot
