#include "tally/question_count.h"

#include <algorithm>

#include "crypto/expects.h"

namespace tabella::tally {

using ballot::CompiledQuestion;
using ballot::CompiledStyle;
using ballot::TotalKind;

namespace {

const CountedTotal* find(const std::vector<CountedTotal>& totals, TotalKind kind,
                         std::uint32_t first, std::uint32_t second) {
  const auto found = std::ranges::find_if(totals, [&](const CountedTotal& total) {
    return total.kind == kind && total.first == first && total.second == second;
  });
  return found == totals.end() ? nullptr : &*found;
}

void add(QuestionCount& count, const CompiledStyle& style, const CompiledQuestion& part,
         const StyleTally& tally) {
  count.roll += tally.roll;
  count.took_part += tally.ballots;
  *count.asked += part.asked_total ? tally.totals[*part.asked_total] : tally.ballots;
  const bool is_first = count.totals.empty();
  for (std::uint32_t t = 0; t < part.total_count; ++t) {
    const ballot::Total& total = style.totals[part.first_total + t];
    if (is_first) count.totals.push_back({total.kind, total.first, total.second, 0});
    *count.totals[t].value += tally.totals[part.first_total + t];
  }
}

// Blank are those who chose it, or, of a ranking, those who did not answer.
std::uint64_t blank(const QuestionCount& count) {
  if (const auto* blank = find(count.totals, TotalKind::blank, 0, 0)) return *blank->value;
  const auto* answered = find(count.totals, TotalKind::answered, 0, 0);
  return answered == nullptr ? 0 : *count.asked - *answered->value;
}

}  // namespace

bool QuestionCount::is_withheld() const {
  return std::ranges::any_of(totals, [](const CountedTotal& total) { return !total.value; });
}

bool QuestionCount::nothing_is_shown() const {
  return std::ranges::none_of(totals,
                              [](const CountedTotal& total) { return total.value.has_value(); });
}

std::uint64_t QuestionCount::value(TotalKind kind, std::uint32_t first,
                                   std::uint32_t second) const {
  const CountedTotal* total = find(totals, kind, first, second);
  EXPECTS(total != nullptr && total->value);
  return *total->value;
}

std::vector<QuestionCount> count_questions(const ballot::Definition& definition,
                                           std::span<const CompiledStyle> styles,
                                           std::span<const StyleTally> tallies) {
  EXPECTS(styles.size() == definition.styles.size() && tallies.size() == styles.size());
  std::vector<QuestionCount> counts(definition.questions.size());
  for (std::size_t s = 0; s < styles.size(); ++s) {
    EXPECTS(tallies[s].totals.size() == styles[s].totals.size());
    for (const CompiledQuestion& part : styles[s].questions) {
      add(counts[part.question], styles[s], part, tallies[s]);
    }
  }
  for (QuestionCount& count : counts) count.blank = blank(count);
  return counts;
}

}  // namespace tabella::tally
