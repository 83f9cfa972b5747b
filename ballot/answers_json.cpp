#include "ballot/answers_json.h"

#include <algorithm>
#include <utility>

#include "text/json_reader.h"
#include "text/strict_json.h"

namespace tabella::ballot {

namespace {

constexpr std::size_t kMaxAnswersSize = std::size_t{1} << 20;

std::uint32_t read_id(const text::JsonReader& json, const std::vector<Option>& options) {
  const auto option = std::ranges::find(options, json.string(), &Option::id);
  if (option == options.end()) json.refuse("option", "names none of the options");
  return static_cast<std::uint32_t>(option - options.begin());
}

Indices read_ids(const text::JsonReader& json, const std::vector<Option>& options) {
  Indices ids;
  for (const text::JsonReader& item : json.array()) ids.push_back(read_id(item, options));
  return ids;
}

// An object with one value for each option, in any order; calls set(option, value).
template <class Set>
void read_each(const text::JsonReader& json, const std::vector<Option>& options, Set set) {
  const auto entries = json.entries();
  // First, so that the search below is bounded by the definition.
  if (entries.size() > options.size()) return json.refuse("option", "names none of the options");
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto entry =
        std::ranges::find(entries, options[i].id, [](const auto& each) { return each.first; });
    if (entry == entries.end()) return json.refuse("length", options[i].id + " is missing");
    set(entry->second);
  }
}

Answer read_values(const text::JsonReader& json, const Question& question) {
  const std::vector<Option>& options = question.options;
  if (const auto field = json.optional("scores")) {
    Scores scores;
    read_each(*field, options,
              [&](const text::JsonReader& v) { scores.scores.push_back(v.number32()); });
    return scores;
  }
  if (const auto field = json.optional("levels")) {
    Levels levels;
    read_each(*field, options, [&](const text::JsonReader& value) {
      const std::int64_t level = value.integer();
      if (level < -0x7fff'ffff || level > 0x7fff'ffff) value.refuse("number", "is too large");
      levels.levels.push_back(static_cast<std::int32_t>(level));
    });
    return levels;
  }
  const auto* kind = std::get_if<Grades>(&question.kind);
  const auto field = json.optional("grades");
  if (kind == nullptr || !field) {
    json.refuse("kind", "is not an answer to this question");
    return NotAsked{};
  }
  Graded graded;
  read_each(*field, options, [&](const text::JsonReader& value) {
    graded.grades.push_back(read_id(value, kind->grades));
  });
  return graded;
}

Answer read_answer(const text::JsonReader& json, const Question& question) {
  json.only({"chosen", "scores", "levels", "grades", "ranking", "places", "cell"});
  const std::vector<Option>& options = question.options;
  if (json.entries().size() != 1) json.refuse("field", "must have one field");
  if (const auto field = json.optional("chosen")) return Chosen{read_ids(*field, options)};
  if (const auto field = json.optional("places")) return Placed{read_ids(*field, options)};
  if (const auto field = json.optional("ranking")) {
    Ranked ranked;
    for (const text::JsonReader& tier : field->array())
      ranked.tiers.push_back(read_ids(tier, options));
    return ranked;
  }
  const auto* table = std::get_if<Table>(&question.kind);
  const auto cell = json.optional("cell");
  if (table != nullptr && cell) {
    cell->only({"row", "column"});
    return Cell{.row = read_id((*cell)["row"], options),
                .column = read_id((*cell)["column"], table->columns)};
  }
  return read_values(json, question);
}

Answers read_answers(const text::JsonReader& json, const Definition& definition,
                     const CompiledStyle& style) {
  Answers answers;
  std::size_t used = 0;
  for (const CompiledQuestion& part : style.questions) {
    const Question& question = definition.questions[part.question];
    const auto field = json.optional(question.id.c_str());
    if (!field) {
      answers.add(NotAsked{});
      continue;
    }
    ++used;
    if (field->is_string()) {
      if (field->string() != "blank") field->refuse("value", "must be one of blank");
      answers.add(BlankAnswer{});
    } else {
      answers.add(read_answer(*field, question));
    }
  }
  if (json.entries().size() != used) json.refuse("question", "has an answer to no question");
  return answers;
}

// ---- Writing; identifiers need no escapes ----

std::string enclosed(const char* open, std::string_view text, const char* close) {
  return std::string(open).append(text).append(close);
}

std::string quoted(std::string_view id) { return enclosed("\"", id, "\""); }

// {"name":value}
std::string field(std::string_view name, std::string_view value) {
  return enclosed("{", quoted(name).append(":").append(value), "}");
}

template <class Items, class Write>
std::string list(const Items& items, Write write) {
  std::string text;
  for (const auto& item : items) text.append(text.empty() ? "" : ",").append(write(item));
  return enclosed("[", text, "]");
}

template <class Values, class Write>
std::string by_option(const std::vector<Option>& options, const Values& values, Write write) {
  std::string text;
  for (std::size_t i = 0; i < options.size(); ++i) {
    text.append(text.empty() ? "" : ",").append(quoted(options[i].id)).append(":");
    text.append(write(values[i]));
  }
  return enclosed("{", text, "}");
}

// Writes one answer in the form that its question has in JSON; a visitor of Answer.
class Writer {
 public:
  explicit Writer(const Question& question) : question_(question), options_(question.options) {}

