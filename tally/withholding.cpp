#include "tally/withholding.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "crypto/expects.h"

namespace tabella::tally {

using ballot::CompiledQuestion;
using ballot::Total;
using ballot::TotalKind;
using ballot::Withholding;

namespace {

// Totals of one group may add up to a published number: the grades of one option, the two sides of
// one pair, the rows of a table, its columns, its cells, all options of any other question.
using Group = std::tuple<TotalKind, std::uint32_t, std::uint32_t>;

Group group_of(const Total& total) {
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

// Which totals of a style may be shown: starts with all, and takes out more with each question.
class Publication {
 public:
  Publication(const ballot::Definition& definition, const ballot::CompiledStyle& style,
              std::uint64_t ballots, std::span<const std::uint64_t> totals)
      : definition_(definition),
        style_(style),
        smallest_group_(definition.smallest_group),
        ballots_(ballots),
        totals_(totals),
        shown_(totals.begin(), totals.end()) {}

  void consider(const CompiledQuestion& part) {
    if (part.withholding == Withholding::never) return;
    // Asked of few, or of a number that is itself withheld.
    const bool few =
        part.asked_total && (!shown_[*part.asked_total] || is_small(*part.asked_total));
    if (few) {
      for (std::uint32_t t = 0; t < part.total_count; ++t) shown_[part.first_total + t].reset();
    } else if (part.withholding == Withholding::totals) {
      withhold_one_by_one(part);
    }
  }
  [[nodiscard]] std::vector<std::optional<std::uint64_t>> take() && { return std::move(shown_); }

 private:
  [[nodiscard]] bool is_small(std::uint32_t total) const {
    return totals_[total] < smallest_group_;
  }

  void withhold_one_by_one(const CompiledQuestion& part) {
    std::map<Group, std::vector<std::uint32_t>> groups;
    for (std::uint32_t t = 0; t < part.total_count; ++t) {
      groups[group_of(style_.totals[part.first_total + t])].push_back(part.first_total + t);
    }
    for (const auto& [name, group] : groups) withhold_group(group, rest_of(part, group));
  }

  // Small totals of the group and, if there are any, the smallest that is not small with all that
  // are equal to it. Exchanging two withheld totals then gives others that would be withheld and
  // shown alike, so that somebody who knows this rule cannot tell which of them is small.
  void withhold_group(const std::vector<std::uint32_t>& group, std::optional<std::uint64_t> rest) {
    std::vector<std::uint64_t> values;
    values.reserve(group.size() + 1);
    for (const std::uint32_t total : group) values.push_back(totals_[total]);
    if (rest) values.push_back(*rest);
    if (std::ranges::min(values) >= smallest_group_) return;
    std::uint64_t up_to = std::numeric_limits<std::uint64_t>::max();
    for (const std::uint64_t value : values) {
      if (value >= smallest_group_) up_to = std::min(up_to, value);
    }
    for (const std::uint32_t total : group) {
      if (totals_[total] <= up_to) shown_[total].reset();
    }
  }

  [[nodiscard]] std::uint64_t voters(const CompiledQuestion& part) const {
    const std::uint64_t asked = part.asked_total ? totals_[*part.asked_total] : ballots_;
    for (std::uint32_t t = 0; t < part.total_count; ++t) {
      const std::uint32_t other = part.first_total + t;
      if (style_.totals[other].kind == TotalKind::answered) return totals_[other];
    }
    return asked;
  }

  // The ballots that a group of totals leaves: they are a group of people too, which is the
  // difference. Those that rank a pair the other way or alike, that do not answer, or of a choice
  // of at most one that mark nothing.
  [[nodiscard]] std::optional<std::uint64_t> rest_of(
      const CompiledQuestion& part, const std::vector<std::uint32_t>& group) const {
    std::uint64_t sum = 0;
    for (const std::uint32_t total : group) sum += totals_[total];
    const std::uint64_t asked = part.asked_total ? totals_[*part.asked_total] : ballots_;
    const TotalKind kind = style_.totals[group.front()].kind;
    const auto* choose = std::get_if<ballot::Choose>(&definition_.questions[part.question].kind);
    const bool at_most_one = choose != nullptr && choose->minimum == 0 && choose->maximum == 1;
    const bool leaves_some = kind == TotalKind::above || kind == TotalKind::answered || at_most_one;
    if (!leaves_some) return std::nullopt;
    const std::uint64_t all = kind == TotalKind::above ? voters(part) : asked;
    EXPECTS(sum <= all);
    return all - sum;
  }

  const ballot::Definition& definition_;
  const ballot::CompiledStyle& style_;
  std::uint64_t smallest_group_;
  std::uint64_t ballots_;
  std::span<const std::uint64_t> totals_;
  std::vector<std::optional<std::uint64_t>> shown_;
};

}  // namespace

std::vector<std::optional<std::uint64_t>> withhold_small(const ballot::Definition& definition,
                                                         const ballot::CompiledStyle& style,
                                                         std::uint64_t ballots,
                                                         std::span<const std::uint64_t> totals) {
  EXPECTS(totals.size() == style.totals.size());
  Publication publication(definition, style, ballots, totals);
  for (const CompiledQuestion& part : style.questions) publication.consider(part);
  return std::move(publication).take();
}

}  // namespace tabella::tally
