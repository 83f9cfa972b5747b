#include "ballot/answers.h"

#include <string>

#include "ballot/kinds.h"
#include "crypto/expects.h"

namespace tabella::ballot {

namespace {

// Runs on the voter's device, where the answers are in the open: what must not depend on them in
// time is the proof.

std::int64_t value_vartime(const crypto::Row& row, const crypto::SecretBits& bits) {
  std::int64_t sum = 0;
  for (const crypto::Term& term : row) sum += term.coefficient * bits[term.bit];
  return sum;
}

// The weights of a slack are powers of two and what remains of the room.
void fill_slack(const crypto::Style& style, const Slack& slack, crypto::SecretBits& bits) {
  const crypto::Equation& equation = style.equations[slack.equation];
  const std::int64_t value = equation.rhs - value_vartime(equation.row, bits);
  std::uint64_t room = 0;
  for (const crypto::Term& term : equation.row) {
    if (term.bit >= slack.bits.front() && term.bit <= slack.bits.back()) {
      room += static_cast<std::uint64_t>(term.coefficient);
    }
  }
  EXPECTS(value >= 0 && static_cast<std::uint64_t>(value) <= room);
  AnswerBits(bits, slack.bits.front()).set_number(0, static_cast<std::uint64_t>(value), room);
}

bool is_asked(const CompiledQuestion& part, const crypto::SecretBits& bits) {
  return !part.asked_bit || bits[*part.asked_bit] != 0;
}

Refusal encode_question(const Question& question, const CompiledQuestion& part,
                        const Answer& answer, crypto::SecretBits& bits) {
  const bool asked = is_asked(part, bits);
  if (std::holds_alternative<NotAsked>(answer) == asked) {
    return Error{"answers.condition", "", asked ? "is not answered" : "is not asked"};
  }
  if (!asked) return std::nullopt;
  const auto encode_kind = [&](const auto& kind) {
    return encode(kind, question, answer, AnswerBits(bits, part.first_bit));
  };
  return std::visit(encode_kind, question.kind);
}

bool obeys(const crypto::Style& style, const crypto::SecretBits& bits) {
  for (const crypto::Equation& equation : style.equations) {
    if (value_vartime(equation.row, bits) != equation.rhs) return false;
  }
  return true;
}

}  // namespace

Result<crypto::SecretBits> to_bits(const Definition& definition, const CompiledStyle& style,
                                   const Answers& answers) {
  if (answers.size() != style.questions.size()) {
    return Error{"answers.length", "",
                 std::to_string(answers.size()) + " answers to " +
                     std::to_string(style.questions.size()) + " questions"};
  }
  crypto::SecretBits bits(style.style.bits);
  for (std::size_t i = 0; i < style.questions.size(); ++i) {
    const CompiledQuestion& part = style.questions[i];
    const Question& question = definition.questions[part.question];
    if (Refusal refusal = encode_question(question, part, answers[i], bits)) {
      return (*std::move(refusal)).within("question " + std::to_string(i + 1));
    }
    for (const Slack& slack : part.slacks) fill_slack(style.style, slack, bits);
  }
  return bits;
}

Result<Answers> from_bits(const Definition& definition, const CompiledStyle& style,
                          const crypto::SecretBits& bits) {
  if (bits.size() != style.style.bits) {
    return Error{"answers.bits", "", "the number of bits is not the style's"};
  }
  if (!obeys(style.style, bits)) {
    return Error{"answers.bits", "", "the bits break an equation of the style"};
  }
  Answers answers;
  for (const CompiledQuestion& part : style.questions) {
    const Question& question = definition.questions[part.question];
    if (!is_asked(part, bits)) {
      answers.add(NotAsked{});
      continue;
    }
    answers.add(std::visit(
        [&](const auto& kind) {
          return decode(kind, question, AnswerBitsView(bits, part.first_bit));
        },
        question.kind));
  }
  return answers;
}

}  // namespace tabella::ballot
