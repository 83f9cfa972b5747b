#include "ballot/question_json.h"

#include <charconv>
#include <limits>
#include <optional>

#include "ballot/definition_words.h"

namespace tabella::ballot {

namespace {

std::vector<Option> read_options(const text::JsonReader& json) {
  std::vector<Option> options;
  for (const text::JsonReader& item : json.array()) {
    item.only({"id", "text", "cost"});
    Option option{.id = item["id"].string(), .text = read_text(item["text"]), .cost = 0};
    if (const auto cost = item.optional("cost")) option.cost = read_amount(*cost);
    options.push_back(std::move(option));
  }
  return options;
}

template <class Enum>
Enum read_word(const text::JsonReader& json, const char* name, Words words, Enum otherwise) {
  const auto field = json.optional(name);
  return field ? static_cast<Enum>(field->one_of(words)) : otherwise;
}

// ---- Kinds: the fields of each besides "type" ----

Kind read(const text::JsonReader& json, Choose kind) {
  json.only({"type", "minimum", "maximum", "blank"});
  kind.minimum = json["minimum"].number32();
  kind.maximum = json["maximum"].number32();
  kind.blank = read_word(json, "blank", kBlankWords, kind.blank);
  return kind;
}

Kind read(const text::JsonReader& json, Score kind) {
  json.only({"type", "maximum"});
  kind.maximum = json["maximum"].number32();
  return kind;
}

Kind read(const text::JsonReader& json, Cumulative kind) {
  json.only({"type", "points", "limit", "option_maximum"});
  kind.points = json["points"].number32();
  kind.limit = static_cast<Limit>(json["limit"].one_of(kLimitWords));
  const auto most = json.optional("option_maximum");
  kind.option_maximum = most ? most->number32() : kind.points;
  return kind;
}

Kind read(const text::JsonReader& json, Grades kind) {
  json.only({"type", "grades"});
  kind.grades = read_options(json["grades"]);
  return kind;
}

Kind read(const text::JsonReader& json, Quadratic kind) {
  json.only({"type", "levels", "credits"});
  kind.levels = json["levels"].number32();
  kind.credits = json["credits"].number32();
  return kind;
}

Kind read(const text::JsonReader& json, Budget kind) {
  json.only({"type", "envelope"});
  kind.envelope = read_amount(json["envelope"]);
  return kind;
}

Kind read(const text::JsonReader& json, Ranking kind) {
  json.only({"type", "ties", "blank"});
  kind.ties = read_word(json, "ties", kTiesWords, kind.ties);
  kind.blank = read_word(json, "blank", kBlankWords, kind.blank);
  return kind;
}

Kind read(const text::JsonReader& json, Places kind) {
  json.only({"type", "points", "minimum"});
  for (const text::JsonReader& points : json["points"].array())
    kind.points.push_back(points.number32());
  kind.minimum = json["minimum"].number32();
  return kind;
}

Kind read(const text::JsonReader& json, Table kind) {
  json.only({"type", "column_title", "columns", "report"});
  kind.column_title = read_text(json["column_title"]);
  kind.columns = read_options(json["columns"]);
  kind.report = static_cast<TableReport>(json["report"].one_of(kTableReportWords));
  return kind;
}

template <std::size_t Index = 0>
Kind read_kind(const text::JsonReader& json, std::size_t index) {
  if constexpr (Index + 1 < std::variant_size_v<Kind>) {
    if (index != Index) return read_kind<Index + 1>(json, index);
  }
  return read(json, std::variant_alternative_t<Index, Kind>());
}

// ---- Rules ----

// "2/3": two numbers without sign or leading zeros.
Fraction read_quota(const text::JsonReader& json) {
  const std::string text = json.string();
  Fraction quota;
  const char* const end = text.data() + text.size();
  const auto [slash, error] = std::from_chars(text.data(), end, quota.numerator);
  const bool has_slash = error == std::errc() && slash != end && *slash == '/';
  const auto [rest, error2] = std::from_chars(has_slash ? slash + 1 : end, end, quota.denominator);
  const std::string canonical =
      std::to_string(quota.numerator) + "/" + std::to_string(quota.denominator);
  if (has_slash && error2 == std::errc() && rest == end && canonical == text) return quota;
  json.refuse("share", "must be a share such as 2/3");
  return {};
}

Condition read_condition(const text::JsonReader& json, const std::vector<Question>& earlier) {
  json.only({"question", "option", "grade"});
  Condition condition;
  condition.question = find_id(json["question"], earlier, "condition");
  if (condition.question >= earlier.size()) return condition;
  const Question& other = earlier[condition.question];
  condition.option = find_id(json["option"], other.options, "condition");
  if (const auto* grades = std::get_if<Grades>(&other.kind)) {
    condition.grade = find_id(json["grade"], grades->grades, "condition");
  } else if (const auto grade = json.optional("grade")) {
    grade->refuse("condition", "that question has no grades");
  }
  return condition;
}

Counting read_counting(const text::JsonReader& json) {
  json.only({"method", "winners", "ties", "envelope"});
  Counting counting;
  counting.method = static_cast<Method>(json["method"].one_of(kMethodWords));
  if (const auto winners = json.optional("winners")) counting.winners = winners->number32();
  counting.ties = read_word(json, "ties", kTieRuleWords, counting.ties);
  if (const auto envelope = json.optional("envelope")) counting.envelope = read_amount(*envelope);
  return counting;
}

Majority read_majority(const text::JsonReader& json) {
  json.only({"more_than", "at_least", "of"});
  const auto more_than = json.optional("more_than");
  const auto at_least = json.optional("at_least");
  if (more_than.has_value() == at_least.has_value()) {
    json.refuse("field", "needs either more_than or at_least");
    return {};
  }
  Majority majority;
  majority.comparison = more_than ? Comparison::more_than : Comparison::at_least;
  majority.quota = read_quota(more_than ? *more_than : *at_least);
  majority.of = static_cast<MajorityOf>(json["of"].one_of(kMajorityOfWords));
  return majority;
}

Decision read_decision(const text::JsonReader& json, const std::vector<Option>& options) {
  json.only({"turnout", "turnout_weight", "majority", "adopts"});
  Decision decision;
  if (const auto turnout = json.optional("turnout")) decision.turnout = read_quota(*turnout);
  if (const auto weight = json.optional("turnout_weight")) {
    decision.turnout_weight = read_amount(*weight);
  }
  if (const auto majority = json.optional("majority")) decision.majority = read_majority(*majority);
  if (const auto adopts = json.optional("adopts")) {
    decision.adopts = find_id(*adopts, options, "decision");
  }
  return decision;
}

}  // namespace

Text read_text(const text::JsonReader& json) {
  Text text;
  for (const auto& [language, words] : json.entries()) text[language] = words.string();
  return text;
}

std::uint64_t read_amount(const text::JsonReader& json) {
  return json.number(0, std::numeric_limits<std::int64_t>::max());
}

Question read_question(const text::JsonReader& json, const std::vector<Question>& earlier) {
  json.only({"id", "title", "options", "kind", "only_if", "report", "counting", "decision"});
  Question question;
  question.id = json["id"].string();
  question.title = read_text(json["title"]);
  question.options = read_options(json["options"]);
  const text::JsonReader kind = json["kind"];
  question.kind = read_kind(kind, kind["type"].one_of(kKindWords));
  if (const auto only_if = json.optional("only_if")) {
    question.only_if = read_condition(*only_if, earlier);
  }
  question.report = read_word(json, "report", kQuestionReportWords, question.report);
  if (const auto counting = json.optional("counting")) question.counting = read_counting(*counting);
  if (const auto decision = json.optional("decision")) {
    question.decision = read_decision(*decision, question.options);
  }
  return question;
}

}  // namespace tabella::ballot
