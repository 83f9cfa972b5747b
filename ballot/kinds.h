// What the compiler knows about each kind of question. Every kind has one source file with the same
// four functions:
//   check    refuses what nobody could answer or what could not be counted
//   compile  answer bits, equations, totals, as in docs/protocol.md, "Questions as bits"
//   encode   sets the answer bits (slack is filled in afterwards), or says what is forbidden
//   decode   the answer that bits say which obey the equations
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ballot/answer.h"
#include "ballot/definition.h"
#include "ballot/question_builder.h"
#include "crypto/result.h"
#include "crypto/secret.h"

namespace tabella::ballot {

// A question's own answer bits, to be set. Refers to the style's bits, counted from the question's
// first.
class AnswerBits {
 public:
  AnswerBits(crypto::SecretBits& bits, std::uint32_t first) : bits_(bits), first_(first) {}

  void set(std::uint64_t index) { bits_.set(first_ + index, 1); }
  // Writes 0 .. room from bit `index` on.
  void set_number(std::uint64_t index, std::uint64_t value, std::uint64_t room);

 private:
  crypto::SecretBits& bits_;
  std::uint64_t first_;
};

// The same bits to be read.
class AnswerBitsView {
 public:
  AnswerBitsView(const crypto::SecretBits& bits, std::uint32_t first)
      : bits_(bits), first_(first) {}

  [[nodiscard]] bool operator[](std::uint64_t index) const { return bits_[first_ + index] != 0; }
  [[nodiscard]] std::uint32_t number(std::uint64_t index, std::uint64_t room) const;

 private:
  const crypto::SecretBits& bits_;
  std::uint64_t first_;
};

[[nodiscard]] inline std::uint32_t count(const std::vector<Option>& options) {
  return static_cast<std::uint32_t>(options.size());
}

// The refusals that several kinds share; each gives the error, or none.
using Refusal = std::optional<Error>;
[[nodiscard]] Refusal check_indices(const Indices& options, std::uint32_t limit);
[[nodiscard]] Refusal check_length(std::size_t length, std::size_t options);
[[nodiscard]] Error wrong_answer(const char* expected);

#define TABELLA_QUESTION_KIND(Kind)                                                              \
  [[nodiscard]] Refusal check(const Kind& kind, const Question& question);                       \
  void compile(const Kind& kind, const Question& question, QuestionBuilder& builder);            \
  [[nodiscard]] Refusal encode(const Kind& kind, const Question& question, const Answer& answer, \
                               AnswerBits bits);                                                 \
  [[nodiscard]] Answer decode(const Kind& kind, const Question& question, AnswerBitsView bits);

TABELLA_QUESTION_KIND(Choose)
TABELLA_QUESTION_KIND(Score)
TABELLA_QUESTION_KIND(Cumulative)
TABELLA_QUESTION_KIND(Grades)
TABELLA_QUESTION_KIND(Quadratic)
TABELLA_QUESTION_KIND(Budget)
TABELLA_QUESTION_KIND(Ranking)
TABELLA_QUESTION_KIND(Places)
TABELLA_QUESTION_KIND(Table)

#undef TABELLA_QUESTION_KIND

}  // namespace tabella::ballot
