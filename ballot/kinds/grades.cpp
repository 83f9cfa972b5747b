// One grade for each option: a bit per option and grade, exactly one of the grades per option.
#include "ballot/kinds.h"

namespace tabella::ballot {

Refusal check(const Grades& kind, const Question&) {
  if (kind.grades.size() < 2) {
    return Error{"definition.grades", "kind.grades", "at least two grades are needed"};
  }
  return std::nullopt;
}

void compile(const Grades& kind, const Question& question, QuestionBuilder& builder) {
  const std::uint32_t grades = count(kind.grades);
  if (!builder.add_answer_bits(question.options.size() * kind.grades.size())) return;
  for (std::uint32_t i = 0; i < count(question.options); ++i) {
    crypto::Row one_grade;
    for (std::uint32_t g = 0; g < grades; ++g) {
      one_grade.push_back({.bit = builder.bit(i * grades + g), .coefficient = 1});
      builder.add_total(TotalKind::grade, i, g, {one_grade.back()}, 1);
    }
    builder.require(std::move(one_grade), 1, 0);
  }
}

Refusal encode(const Grades& kind, const Question& question, const Answer& answer,
               AnswerBits bits) {
  const auto* graded = std::get_if<Graded>(&answer);
  if (graded == nullptr) return wrong_answer("grades");
  if (Refusal refusal = check_length(graded->grades.size(), question.options.size())) {
    return refusal;
  }
  for (std::size_t i = 0; i < graded->grades.size(); ++i) {
    if (graded->grades[i] >= kind.grades.size()) {
      return Error{"answers.grade", "",
                   "option " + std::to_string(i + 1) + ": there is no grade " +
                       std::to_string(graded->grades[i] + 1ull)};
    }
    bits.set(i * kind.grades.size() + graded->grades[i]);
  }
  return std::nullopt;
}

Answer decode(const Grades& kind, const Question& question, AnswerBitsView bits) {
  Graded graded;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    for (std::uint32_t g = 0; g < count(kind.grades); ++g) {
      if (bits[i * kind.grades.size() + g]) graded.grades.push_back(g);
    }
  }
  return graded;
}

}  // namespace tabella::ballot
