#include "tally/withholding.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "ballot/compile.h"
#include "crypto/expects.h"

namespace tabella::tally {

using ballot::TotalKind;
using ballot::Withholding;

namespace {

// Totals of one group may add up to a published number: the grades of one option, the two sides of
// one pair, the rows of a table, its columns, its cells, all options of any other question.
using Group = std::tuple<TotalKind, std::uint32_t, std::uint32_t>;

Group group_of(const CountedTotal& total) {
  switch (total.kind) {
    case TotalKind::grade:
      return {total.kind, total.first, 0};
    case TotalKind::above:
      return {total.kind, std::min(total.first, total.second), std::max(total.first, total.second)};
    case TotalKind::row:
    case TotalKind::column:
    case TotalKind::cell:
    case TotalKind::answered:
      return {total.kind, 0, 0};
    case TotalKind::option:
    case TotalKind::blank:
    case TotalKind::in_favor:
    case TotalKind::against:
      break;
  }
  return {TotalKind::option, 0, 0};
}

// Which numbers of the questions may be shown: starts with all, and takes out more with each
// question.
class Publication {
 public:
  Publication(const ballot::Definition& definition, std::vector<QuestionCount> counts)
      : definition_(definition), counts_(std::move(counts)), shown_(counts_) {}

  void consider(std::uint32_t index) {
    const ballot::Question& question = definition_.questions[index];
    const Withholding withholding = ballot::withholding_of(definition_, question);
    if (withholding == Withholding::never) return;
    QuestionCount& shown = shown_[index];
    if (question.only_if && !may_tell_asked(index, *question.only_if)) shown.asked.reset();
    // Asked of few, or of a number that is itself withheld.
    if (question.only_if && (!shown.asked || is_small(*shown.asked))) {
      for (CountedTotal& total : shown.totals) total.value.reset();
    } else if (withholding == Withholding::totals) {
      withhold_one_by_one(index);
    }
    // Where the total that tells it is withheld, there is none, not even 0.
    if (std::ranges::any_of(shown.totals, [](const CountedTotal& total) {
          const bool tells = total.kind == TotalKind::blank || total.kind == TotalKind::answered;
          return tells && !total.value;
        })) {
      shown.blank.reset();
    }
  }
  [[nodiscard]] std::vector<QuestionCount> take() && { return std::move(shown_); }

 private:
  [[nodiscard]] bool is_small(std::uint64_t value) const {
    return value < definition_.smallest_group;
  }

  [[nodiscard]] std::size_t styles_with(std::uint32_t question) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(definition_.styles, [question](const ballot::BallotStyle& style) {
          return std::ranges::find(style.questions, question) != style.questions.end();
        }));
  }

  // Whether the number of those who were asked tells nothing that is withheld. Where some style
  // asks the question of the condition alone, it is a part of that question's total, and gives the
  // other part away.
  [[nodiscard]] bool may_tell_asked(std::uint32_t index, const ballot::Condition& condition) const {
    const auto* grades =
        std::get_if<ballot::Grades>(&definition_.questions[condition.question].kind);
    const std::size_t place = grades == nullptr
                                  ? condition.option
                                  : condition.option * grades->grades.size() + condition.grade;
    const auto& whole = shown_[condition.question].totals[place].value;
    if (!whole) return false;
    const auto& other = definition_.questions[condition.question];
    const bool is_open = ballot::withholding_of(definition_, other) == Withholding::never;
    if (is_open || styles_with(index) == styles_with(condition.question)) return true;
    const std::uint64_t part = *counts_[index].asked;
    return !is_small(part) && !is_small(*whole - part);
  }

  void withhold_one_by_one(std::uint32_t index) {
    const auto& totals = counts_[index].totals;
    std::map<Group, std::vector<std::size_t>> groups;
    for (std::size_t t = 0; t < totals.size(); ++t) groups[group_of(totals[t])].push_back(t);
    for (const auto& [name, group] : groups) withhold_group(index, group);
  }

  // Small totals of the group and, if there are any, the smallest that is not small with all that
  // are equal to it. Exchanging two withheld totals then gives others that would be withheld and
  // shown alike, so that somebody who knows this rule cannot tell which of them is small.
  void withhold_group(std::uint32_t index, const std::vector<std::size_t>& group) {
    const auto& totals = counts_[index].totals;
    std::vector<std::uint64_t> values;
    values.reserve(group.size() + 1);
    for (const std::size_t total : group) values.push_back(*totals[total].value);
    if (const auto rest = rest_of(index, group)) values.push_back(*rest);
    if (!is_small(std::ranges::min(values))) return;
    std::uint64_t up_to = std::numeric_limits<std::uint64_t>::max();
    for (const std::uint64_t value : values) {
      if (!is_small(value)) up_to = std::min(up_to, value);
    }
    for (const std::size_t total : group) {
      if (*totals[total].value <= up_to) shown_[index].totals[total].value.reset();
    }
  }

  // The ballots that a group of totals leaves: they are a group of people too, which is the
  // difference. Those that rank a pair the other way or alike, that do not answer, or of a choice
  // of at most one that mark nothing.
  [[nodiscard]] std::optional<std::uint64_t> rest_of(std::uint32_t index,
                                                     const std::vector<std::size_t>& group) const {
    const QuestionCount& count = counts_[index];
    std::uint64_t sum = 0;
    for (const std::size_t total : group) sum += *count.totals[total].value;
    const TotalKind kind = count.totals[group.front()].kind;
    const auto* choose = std::get_if<ballot::Choose>(&definition_.questions[index].kind);
    const bool at_most_one = choose != nullptr && choose->minimum == 0 && choose->maximum == 1;
    const bool leaves_some = kind == TotalKind::above || kind == TotalKind::answered || at_most_one;
    if (!leaves_some) return std::nullopt;
    const std::uint64_t all = kind == TotalKind::above ? count.votes() : *count.asked;
    EXPECTS(sum <= all);
    return all - sum;
  }

  const ballot::Definition& definition_;
  std::vector<QuestionCount> counts_;
  std::vector<QuestionCount> shown_;
};

}  // namespace

std::vector<QuestionCount> withhold_small(const ballot::Definition& definition,
                                          std::vector<QuestionCount> counts) {
  EXPECTS(counts.size() == definition.questions.size());
  Publication publication(definition, std::move(counts));
  for (std::uint32_t q = 0; q < definition.questions.size(); ++q) publication.consider(q);
  return std::move(publication).take();
}

}  // namespace tabella::tally
