// Levels -l .. l that cost their square: a bit per option and level, exactly one level per option,
// sum level^2 b + slack = credits.
#include <algorithm>

#include "ballot/kinds.h"

namespace tabella::ballot {

namespace {

std::uint64_t levels_each(const Quadratic& kind) { return 2 * std::uint64_t{kind.levels} + 1; }

// More than this cannot be spent.
std::uint64_t room(const Quadratic& kind, const Question& question) {
  const std::uint64_t all = question.options.size() * std::uint64_t{kind.levels} * kind.levels;
  return std::min<std::uint64_t>(kind.credits, all);
}

}  // namespace

Refusal check(const Quadratic& kind, const Question&) {
  if (kind.levels == 0) return Error{"definition.levels", "kind.levels", "only level 0"};
  if (std::uint64_t{kind.levels} * kind.levels > kind.credits) {
    return Error{"definition.unsatisfiable", "kind.credits",
                 "level " + std::to_string(kind.levels) + " costs more than " +
                     std::to_string(kind.credits) + " credits"};
  }
  return std::nullopt;
}

void compile(const Quadratic& kind, const Question& question, QuestionBuilder& builder) {
  if (levels_each(kind) > kMaxBits) return builder.refuse_as_overfull();
  if (!builder.add_answer_bits(question.options.size() * levels_each(kind))) return;
  const std::int64_t top = kind.levels;
  crypto::Row spent;
  for (std::uint32_t i = 0; i < count(question.options); ++i) {
    crypto::Row one_level, in_favor, against;
    for (std::int64_t level = -top; level <= top; ++level) {
      const std::uint32_t bit =
          builder.bit(i * levels_each(kind) + static_cast<std::uint64_t>(level + top));
      one_level.push_back({.bit = bit, .coefficient = 1});
      if (level > 0) in_favor.push_back({.bit = bit, .coefficient = level});
      if (level < 0) against.push_back({.bit = bit, .coefficient = -level});
      if (level != 0) spent.push_back({.bit = bit, .coefficient = level * level});
    }
    builder.require(std::move(one_level), 1, 0);
    builder.add_total(TotalKind::in_favor, i, 0, std::move(in_favor), kind.levels);
    builder.add_total(TotalKind::against, i, 0, std::move(against), kind.levels);
  }
  const std::uint64_t all = room(kind, question);
  builder.require(std::move(spent), static_cast<std::int64_t>(all), all);
}

Refusal encode(const Quadratic& kind, const Question& question, const Answer& answer,
               AnswerBits bits) {
  const auto* levels = std::get_if<Levels>(&answer);
  if (levels == nullptr) return wrong_answer("levels");
  if (Refusal refusal = check_length(levels->levels.size(), question.options.size())) {
    return refusal;
  }
  const std::int64_t top = kind.levels;
  std::uint64_t spent = 0;
  for (std::size_t i = 0; i < levels->levels.size(); ++i) {
    const std::int64_t level = levels->levels[i];
    if (level < -top || level > top) {
      return Error{"answers.level", "",
                   "level " + std::to_string(level) + " of option " + std::to_string(i + 1) +
                       ", from " + std::to_string(-top) + " to " + std::to_string(top)};
    }
    spent += static_cast<std::uint64_t>(level * level);
    bits.set(i * levels_each(kind) + static_cast<std::uint64_t>(level + top));
  }
  if (spent > kind.credits) {
    return Error{"answers.credits", "",
                 std::to_string(spent) + " credits spent, at most " + std::to_string(kind.credits)};
  }
  return std::nullopt;
}

Answer decode(const Quadratic& kind, const Question& question, AnswerBitsView bits) {
  Levels levels;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    for (std::uint64_t k = 0; k < levels_each(kind); ++k) {
      if (!bits[i * levels_each(kind) + k]) continue;
      levels.levels.push_back(static_cast<std::int32_t>(k) -
                              static_cast<std::int32_t>(kind.levels));
    }
  }
  return levels;
}

}  // namespace tabella::ballot
