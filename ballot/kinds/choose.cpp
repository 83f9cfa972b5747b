// Between lo and hi of n options: sum b + slack(hi - lo) = hi; with a counted blank z:
// sum b + slack(hi - lo) + hi z = hi, so that z = 1 leaves no room for an option.
#include <algorithm>

#include "ballot/kinds.h"

namespace tabella::ballot {

namespace {

// Without a limit (approval) there is nothing to prove beyond bits.
bool unlimited(const Choose& kind, std::uint32_t n) {
  return kind.minimum == 0 && kind.maximum == n && kind.blank == Blank::not_offered;
}

}  // namespace

Refusal check(const Choose& kind, const Question& question) {
  const std::uint32_t n = count(question.options);
  if (kind.maximum == 0)
    return Error{"definition.maximum", "kind.maximum", "nothing could be chosen"};
  if (kind.maximum > n) {
    return Error{"definition.maximum", "kind.maximum",
                 std::to_string(kind.maximum) + " of " + std::to_string(n) + " options"};
  }
  if (kind.minimum > kind.maximum) {
    return Error{"definition.minimum", "kind.minimum",
                 std::to_string(kind.minimum) + " is more than the maximum, " +
                     std::to_string(kind.maximum)};
  }
  return std::nullopt;
}

void compile(const Choose& kind, const Question& question, QuestionBuilder& builder) {
  const std::uint32_t n = count(question.options);
  const bool blank = kind.blank == Blank::counted;
  if (!builder.add_answer_bits(n + (blank ? 1u : 0u))) return;

  crypto::Row sum;
  for (std::uint32_t i = 0; i < n; ++i) {
    sum.push_back({.bit = builder.bit(i), .coefficient = 1});
    builder.add_total(TotalKind::option, i, 0, {sum.back()}, 1);
  }
  if (blank) {
    sum.push_back({.bit = builder.bit(n), .coefficient = kind.maximum});
    builder.add_total(TotalKind::blank, 0, 0, {{.bit = builder.bit(n), .coefficient = 1}}, 1);
  }
  if (!unlimited(kind, n)) builder.require(sum, kind.maximum, kind.maximum - kind.minimum);
}

Refusal encode(const Choose& kind, const Question& question, const Answer& answer,
               AnswerBits bits) {
  const std::uint32_t n = count(question.options);
  if (std::holds_alternative<BlankAnswer>(answer)) {
    if (kind.blank == Blank::not_offered) {
      return Error{"answers.blank", "", "a blank answer is not offered"};
    }
    bits.set(n);
    return std::nullopt;
  }
  const auto* chosen = std::get_if<Chosen>(&answer);
  if (chosen == nullptr) return wrong_answer("chosen options");
  if (Refusal refusal = check_indices(chosen->options, n)) return refusal;
  const std::size_t marks = chosen->options.size();
  if (marks > kind.maximum) {
    return Error{
        "answers.maximum", "",
        std::to_string(marks) + " options chosen, at most " + std::to_string(kind.maximum)};
  }
  if (marks < kind.minimum) {
    return Error{
        "answers.minimum", "",
        std::to_string(marks) + " options chosen, at least " + std::to_string(kind.minimum)};
  }
  for (const std::uint32_t option : chosen->options) bits.set(option);
  return std::nullopt;
}

Answer decode(const Choose& kind, const Question& question, AnswerBitsView bits) {
  const std::uint32_t n = count(question.options);
  if (kind.blank == Blank::counted && bits[n]) return BlankAnswer{};
  Chosen chosen;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (bits[i]) chosen.options.push_back(i);
  }
  return chosen;
}

}  // namespace tabella::ballot
