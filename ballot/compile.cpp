#include "ballot/compile.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "ballot/ballot_post.h"
#include "ballot/definition_check.h"
#include "ballot/groups.h"
#include "ballot/kinds.h"
#include "ballot/packing.h"
#include "ballot/question_builder.h"
#include "crypto/ballot_proof/sealed_layout.h"

namespace tabella::ballot {

namespace {

std::string question_path(std::uint32_t question) {
  return "questions[" + std::to_string(question) + "]";
}

const CompiledQuestion& part_of(const CompiledStyle& style, std::uint32_t question) {
  for (const CompiledQuestion& part : style.questions) {
    if (part.question == question) return part;
  }
  EXPECTS(false && "check_definition refuses conditions on questions that are not asked");
  std::abort();
}

// Both layouts begin with one bit per option, or per option and grade.
std::uint32_t condition_index(const Definition& definition, const Condition& condition) {
  const auto* grades = std::get_if<Grades>(&definition.questions[condition.question].kind);
  if (grades == nullptr) return condition.option;
  return condition.option * count(grades->grades) + condition.grade;
}

// Compiles the questions one after the other into one style.
class StyleCompiler {
 public:
  StyleCompiler(const Definition& definition, const BallotStyle& style) : definition_(definition) {
    compiled_.id = style.id;
  }

  Refusal add(std::uint32_t index) {
    const Question& question = definition_.questions[index];
    std::optional<std::uint32_t> asked_bit;
    if (question.only_if) {
      const CompiledQuestion& other = part_of(compiled_, question.only_if->question);
      asked_bit = other.first_bit + condition_index(definition_, *question.only_if);
    }
    const crypto::Style& style = compiled_.style;
    QuestionBuilder builder(index, style.bits, static_cast<std::uint32_t>(style.equations.size()),
                            asked_bit);
    std::visit([&](const auto& kind) { compile(kind, question, builder); }, question.kind);
    if (asked_bit) builder.end_condition();
    if (builder.overfull()) {
      return Error{"definition.post_size", question_path(index),
                   "more than " + std::to_string(kMaxBits) + " bits: no post holds such a ballot"};
    }
    return take(builder, builder.part());
  }

  Result<CompiledStyle> finish() && {
    const std::size_t post =
        ballot_post_size(compiled_.id, crypto::SealedView::size(compiled_.style));
    if (post > kMaxPostSize) {
      return Error{"definition.post_size", "",
                   "a ballot of " + std::to_string(compiled_.style.bits) + " bits and " +
                       std::to_string(compiled_.style.counters.size()) + " counters is a post of " +
                       std::to_string(post) + " bytes, at most " + std::to_string(kMaxPostSize)};
    }
    return std::move(compiled_);
  }

 private:
  // No sum of an equation comes near the group order, or leaves exact integers.
  static bool could_wrap(const crypto::Equation& equation) {
    constexpr std::int64_t kMostSum = std::int64_t{1} << 53;
    std::int64_t sum = std::abs(equation.rhs);
    for (const crypto::Term& term : equation.row) {
      if (std::abs(term.coefficient) > kMostSum) return true;
      sum += std::abs(term.coefficient);
      if (sum > kMostSum) return true;
    }
    return false;
  }

  Refusal take(const QuestionBuilder& builder, CompiledQuestion part) {
    for (const crypto::Equation& equation : builder.equations()) {
      if (could_wrap(equation)) {
        return Error{"definition.coefficients", question_path(part.question),
                     "the numbers of an equation are too large"};
      }
      compiled_.style.equations.push_back(equation);
    }
    part.max_weight_sum = voters_of(definition_, part.question) * definition_.roll.max_weight;
    for (const UnpackedTotal& total : builder.totals()) {
      if (slot_width(part.max_weight_sum, total.total.max_value) > kCounterBits) {
        return Error{"definition.total", question_path(part.question),
                     "a total could exceed 2^44 - 1"};
      }
    }
    part.first_total = static_cast<std::uint32_t>(compiled_.totals.size());
    part.first_counter = static_cast<std::uint32_t>(compiled_.style.counters.size());
    pack(builder.totals(), part.max_weight_sum, compiled_);
    part.total_count = static_cast<std::uint32_t>(compiled_.totals.size()) - part.first_total;
    part.counter_count =
        static_cast<std::uint32_t>(compiled_.style.counters.size()) - part.first_counter;
    compiled_.style.bits = builder.next_bit();
    compiled_.questions.push_back(std::move(part));
    return std::nullopt;
  }

  const Definition& definition_;
  CompiledStyle compiled_;
};

Result<CompiledStyle> compile_checked(const Definition& definition, const BallotStyle& style) {
  StyleCompiler compiler(definition, style);
  for (const std::uint32_t question : style.questions) {
    if (Refusal refusal = compiler.add(question)) return *std::move(refusal);
  }
  return std::move(compiler).finish();
}

}  // namespace

Result<CompiledStyle> compile(const Definition& definition, const BallotStyle& style) {
  EXPECTS(std::ranges::find(definition.styles, style) != definition.styles.end());
  if (auto error = check_definition(definition)) return *std::move(error);
  return compile_checked(definition, style);
}

Result<std::vector<CompiledStyle>> compile_all(const Definition& definition) {
  if (auto error = check_definition(definition)) return *std::move(error);
  std::vector<CompiledStyle> compiled;
  for (std::size_t i = 0; i < definition.styles.size(); ++i) {
    Result<CompiledStyle> style = compile_checked(definition, definition.styles[i]);
    if (!style) {
      Error error = std::move(style).error();
      if (error.path.empty()) error.path = "styles[" + std::to_string(i) + "]";
      return error;
    }
    compiled.push_back(*std::move(style));
  }
  return compiled;
}

}  // namespace tabella::ballot
