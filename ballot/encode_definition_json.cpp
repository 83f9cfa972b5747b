#include <nlohmann/json.hpp>

#include "ballot/definition_json.h"
#include "ballot/definition_words.h"
#include "text/rfc3339.h"

namespace tabella::ballot {

namespace {

using Json = nlohmann::ordered_json;

Json write(const std::vector<Option>& options) {
  Json list = Json::array();
  for (const Option& option : options) {
    Json item = {{"id", option.id}, {"text", option.text}};
    if (option.cost != 0) item["cost"] = option.cost;
    list.push_back(std::move(item));
  }
  return list;
}

Json write(const Fraction& quota) {
  return std::to_string(quota.numerator) + "/" + std::to_string(quota.denominator);
}

Json write(const Choose& kind) {
  return {{"minimum", kind.minimum},
          {"maximum", kind.maximum},
          {"blank", word(kBlankWords, kind.blank)}};
}

Json write(const Score& kind) { return {{"maximum", kind.maximum}}; }

Json write(const Cumulative& kind) {
  return {{"points", kind.points},
          {"limit", word(kLimitWords, kind.limit)},
          {"option_maximum", kind.option_maximum}};
}

Json write(const Grades& kind) { return {{"grades", write(kind.grades)}}; }

Json write(const Quadratic& kind) { return {{"levels", kind.levels}, {"credits", kind.credits}}; }

Json write(const Budget& kind) { return {{"envelope", kind.envelope}}; }

Json write(const Ranking& kind) {
  return {{"ties", word(kTiesWords, kind.ties)}, {"blank", word(kBlankWords, kind.blank)}};
}

Json write(const Places& kind) { return {{"points", kind.points}, {"minimum", kind.minimum}}; }

Json write(const Table& kind) {
  return {{"column_title", kind.column_title},
          {"columns", write(kind.columns)},
          {"report", word(kTableReportWords, kind.report)}};
}

Json write(const Kind& kind) {
  Json json = {{"type", kKindWords[kind.index()]}};
  json.update(std::visit([](const auto& each) { return write(each); }, kind));
  return json;
}

Json write(const Condition& condition, const std::vector<Question>& questions) {
  const Question& other = questions[condition.question];
  Json json = {{"question", other.id}, {"option", other.options[condition.option].id}};
  if (const auto* grades = std::get_if<Grades>(&other.kind)) {
    json["grade"] = grades->grades[condition.grade].id;
  }
  return json;
}

Json write(const Counting& counting) {
  Json json = {{"method", word(kMethodWords, counting.method)},
               {"winners", counting.winners},
               {"ties", word(kTieRuleWords, counting.ties)}};
  if (counting.envelope != 0) json["envelope"] = counting.envelope;
  return json;
}

Json write(const Majority& majority) {
  const char* comparison = majority.comparison == Comparison::more_than ? "more_than" : "at_least";
  return {{comparison, write(majority.quota)}, {"of", word(kMajorityOfWords, majority.of)}};
}

Json write(const Decision& decision, const std::vector<Option>& options) {
  Json json = {{"turnout", write(decision.turnout)}, {"turnout_weight", decision.turnout_weight}};
  if (decision.majority) json["majority"] = write(*decision.majority);
  if (decision.adopts) json["adopts"] = options[*decision.adopts].id;
  return json;
}

Json write(const Question& question, const std::vector<Question>& questions) {
  Json json = {{"id", question.id},
               {"title", question.title},
               {"options", write(question.options)},
               {"kind", write(question.kind)}};
  if (question.only_if) json["only_if"] = write(*question.only_if, questions);
  if (question.report != Report::together) {
    json["report"] = word(kQuestionReportWords, question.report);
  }
  json["counting"] = write(question.counting);
  json["decision"] = write(question.decision, question.options);
  return json;
}

Json write(const BallotStyle& style, const std::vector<Question>& questions) {
  Json ids = Json::array();
  for (const std::uint32_t q : style.questions) ids.push_back(questions[q].id);
  return {{"id", style.id}, {"questions", std::move(ids)}, {"max_voters", style.max_voters}};
}

}  // namespace

std::string encode(const Definition& definition) {
  Json json = {
      {"version", kDefinitionVersion},
      {"id", definition.id},
      {"languages", definition.languages},
      {"title", definition.title},
      {"schedule",
       {{"opens", text::encode_time(definition.schedule.opens)},
        {"closes", text::encode_time(definition.schedule.closes)}}},
      {"roll",
       {{"max_voters", definition.roll.max_voters}, {"max_weight", definition.roll.max_weight}}},
      {"trustees",
       {{"count", definition.trustees.count}, {"threshold", definition.trustees.threshold}}},
      {"revoting", word(kRevotingWords, definition.revoting)},
      {"smallest_group", definition.smallest_group},
      {"questions", Json::array()},
      {"styles", Json::array()}};
  if (definition.roll.weights_may_tell) json["roll"]["weights_may_tell"] = true;
  if (definition.schedule.clock_bound != Schedule::kClockBound) {
    json["schedule"]["clock_bound"] = definition.schedule.clock_bound;
  }
  if (definition.trustees.must_rehearse) json["trustees"]["must_rehearse"] = true;
  if (definition.trustees.must_show_keys) json["trustees"]["must_show_keys"] = true;
  if (definition.legal_basis) json["legal_basis"] = *definition.legal_basis;
  if (definition.retention) json["retention"] = *definition.retention;
  for (const Question& question : definition.questions) {
    json["questions"].push_back(write(question, definition.questions));
  }
  for (const BallotStyle& style : definition.styles) {
    json["styles"].push_back(write(style, definition.questions));
  }
  return json.dump(1) + "\n";
}

}  // namespace tabella::ballot
