// Rankings of all options. p_ij = 1: i is ranked above j.
//   strict      p_ij for i < j; for each triple s_ijk = p_ij + p_jk - p_ik is a bit: no cycle
//   with ties   p_ij + p_ji + t_ij = 1; for each ordered triple p_ik + p_kj - p_ij is a bit: who is
//               above k is above whatever k is above, and the same for "not above"
// A ranking that may be left blank has one more bit, "answered", first; it is the condition of all
// others, since all p_ij = 0 is itself a ranking and not a blank.
#include "ballot/kinds.h"

namespace tabella::ballot {

namespace {

// Where the bits of a ranking are among the question's answer bits.
struct Layout {
  std::uint64_t n;
  bool ties;
  std::uint64_t first;  // 1 behind "answered", else 0

  Layout(const Ranking& kind, const Question& question)
      : n(question.options.size()),
        ties(kind.ties == Ties::allowed),
        first(kind.blank == Blank::counted ? 1 : 0) {}

  [[nodiscard]] std::uint64_t pairs() const { return n * (n - 1) / 2; }
  [[nodiscard]] std::uint64_t size() const { return first + (ties ? 3 : 1) * pairs(); }
  [[nodiscard]] std::uint64_t triples() const { return pairs() * (n - 2) / 3; }
  // Position of i < j among all pairs in lexicographic order.
  [[nodiscard]] std::uint64_t pair(std::uint64_t i, std::uint64_t j) const {
    return i * n - i * (i + 1) / 2 + (j - i - 1);
  }
  // Strict: only i < j. With ties all p_ij with i < j, then all p_ji, then all t_ij.
  [[nodiscard]] std::uint64_t above(std::uint64_t i, std::uint64_t j) const {
    return first + (i < j ? pair(i, j) : pairs() + pair(j, i));
  }
  [[nodiscard]] std::uint64_t tied(std::uint64_t i, std::uint64_t j) const {
    return first + 2 * pairs() + pair(i, j);
  }
};

void add_pair(const Layout& at, std::uint32_t i, std::uint32_t j, QuestionBuilder& builder) {
  const std::uint32_t above = builder.bit(at.above(i, j));
  builder.add_total(TotalKind::above, i, j, {{.bit = above, .coefficient = 1}}, 1);
  if (!at.ties) return;
  const std::uint32_t below = builder.bit(at.above(j, i));
  builder.add_total(TotalKind::above, j, i, {{.bit = below, .coefficient = 1}}, 1);
  const std::uint32_t tied = builder.bit(at.tied(i, j));
  builder.require({{above, 1}, {below, 1}, {tied, 1}}, 1, 0);
}

// p_ij - p_ik - p_kj + s = 0.
void no_cycle(const Layout& at, std::uint64_t i, std::uint64_t j, std::uint64_t k,
              QuestionBuilder& builder) {
  builder.require({{builder.bit(at.above(i, j)), 1},
                   {builder.bit(at.above(i, k)), -1},
                   {builder.bit(at.above(k, j)), -1}},
                  0, 1);
}

}  // namespace

Refusal check(const Ranking& kind, const Question& question) {
  constexpr std::uint64_t kMaxOptions = 64;  // far beyond what fits, so that nothing overflows
  const Layout at(kind, question);
  if (at.n < 2) return Error{"definition.options", "options", "at least two are needed"};
  if (at.n > kMaxOptions || at.size() + (at.ties ? 6 : 1) * at.triples() > kMaxBits) {
    return Error{"definition.post_size", "options",
                 "no post holds a ranking of " + std::to_string(at.n) + " options"};
  }
  return std::nullopt;
}

void compile(const Ranking& kind, const Question& question, QuestionBuilder& builder) {
  const Layout at(kind, question);
  const auto n = static_cast<std::uint32_t>(at.n);
  if (!builder.add_answer_bits(at.size())) return;
  const bool blank = kind.blank == Blank::counted;
  if (blank) {
    const std::uint32_t answered = builder.bit(0);
    builder.add_total(TotalKind::answered, 0, 0, {{.bit = answered, .coefficient = 1}}, 1);
    builder.begin_condition(answered, builder.bit(1));
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = i + 1; j < n; ++j) add_pair(at, i, j, builder);
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = 0; j < n; ++j) {
      for (std::uint32_t k = 0; k < n; ++k) {
        const bool wanted = at.ties ? i != j && j != k && i != k : i < k && k < j;
        if (wanted) no_cycle(at, i, j, k, builder);
      }
    }
  }
  if (!blank) return;
  builder.end_condition();
  if (question.only_if) builder.require({{.bit = builder.bit(0), .coefficient = 1}}, 1, 1);
}

