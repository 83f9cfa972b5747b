#include "tally/result_json.h"

#include <array>
#include <nlohmann/json.hpp>

#include "crypto/expects.h"

namespace tabella::tally {

using ballot::Question;
using ballot::TotalKind;

namespace {

using Json = nlohmann::ordered_json;

// In the order of the enumerators.
constexpr std::array<const char*, 9> kOutcomeWords = {
    "counted",           "elected",     "funded",   "adopted", "rejected",
    "too_few_took_part", "no_majority", "no_votes", "withheld"};
constexpr std::array<const char*, 11> kTotalWords = {"option",  "blank",    "grade", "in_favor",
                                                     "against", "above",    "cell",  "row",
                                                     "column",  "answered", "asked"};

Json ids(const Question& question, const std::vector<std::uint32_t>& options) {
  Json list = Json::array();
  for (const std::uint32_t option : options) list.push_back(question.options[option].id);
  return list;
}

// What the total is of, by identifiers.
Json labels(const Question& question, const CountedTotal& total) {
  const auto option = [&](std::uint32_t index) { return question.options[index].id; };
  switch (total.kind) {
    case TotalKind::blank:
    case TotalKind::answered:
    case TotalKind::asked:
      return Json::array();
    case TotalKind::option:
    case TotalKind::in_favor:
    case TotalKind::against:
    case TotalKind::row:
      return Json::array({option(total.first)});
    case TotalKind::above:
      return Json::array({option(total.first), option(total.second)});
    case TotalKind::grade:
      return Json::array({option(total.first),
                          std::get_if<ballot::Grades>(&question.kind)->grades[total.second].id});
    case TotalKind::cell:
      return Json::array({option(total.first),
                          std::get_if<ballot::Table>(&question.kind)->columns[total.second].id});
    case TotalKind::column:
      return Json::array({std::get_if<ballot::Table>(&question.kind)->columns[total.first].id});
  }
  return Json::array();
}

Json write(const Question& question, const QuestionCount& count) {
  Json totals = Json::array();
  for (const CountedTotal& total : count.totals) {
    totals.push_back({{"of", kTotalWords[static_cast<std::size_t>(total.kind)]},
                      {"ids", labels(question, total)},
                      {"value", total.value}});
  }
  Json json = {{"roll", count.roll}, {"took_part", count.took_part}};
  if (count.asked) json["asked"] = *count.asked;
  if (count.blank) json["blank"] = *count.blank;
  json["totals"] = std::move(totals);
  return json;
}

Json write(const Question& question, const Standing& standing) {
  Json tiers = Json::array();
  for (const Tier& tier : standing.tiers) tiers.push_back(ids(question, tier));
  Json figures = Json::object();
  for (std::size_t i = 0; i < standing.figures.size(); ++i) {
    figures[question.options[i].id] = standing.figures[i];
  }
  return {{"tiers", std::move(tiers)}, {"figures", std::move(figures)}};
}

Json write(const ballot::Definition& definition, const Question& question,
           const CrowdCount& crowd) {
  Json styles = Json::array();
  for (const std::uint32_t style : crowd.styles) styles.push_back(definition.styles[style].id);
  return {{"styles", std::move(styles)}, {"count", write(question, crowd.count)}};
}

Json write(const ballot::Definition& definition, const Question& question,
           const QuestionResult& result) {
  Json json = {{"question", question.id},
               {"outcome", kOutcomeWords[static_cast<std::size_t>(result.outcome)]},
               {"winners", ids(question, result.winners)}};
  if (!result.tie.empty()) json["tie"] = ids(question, result.tie);
  if (result.outcome == Outcome::funded) json["spent"] = result.spent;
  json["count"] = write(question, result.count);
  for (const CrowdCount& crowd : result.by_style) {
    json["by_style"].push_back(write(definition, question, crowd));
  }
  if (result.standing) json["standing"] = write(question, *result.standing);
  return json;
}

}  // namespace

std::string encode(const ballot::Definition& definition, std::span<const QuestionResult> results) {
  EXPECTS(results.size() == definition.questions.size());
  Json questions = Json::array();
  for (std::size_t q = 0; q < results.size(); ++q) {
    questions.push_back(write(definition, definition.questions[q], results[q]));
  }
  return Json{{"type", "result"}, {"questions", std::move(questions)}}.dump();
}

}  // namespace tabella::tally