  std::string operator()(const NotAsked&) const { return {}; }
  std::string operator()(const BlankAnswer&) const { return quoted("blank"); }
  std::string operator()(const Chosen& a) const { return field("chosen", ids(a.options)); }
  std::string operator()(const Placed& a) const { return field("places", ids(a.options)); }
  std::string operator()(const Scores& a) const {
    return field("scores", by_option(options_, a.scores, number));
  }
  std::string operator()(const Levels& a) const {
    return field("levels", by_option(options_, a.levels, number));
  }
  std::string operator()(const Graded& a) const {
    const auto& grades = std::get<Grades>(question_.kind).grades;
    const auto grade = [&](std::uint32_t g) { return quoted(grades[g].id); };
    return field("grades", by_option(options_, a.grades, grade));
  }
  std::string operator()(const Ranked& a) const {
    return field("ranking", list(a.tiers, [&](const Indices& tier) { return ids(tier); }));
  }
  std::string operator()(const Cell& a) const {
    const auto& columns = std::get<Table>(question_.kind).columns;
    std::string cell = quoted("row").append(":").append(quoted(options_[a.row].id));
    cell.append(",").append(quoted("column")).append(":").append(quoted(columns[a.column].id));
    return field("cell", enclosed("{", cell, "}"));
  }

 private:
  static std::string number(std::int64_t value) { return std::to_string(value); }
  [[nodiscard]] std::string ids(const Indices& options) const {
    return list(options, [&](std::uint32_t option) { return quoted(options_[option].id); });
  }

  const Question& question_;
  const std::vector<Option>& options_;
};

}  // namespace

Result<Answers> decode_answers(const Definition& definition, const CompiledStyle& style,
                               std::string_view json_text) {
  const auto json =
      text::parse_strict_json(json_text, "answers", kMaxAnswersSize, text::Negatives::allowed);
  if (!json) return json.error();
  return decode_answers(definition, style, *json);
}

Result<Answers> decode_answers(const Definition& definition, const CompiledStyle& style,
                               const text::JsonValue& json) {
  text::JsonVerdict verdict("answers");
  Answers answers = read_answers(text::JsonReader(json, verdict), definition, style);
  if (verdict.error()) return *verdict.error();
  return answers;
}

std::string expose_as_json(const Definition& definition, const CompiledStyle& style,
                           const Answers& answers) {
  EXPECTS(answers.size() == style.questions.size());
  std::string text;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (std::holds_alternative<NotAsked>(answers[i])) continue;
    const Question& question = definition.questions[style.questions[i].question];
    text.append(text.empty() ? "" : ",").append(quoted(question.id)).append(":");
    text.append(std::visit(Writer(question), answers[i]));
  }
  return enclosed("{", text, "}");
}

}  // namespace tabella::ballot