namespace {

Refusal check_tiers(const Ranking& kind, const Question& question, const Ranked& ranked) {
  Indices flat;
  for (const Indices& tier : ranked.tiers) {
    if (tier.empty()) return Error{"answers.tier", "", "a tier is empty"};
    if (kind.ties == Ties::refused && tier.size() > 1) {
      return Error{"answers.tie", "", std::to_string(tier.size()) + " options in one tier"};
    }
    flat.insert(flat.end(), tier.begin(), tier.end());
  }
  if (Refusal refusal = check_indices(flat, count(question.options))) return refusal;
  if (flat.size() != question.options.size()) {
    return Error{"answers.length", "",
                 std::to_string(flat.size()) + " of " + std::to_string(question.options.size()) +
                     " options are ranked"};
  }
  return std::nullopt;
}

}  // namespace

Refusal encode(const Ranking& kind, const Question& question, const Answer& answer,
               AnswerBits bits) {
  const Layout at(kind, question);
  if (std::holds_alternative<BlankAnswer>(answer)) {
    if (kind.blank == Blank::counted) return std::nullopt;
    return Error{"answers.blank", "", "a blank answer is not offered"};
  }
  const auto* ranked = std::get_if<Ranked>(&answer);
  if (ranked == nullptr) return wrong_answer("a ranking");
  if (Refusal refusal = check_tiers(kind, question, *ranked)) return refusal;
  Indices tier_of(at.n);
  for (std::uint32_t tier = 0; tier < ranked->tiers.size(); ++tier) {
    for (const std::uint32_t option : ranked->tiers[tier]) tier_of[option] = tier;
  }
  if (kind.blank == Blank::counted) bits.set(0);
  for (std::uint32_t i = 0; i < at.n; ++i) {
    for (std::uint32_t j = i + 1; j < at.n; ++j) {
      if (tier_of[i] < tier_of[j]) bits.set(at.above(i, j));
      if (at.ties && tier_of[i] > tier_of[j]) bits.set(at.above(j, i));
      if (at.ties && tier_of[i] == tier_of[j]) bits.set(at.tied(i, j));
    }
  }
  return std::nullopt;
}

Answer decode(const Ranking& kind, const Question& question, AnswerBitsView bits) {
  const Layout at(kind, question);
  if (kind.blank == Blank::counted && !bits[0]) return BlankAnswer{};
  const auto stands_above = [&](std::uint32_t i, std::uint32_t j) {
    return at.ties || i < j ? bits[at.above(i, j)] : !bits[at.above(j, i)];
  };
  // An option's tier is told by the number of options above it.
  crypto::WipedVector<Indices> with_above(at.n);
  for (std::uint32_t i = 0; i < at.n; ++i) {
    std::uint32_t above = 0;
    for (std::uint32_t j = 0; j < at.n; ++j) {
      if (i != j && stands_above(j, i)) ++above;
    }
    with_above[above].push_back(i);
  }
  Ranked ranked;
  for (Indices& tier : with_above) {
    if (!tier.empty()) ranked.tiers.push_back(std::move(tier));
  }
  return ranked;
}

}  // namespace tabella::ballot
