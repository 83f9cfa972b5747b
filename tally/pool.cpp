#include "tally/pool.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ballot/groups.h"
#include "crypto/expects.h"

namespace tabella::tally {

using ballot::Definition;

namespace {

using Styles = std::vector<std::uint32_t>;

Styles styles_with(const Definition& definition, std::uint32_t question) {
  Styles styles;
  for (std::uint32_t s = 0; s < definition.styles.size(); ++s) {
    const auto& asked = definition.styles[s].questions;
    if (std::ranges::find(asked, question) != asked.end()) styles.push_back(s);
  }
  return styles;
}

std::uint64_t ballots_of(const Styles& styles, std::span<const Aggregate> aggregates) {
  std::uint64_t ballots = 0;
  for (const std::uint32_t s : styles) ballots += aggregates[s].ballots();
  return ballots;
}

// A number of ballots, or of those who were asked: nobody, or many enough.
bool suffices(const Definition& definition, const ballot::Question& question,
              std::uint64_t ballots) {
  if (definition.smallest_group == 1 || ballots == 0) return true;
  return ballots / definition.smallest_group >= ballot::groups_of(question);
}

// Whether each weight is that of nobody, or of many enough.
bool weights_suffice(const Definition& definition, const Styles& styles,
                     std::span<const Aggregate> aggregates) {
  if (definition.roll.weights_may_tell) return true;
  std::map<std::uint64_t, std::uint64_t> ballots;
  for (const std::uint32_t s : styles) {
    for (const auto& [weight, count] : aggregates[s].ballots_by_weight()) ballots[weight] += count;
  }
  return std::ranges::all_of(ballots, [&](const auto& of_weight) {
    return of_weight.second == 0 || of_weight.second >= definition.smallest_group;
  });
}

bool may_be_opened(const Definition& definition, std::uint32_t question, const Styles& styles,
                   std::span<const Aggregate> aggregates) {
  return suffices(definition, definition.questions[question], ballots_of(styles, aggregates)) &&
         weights_suffice(definition, styles, aggregates);
}

// Styles that can stand alone, each by itself, and the rest together. As long as the rest cannot be
// opened it takes in the smallest of the others, so that what is known of the whole never tells
// what a few of it said.
std::vector<Styles> crowds_of(const Definition& definition, std::uint32_t question,
                              std::span<const Aggregate> aggregates) {
  std::vector<Styles> crowds;
  Styles rest;
  for (const std::uint32_t s : styles_with(definition, question)) {
    const bool alone =
        aggregates[s].ballots() > 0 && may_be_opened(definition, question, {s}, aggregates);
    if (alone) {
      crowds.push_back({s});
    } else {
      rest.push_back(s);
    }
  }
  while (!crowds.empty() && !may_be_opened(definition, question, rest, aggregates)) {
    const auto smallest = std::ranges::min_element(
        crowds, {}, [&](const Styles& crowd) { return ballots_of(crowd, aggregates); });
    rest.insert(rest.end(), smallest->begin(), smallest->end());
    crowds.erase(smallest);
  }
  std::ranges::sort(rest);
  if (!rest.empty()) crowds.push_back(std::move(rest));
  std::ranges::sort(crowds, {}, [](const Styles& crowd) { return crowd.front(); });
  return crowds;
}

// Decides pool after pool: each depends on earlier ones alone.
class Decision {
 public:
  Decision(const Definition& definition, std::span<const Pool> pools,
           std::span<const Aggregate> aggregates, const OpenedTotals& opened)
      : definition_(definition), pools_(pools), aggregates_(aggregates), opened_(opened) {}

  std::vector<PoolState> states() && {
    for (std::size_t p = 0; p < pools_.size(); ++p) {
      states_.push_back(opened_[p] ? PoolState::opened : state_of(p));
    }
    return std::move(states_);
  }

 private:
  [[nodiscard]] PoolState state_of(std::size_t index) const {
    const Pool& pool = pools_[index];
    const ballot::Question& question = definition_.questions[pool.question];
    if (!question.only_if) {
      return due_if(may_be_opened(definition_, pool.question, pool.styles, aggregates_));
    }
    if (pool.part == PoolPart::asked) return state_of_asked(pool, question.only_if->question);
    const PoolState asked = states_[index - 1];
    if (asked == PoolState::withheld) return asked;
    if (asked != PoolState::opened) return PoolState::waits;
    return due_if(suffices(definition_, question, opened_[index - 1]->front()));
  }

  [[nodiscard]] PoolState state_of_asked(const Pool& pool, std::uint32_t condition) const {
    std::vector<Styles> known;
    for (std::size_t p = 0; p < states_.size(); ++p) {
      const Pool& other = pools_[p];
      if (other.part == PoolPart::totals && other.question == condition) {
        if (states_[p] == PoolState::withheld || states_[p] == PoolState::waits) return states_[p];
        known.push_back(other.styles);
      }
      const auto& only_if = definition_.questions[other.question].only_if;
      if (other.part == PoolPart::asked && only_if->question == condition &&
          states_[p] != PoolState::withheld) {
        known.push_back(other.styles);
      }
    }
    known.push_back(pool.styles);
    return due_if(tell_of_many(known) && !splits_conditional(pool, condition));
  }

