// The first places of a ranking, each with its points. x_ip: option i has place p; every option has
// at most one place; every place has one option, or none from place `minimum` on; no gaps:
// sum_i x_ip >= sum_i x_i(p+1). The total of option i is sum_p points_p x_ip.
#include <algorithm>

#include "ballot/kinds.h"

namespace tabella::ballot {

namespace {

crypto::Row place_row(const QuestionBuilder& builder, std::uint64_t options, std::uint64_t places,
                      std::uint64_t place, std::int64_t coefficient) {
  crypto::Row row;
  for (std::uint64_t i = 0; i < options; ++i) {
    row.push_back({.bit = builder.bit(i * places + place), .coefficient = coefficient});
  }
  return row;
}

}  // namespace

Refusal check(const Places& kind, const Question& question) {
  if (kind.points.empty() || kind.points.size() > question.options.size()) {
    return Error{"definition.places", "kind.points",
                 std::to_string(kind.points.size()) + " places for " +
                     std::to_string(question.options.size()) + " options"};
  }
  for (std::size_t p = 0; p < kind.points.size(); ++p) {
    if (kind.points[p] == 0) {
      return Error{"definition.points", "kind.points[" + std::to_string(p) + "]", "must not be 0"};
    }
  }
  if (kind.minimum > kind.points.size()) {
    return Error{
        "definition.minimum", "kind.minimum",
        std::to_string(kind.minimum) + " of " + std::to_string(kind.points.size()) + " places"};
  }
  return std::nullopt;
}

void compile(const Places& kind, const Question& question, QuestionBuilder& builder) {
  const std::uint64_t options = question.options.size();
  const std::uint64_t places = kind.points.size();
  if (!builder.add_answer_bits(options * places)) return;
  const std::uint32_t most = *std::ranges::max_element(kind.points);
  for (std::uint32_t i = 0; i < options; ++i) {
    crypto::Row one_place, points;
    for (std::uint64_t p = 0; p < places; ++p) {
      one_place.push_back({.bit = builder.bit(i * places + p), .coefficient = 1});
      points.push_back({.bit = builder.bit(i * places + p), .coefficient = kind.points[p]});
    }
    builder.require(std::move(one_place), 1, 1);
    builder.add_total(TotalKind::option, i, 0, std::move(points), most);
  }
  for (std::uint64_t p = 0; p < places; ++p) {
    builder.require(place_row(builder, options, places, p, 1), 1, p < kind.minimum ? 0 : 1);
  }
  for (std::uint64_t p = kind.minimum; p + 1 < places; ++p) {
    crypto::Row falls = place_row(builder, options, places, p, -1);
    const crypto::Row next = place_row(builder, options, places, p + 1, 1);
    falls.insert(falls.end(), next.begin(), next.end());
    builder.require(std::move(falls), 0, 1);
  }
}

Refusal encode(const Places& kind, const Question& question, const Answer& answer,
               AnswerBits bits) {
  const auto* placed = std::get_if<Placed>(&answer);
  if (placed == nullptr) return wrong_answer("options in places");
  if (Refusal refusal = check_indices(placed->options, count(question.options))) return refusal;
  const std::size_t filled = placed->options.size();
  if (filled > kind.points.size()) {
    return Error{
        "answers.maximum", "",
        std::to_string(filled) + " places filled, at most " + std::to_string(kind.points.size())};
  }
  if (filled < kind.minimum) {
    return Error{
        "answers.minimum", "",
        std::to_string(filled) + " places filled, at least " + std::to_string(kind.minimum)};
  }
  for (std::size_t p = 0; p < filled; ++p) {
    bits.set(std::uint64_t{placed->options[p]} * kind.points.size() + p);
  }
  return std::nullopt;
}

Answer decode(const Places& kind, const Question& question, AnswerBitsView bits) {
  Placed placed;
  for (std::size_t p = 0; p < kind.points.size(); ++p) {
    for (std::uint32_t i = 0; i < count(question.options); ++i) {
      if (bits[i * kind.points.size() + p]) placed.options.push_back(i);
    }
  }
  return placed;
}

}  // namespace tabella::ballot
