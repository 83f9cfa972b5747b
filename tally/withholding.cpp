#include "tally/withholding.h"

#include <algorithm>
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
      return {total.kind, 0, 0};
    case TotalKind::option:
    case TotalKind::blank:
    case TotalKind::in_favor:
    case TotalKind::against:
    case TotalKind::answered:
      break;
  }
  return {TotalKind::option, 0, 0};
}

class Publication {
 public:
  Publication(const ballot::CompiledStyle& style, std::uint64_t smallest_group,
              std::uint64_t ballots, std::span<const std::uint64_t> totals)
      : style_(style),
        smallest_group_(smallest_group),
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
    for (auto& [name, group] : groups) {
      if (std::get<0>(name) == TotalKind::above && group.size() == 1) {
        withhold_pair(part, group.front());
      } else {
        withhold_group(std::move(group));
      }
    }
  }

  // Small totals of the group, and then the smallest others as long as what is missing could be
  // computed or is small itself.
  void withhold_group(std::vector<std::uint32_t> group) {
    std::ranges::stable_sort(group, {}, [&](std::uint32_t total) { return totals_[total]; });
    std::size_t missing = 0;
    std::uint64_t sum = 0;
    for (const std::uint32_t total : group) {
      const bool derivable = missing > 0 && (missing < 2 || sum < smallest_group_);
      if (!is_small(total) && !derivable) break;
      shown_[total].reset();
      ++missing;
      sum += totals_[total];
    }
  }

  // The other side of a strict ranking's pair is what is missing to all who ranked.
  void withhold_pair(const CompiledQuestion& part, std::uint32_t total) {
    const std::uint64_t most = part.asked_total ? totals_[*part.asked_total] : ballots_;
    std::uint64_t voters = most;
    for (std::uint32_t t = 0; t < part.total_count; ++t) {
      const std::uint32_t other = part.first_total + t;
      if (style_.totals[other].kind == TotalKind::answered) voters = totals_[other];
    }
    EXPECTS(totals_[total] <= voters);
    if (is_small(total) || voters - totals_[total] < smallest_group_) shown_[total].reset();
  }

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
  Publication publication(style, definition.smallest_group, ballots, totals);
  for (const CompiledQuestion& part : style.questions) publication.consider(part);
  return std::move(publication).take();
}

}  // namespace tabella::tally