  // Whether the number would divide those who were asked a conditional question by styles: how many
  // of the others were asked that could be known, and be few.
  [[nodiscard]] bool splits_conditional(const Pool& pool, std::uint32_t condition) const {
    if (definition_.smallest_group == 1 || !definition_.questions[condition].only_if) return false;
    return std::ranges::any_of(styles_with(definition_, condition), [&](std::uint32_t s) {
      return aggregates_[s].ballots() > 0 && !std::ranges::binary_search(pool.styles, s);
    });
  }

  // Whether sums over these sets of styles, added and subtracted, speak of nobody or of many. What
  // follows from them is a sum over parts: styles that lie in the same sets.
  [[nodiscard]] bool tell_of_many(const std::vector<Styles>& known) const {
    std::map<std::vector<bool>, std::uint64_t> parts;
    for (std::uint32_t s = 0; s < aggregates_.size(); ++s) {
      std::vector<bool> part;
      part.reserve(known.size());
      for (const Styles& set : known) part.push_back(std::ranges::binary_search(set, s));
      if (std::ranges::find(part, true) != part.end()) parts[part] += aggregates_[s].ballots();
    }
    return std::ranges::all_of(parts, [&](const auto& part) {
      return part.second == 0 || part.second >= definition_.smallest_group;
    });
  }

  static PoolState due_if(bool may) { return may ? PoolState::due : PoolState::withheld; }

  const Definition& definition_;
  std::span<const Pool> pools_;
  std::span<const Aggregate> aggregates_;
  const OpenedTotals& opened_;
  std::vector<PoolState> states_;
};

}  // namespace

std::string name_of(const Pool& pool, const Definition& definition) {
  const ballot::Question& question = definition.questions[pool.question];
  const std::string part = pool.part == PoolPart::asked ? "/asked" : "/totals";
  const bool of_crowd = question.report == ballot::Report::by_style;
  return question.id + part + (of_crowd ? "/" + definition.styles[pool.styles.front()].id : "");
}

std::string_view name(PoolState state) {
  constexpr std::array<std::string_view, 4> kNames = {"due", "waits", "withheld", "opened"};
  return kNames[static_cast<std::size_t>(state)];
}

std::vector<Pool> pools_of(const Definition& definition, std::span<const Aggregate> aggregates) {
  EXPECTS(aggregates.size() == definition.styles.size());
  std::vector<Pool> pools;
  for (std::uint32_t q = 0; q < definition.questions.size(); ++q) {
    const ballot::Question& question = definition.questions[q];
    if (question.report == ballot::Report::by_style) {
      for (Styles& crowd : crowds_of(definition, q, aggregates)) {
        pools.push_back({q, PoolPart::totals, std::move(crowd)});
      }
      continue;
    }
    Styles styles = styles_with(definition, q);
    if (question.only_if) pools.push_back({q, PoolPart::asked, styles});
    pools.push_back({q, PoolPart::totals, std::move(styles)});
  }
  return pools;
}

std::vector<PoolState> states_of(const Definition& definition, std::span<const Pool> pools,
                                 std::span<const Aggregate> aggregates,
                                 const OpenedTotals& opened) {
  EXPECTS(opened.size() == pools.size() && aggregates.size() == definition.styles.size());
  return Decision(definition, pools, aggregates, opened).states();
}

PoolLayout layout_of(const Pool& pool, const ballot::CompiledStyle& style) {
  const auto part =
      std::ranges::find(style.questions, pool.question, &ballot::CompiledQuestion::question);
  EXPECTS(part != style.questions.end());
  const std::span totals = std::span(style.totals).subspan(part->first_total, part->total_count);
  if (!part->asked_bit) {
    return {totals, part->first_counter, part->counter_count, part->max_weight_sum};
  }
  if (pool.part == PoolPart::asked) {
    return {totals.first(1), part->first_counter, 1, part->max_weight_sum};
  }
  return {totals.subspan(1), part->first_counter + 1, part->counter_count - 1,
          part->max_weight_sum};
}

Aggregate aggregate_of(const Pool& pool, std::span<const ballot::CompiledStyle> compiled,
                       std::span<const Aggregate> aggregates) {
  Aggregate sum(layout_of(pool, compiled[pool.styles.front()]).counter_count);
  for (const std::uint32_t s : pool.styles) {
    sum.merge_vartime(aggregates[s], layout_of(pool, compiled[s]).first_counter);
  }
  return sum;
}

}  // namespace tabella::tally
