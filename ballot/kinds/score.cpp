// Score 0 .. R for each option: bits whose weights cover exactly 0 .. R, and no equation.
#include <algorithm>

#include "ballot/kinds.h"
#include "ballot/range_weights.h"

namespace tabella::ballot {

Refusal check(const Score& kind, const Question&) {
  if (kind.maximum == 0) return Error{"definition.maximum", "kind.maximum", "all scores are 0"};
  return std::nullopt;
}

void compile(const Score& kind, const Question& question, QuestionBuilder& builder) {
  const std::vector<std::int64_t> weights = range_weights(kind.maximum);
  if (!builder.add_answer_bits(question.options.size() * weights.size())) return;
  for (std::uint32_t i = 0; i < count(question.options); ++i) {
    crypto::Row score;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      score.push_back({.bit = builder.bit(i * weights.size() + k), .coefficient = weights[k]});
    }
    builder.add_total(TotalKind::option, i, 0, std::move(score), kind.maximum);
  }
}

Refusal encode(const Score& kind, const Question& question, const Answer& answer, AnswerBits bits) {
  const auto* scores = std::get_if<Scores>(&answer);
  if (scores == nullptr) return wrong_answer("scores");
  if (Refusal refusal = check_length(scores->scores.size(), question.options.size())) {
    return refusal;
  }
  const std::size_t bits_each = range_weights(kind.maximum).size();
  for (std::size_t i = 0; i < scores->scores.size(); ++i) {
    if (scores->scores[i] > kind.maximum) {
      return Error{"answers.maximum", "",
                   "score " + std::to_string(scores->scores[i]) + " of option " +
                       std::to_string(i + 1) + ", at most " + std::to_string(kind.maximum)};
    }
    bits.set_number(i * bits_each, scores->scores[i], kind.maximum);
  }
  return std::nullopt;
}

Answer decode(const Score& kind, const Question& question, AnswerBitsView bits) {
  const std::size_t bits_each = range_weights(kind.maximum).size();
  Scores scores;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    scores.scores.push_back(bits.number(i * bits_each, kind.maximum));
  }
  return scores;
}

}  // namespace tabella::ballot
