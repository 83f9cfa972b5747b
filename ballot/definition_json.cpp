#include "ballot/definition_json.h"

#include <charconv>
#include <limits>
#include <utility>

#include "ballot/definition_check.h"
#include "ballot/definition_words.h"
#include "ballot/question_json.h"
#include "text/json_reader.h"
#include "text/rfc3339.h"

namespace tabella::ballot {

namespace {

std::int64_t read_time(const text::JsonReader& json) {
  const auto seconds = text::decode_time(json.string());
  if (!seconds) json.refuse("time", "must be a time such as 2026-05-01T08:00:00Z");
  return seconds.value_or(0);
}

Schedule read_schedule(const text::JsonReader& json) {
  json.only({"opens", "closes", "clock_bound"});
  Schedule schedule{.opens = read_time(json["opens"]), .closes = read_time(json["closes"])};
  if (const auto bound = json.optional("clock_bound")) schedule.clock_bound = read_amount(*bound);
  return schedule;
}

RollBounds read_roll(const text::JsonReader& json) {
  json.only({"max_voters", "max_weight", "weights_may_tell"});
  RollBounds roll;
  roll.max_voters = read_amount(json["max_voters"]);
  if (const auto weight = json.optional("max_weight")) roll.max_weight = read_amount(*weight);
  if (const auto may = json.optional("weights_may_tell")) roll.weights_may_tell = may->boolean();
  return roll;
}

TrusteeBounds read_trustees(const text::JsonReader& json) {
  json.only({"count", "threshold", "must_rehearse", "must_show_keys"});
  TrusteeBounds trustees{.count = json["count"].number32(),
                         .threshold = json["threshold"].number32()};
  if (const auto must = json.optional("must_rehearse")) trustees.must_rehearse = must->boolean();
  if (const auto must = json.optional("must_show_keys")) trustees.must_show_keys = must->boolean();
  return trustees;
}

BallotStyle read_style(const text::JsonReader& json, const Definition& definition) {
  json.only({"id", "questions", "max_voters"});
  BallotStyle style{
      .id = json["id"].string(), .questions = {}, .max_voters = definition.roll.max_voters};
  for (const text::JsonReader& id : json["questions"].array()) {
    style.questions.push_back(find_id(id, definition.questions, "style"));
  }
  if (const auto voters = json.optional("max_voters")) style.max_voters = read_amount(*voters);
  return style;
}

// One style that asks everything.
BallotStyle default_style(const Definition& definition) {
  BallotStyle style{.id = "all", .questions = {}, .max_voters = definition.roll.max_voters};
  for (std::uint32_t q = 0; q < definition.questions.size(); ++q) style.questions.push_back(q);
  return style;
}

Definition read_definition(const text::JsonReader& json) {
  json.only({"version", "id", "languages", "title", "legal_basis", "retention", "schedule", "roll",
             "trustees", "revoting", "smallest_group", "questions", "styles"});
  if (json["version"].string() != kDefinitionVersion) {
    json["version"].refuse("version", "must be " + std::string(kDefinitionVersion));
  }
  Definition definition;
  definition.id = json["id"].string();
  for (const text::JsonReader& tag : json["languages"].array()) {
    definition.languages.push_back(tag.string());
  }
  definition.title = read_text(json["title"]);
  if (const auto text = json.optional("legal_basis")) definition.legal_basis = read_text(*text);
  if (const auto text = json.optional("retention")) definition.retention = read_text(*text);
  definition.schedule = read_schedule(json["schedule"]);
  definition.roll = read_roll(json["roll"]);
  definition.trustees = read_trustees(json["trustees"]);
  definition.revoting = static_cast<Revoting>(json["revoting"].one_of(kRevotingWords));
  if (const auto group = json.optional("smallest_group")) {
    definition.smallest_group = read_amount(*group);
  }
  for (const text::JsonReader& question : json["questions"].array()) {
    definition.questions.push_back(read_question(question, definition.questions));
  }
  if (const auto styles = json.optional("styles")) {
    for (const text::JsonReader& style : styles->array()) {
      definition.styles.push_back(read_style(style, definition));
    }
  } else {
    definition.styles.push_back(default_style(definition));
  }
  return definition;
}

}  // namespace

Result<Definition> decode_definition(std::string_view text) {
  const Result<text::JsonValue> json =
      text::parse_strict_json(text, "definition", kMaxDefinitionSize);
  if (!json) return json.error();
  text::JsonVerdict verdict("definition");
  Definition definition = read_definition(text::JsonReader(*json, verdict));
  if (verdict.error()) return *verdict.error();
  if (auto error = check_definition(definition)) return *std::move(error);
  return definition;
}

}  // namespace tabella::ballot
