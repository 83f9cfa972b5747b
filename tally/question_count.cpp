#include "tally/question_count.h"

#include <algorithm>

#include "crypto/expects.h"

namespace tabella::tally {

using ballot::TotalKind;

namespace {

const CountedTotal* find(const std::vector<CountedTotal>& totals, TotalKind kind,
                         std::uint32_t first, std::uint32_t second) {
  const auto found = std::ranges::find_if(totals, [&](const CountedTotal& total) {
    return total.kind == kind && total.first == first && total.second == second;
  });
  return found == totals.end() ? nullptr : &*found;
}

// Blank are those who chose it, or, of a ranking, those who did not answer.
std::uint64_t blank(const QuestionCount& count) {
  if (const auto* blank = find(count.totals, TotalKind::blank, 0, 0)) return blank->value;
  const auto* answered = find(count.totals, TotalKind::answered, 0, 0);
  return answered == nullptr ? 0 : *count.asked - answered->value;
}

// Of a pool `totals`; `asked` is known if its question is conditional.
QuestionCount count_of(const PoolTally& tally, const ballot::CompiledStyle& style,
                       std::optional<std::uint64_t> asked) {
  QuestionCount count{.roll = tally.roll,
                      .took_part = tally.ballots,
                      .asked = asked,
                      .blank = std::nullopt,
                      .totals = {}};
  if (!tally.totals) return count;
  const auto totals = layout_of(tally.pool, style).totals;
  EXPECTS(tally.totals->size() == totals.size());
  for (std::size_t t = 0; t < totals.size(); ++t) {
    count.totals.push_back({.kind = totals[t].kind,
                            .first = totals[t].first,
                            .second = totals[t].second,
                            .value = (*tally.totals)[t]});
  }
  count.blank = blank(count);
  return count;
}

// Crowds are withheld together or not at all.
QuestionCount sum(const std::vector<CrowdCount>& crowds) {
  QuestionCount all = crowds.front().count;
  for (const CrowdCount& crowd : std::span(crowds).subspan(1)) {
    const QuestionCount& part = crowd.count;
    EXPECTS(part.totals.size() == all.totals.size());
    all.roll += part.roll;
    all.took_part += part.took_part;
    *all.asked += *part.asked;
    if (all.blank) *all.blank += *part.blank;
    for (std::size_t t = 0; t < all.totals.size(); ++t) all.totals[t].value += part.totals[t].value;
  }
  return all;
}

}  // namespace

std::uint64_t QuestionCount::value(TotalKind kind, std::uint32_t first,
                                   std::uint32_t second) const {
  const CountedTotal* total = find(totals, kind, first, second);
  EXPECTS(total != nullptr);
  return total->value;
}

std::vector<CountedQuestion> count_questions(const ballot::Definition& definition,
                                             std::span<const ballot::CompiledStyle> styles,
                                             std::span<const PoolTally> pools) {
  EXPECTS(styles.size() == definition.styles.size());
  std::vector<CountedQuestion> questions;
  std::size_t next = 0;
  for (std::uint32_t q = 0; q < definition.questions.size(); ++q) {
    std::optional<std::uint64_t> asked;
    if (definition.questions[q].only_if) {
      const PoolTally& tally = pools[next++];
      if (tally.totals) asked = tally.totals->front();
    }
    std::vector<CrowdCount> crowds;
    for (; next < pools.size() && pools[next].pool.question == q; ++next) {
      const PoolTally& tally = pools[next];
      if (!definition.questions[q].only_if) asked = tally.ballots;
      const auto& styles_of_pool = tally.pool.styles;
      crowds.push_back({styles_of_pool, count_of(tally, styles[styles_of_pool.front()], asked)});
    }
    QuestionCount count = sum(crowds);
    const bool by_style =
        definition.questions[q].report == ballot::Report::by_style && !count.is_withheld();
    questions.push_back(
        {std::move(count), by_style ? std::move(crowds) : std::vector<CrowdCount>()});
  }
  return questions;
}

}  // namespace tabella::tally
