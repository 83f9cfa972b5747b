// P points spread over the options: scores as in score.cpp, sum of scores = P, or with slack if
// fewer may be given.
#include <algorithm>
#include <numeric>

#include "ballot/kinds.h"
#include "ballot/range_weights.h"

namespace tabella::ballot {

namespace {

// What all options together can take: more than that cannot be given.
std::uint64_t room(const Cumulative& kind, const Question& question) {
  return std::min<std::uint64_t>(kind.points,
                                 question.options.size() * std::uint64_t{kind.option_maximum});
}

}  // namespace

Refusal check(const Cumulative& kind, const Question& question) {
  if (kind.points == 0) return Error{"definition.points", "kind.points", "no points to give"};
  if (kind.option_maximum == 0 || kind.option_maximum > kind.points) {
    return Error{"definition.maximum", "kind.option_maximum",
                 "must be from 1 to the points, " + std::to_string(kind.points)};
  }
  if (kind.limit == Limit::exactly && room(kind, question) < kind.points) {
    return Error{"definition.unsatisfiable", "kind.option_maximum",
                 "the options take " + std::to_string(room(kind, question)) + " of " +
                     std::to_string(kind.points) + " points that must be given"};
  }
  return std::nullopt;
}

void compile(const Cumulative& kind, const Question& question, QuestionBuilder& builder) {
  const std::vector<std::int64_t> weights = range_weights(kind.option_maximum);
  if (!builder.add_answer_bits(question.options.size() * weights.size())) return;
  crypto::Row sum;
  for (std::uint32_t i = 0; i < count(question.options); ++i) {
    crypto::Row points;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      points.push_back({.bit = builder.bit(i * weights.size() + k), .coefficient = weights[k]});
    }
    sum.insert(sum.end(), points.begin(), points.end());
    builder.add_total(TotalKind::option, i, 0, std::move(points), kind.option_maximum);
  }
  const std::uint64_t all = room(kind, question);
  builder.require(std::move(sum), static_cast<std::int64_t>(all),
                  kind.limit == Limit::exactly ? 0 : all);
}

Refusal encode(const Cumulative& kind, const Question& question, const Answer& answer,
               AnswerBits bits) {
  const auto* scores = std::get_if<Scores>(&answer);
  if (scores == nullptr) return wrong_answer("points");
  if (Refusal refusal = check_length(scores->scores.size(), question.options.size())) {
    return refusal;
  }
  const std::size_t bits_each = range_weights(kind.option_maximum).size();
  for (std::size_t i = 0; i < scores->scores.size(); ++i) {
    if (scores->scores[i] > kind.option_maximum) {
      return Error{"answers.maximum", "",
                   std::to_string(scores->scores[i]) + " points for option " +
                       std::to_string(i + 1) + ", at most " + std::to_string(kind.option_maximum)};
    }
    bits.set_number(i * bits_each, scores->scores[i], kind.option_maximum);
  }
  const std::uint64_t given =
      std::accumulate(scores->scores.begin(), scores->scores.end(), std::uint64_t{0});
  if (given > kind.points) {
    return Error{"answers.points", "",
                 std::to_string(given) + " points given, at most " + std::to_string(kind.points)};
  }
  if (kind.limit == Limit::exactly && given != kind.points) {
    return Error{"answers.points", "",
                 std::to_string(given) + " points given, exactly " + std::to_string(kind.points) +
                     " must be"};
  }
  return std::nullopt;
}

Answer decode(const Cumulative& kind, const Question& question, AnswerBitsView bits) {
  const std::size_t bits_each = range_weights(kind.option_maximum).size();
  Scores scores;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    scores.scores.push_back(bits.number(i * bits_each, kind.option_maximum));
  }
  return scores;
}

}  // namespace tabella::ballot
