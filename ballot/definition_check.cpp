#include "ballot/definition_check.h"

#include <set>
#include <string>
#include <string_view>

#include "ballot/compiled_style.h"
#include "ballot/groups.h"
#include "ballot/kinds.h"
#include "ballot/question_check.h"
#include "text/identifier.h"
#include "text/plain_text.h"

namespace tabella::ballot {

namespace {

std::string at(const char* list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

Refusal check_languages(const Definition& definition) {
  if (definition.languages.empty()) {
    return Error{"definition.language", "languages", "at least one is needed"};
  }
  std::set<std::string> seen;
  for (std::size_t i = 0; i < definition.languages.size(); ++i) {
    const std::string& tag = definition.languages[i];
    if (!text::is_language_tag(tag)) {
      return Error{"definition.language", at("languages", i),
                   "not a language tag in its canonical form, such as en or zh-Hans"};
    }
    if (!seen.insert(tag).second) {
      return Error{"definition.duplicate", at("languages", i), "stands there twice"};
    }
  }
  return std::nullopt;
}

Refusal check_roll(const Definition& definition) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << kCounterBits;
  const RollBounds& roll = definition.roll;
  if (roll.max_voters == 0 || roll.max_voters >= kMost) {
    return Error{"definition.roll", "roll.max_voters", "must be from 1 to 2^44 - 1"};
  }
  if (roll.max_weight == 0 || roll.max_weight > (kMost - 1) / roll.max_voters) {
    return Error{"definition.roll", "roll.max_weight", "must be from 1 to (2^44 - 1) / max_voters"};
  }
  if (definition.smallest_group == 0 || definition.smallest_group > roll.max_voters) {
    return Error{"definition.smallest_group", "smallest_group",
                 "must be from 1 to roll.max_voters"};
  }
  if (roll.weights_may_tell && (roll.max_weight == 1 || definition.smallest_group == 1)) {
    return Error{"definition.roll", "roll.weights_may_tell",
                 "is said of weights above 1 where smallest_group is above 1, and of nothing else"};
  }
  return std::nullopt;
}

Refusal check_trustees(const TrusteeBounds& trustees) {
  if (trustees.count == 0 || trustees.count > 255) {
    return Error{"definition.trustees", "trustees.count", "must be from 1 to 255"};
  }
  if (trustees.threshold == 0 || trustees.threshold > trustees.count) {
    return Error{"definition.trustees", "trustees.threshold", "must be from 1 to trustees.count"};
  }
  return std::nullopt;
}

// Whether the totals of the question could ever be opened.
Refusal check_group_size(const Definition& definition, std::uint32_t index) {
  const Question& question = definition.questions[index];
  const std::uint64_t smallest = definition.smallest_group;
  if (smallest == 1) return std::nullopt;
  const bool is_table = std::holds_alternative<Table>(question.kind);
  if (definition.roll.max_weight > 1 && (is_table || question.only_if)) {
    return Error{"definition.smallest_group", at("questions", index),
                 "with weights the number of ballots behind a total is not known"};
  }
  const std::uint64_t voters = voters_of(definition, index);
  const std::uint64_t groups = groups_of(question);
  if (groups > voters / smallest) {
    return Error{"definition.smallest_group", at("questions", index),
                 std::to_string(groups) + " groups of at least " + std::to_string(smallest) +
                     " need more than " + std::to_string(voters) + " voters"};
  }
  return std::nullopt;
}

Refusal check_style(const Definition& definition, const BallotStyle& style) {
  if (!text::is_identifier(style.id)) {
    return Error{"definition.identifier", "id", "not an identifier"};
  }
  if (style.questions.empty()) {
    return Error{"definition.style", "questions", "asks nothing"};
  }
  if (style.max_voters == 0 || style.max_voters > definition.roll.max_voters) {
    return Error{"definition.roll", "max_voters", "must be from 1 to roll.max_voters"};
  }
  std::set<std::uint32_t> asked;
  for (std::size_t i = 0; i < style.questions.size(); ++i) {
    const std::uint32_t q = style.questions[i];
    if (q >= definition.questions.size()) {
      return Error{"definition.style", at("questions", i), "there is no such question"};
    }
    if (i > 0 && q <= style.questions[i - 1]) {
      return Error{"definition.style", at("questions", i),
                   "questions stand in the order of the definition, each once"};
    }
    const auto& only_if = definition.questions[q].only_if;
    if (only_if && !asked.contains(only_if->question)) {
      return Error{"definition.condition", at("questions", i),
                   "depends on question " + definition.questions[only_if->question].id +
                       ", which this style does not ask"};
    }
    asked.insert(q);
  }
  return std::nullopt;
}

Refusal check_styles(const Definition& definition) {
  if (definition.styles.empty()) {
    return Error{"definition.style", "styles", "at least one is needed"};
  }
  std::set<std::string> ids;
  std::set<std::uint32_t> asked;
  for (std::size_t i = 0; i < definition.styles.size(); ++i) {
    const BallotStyle& style = definition.styles[i];
    if (Refusal refusal = check_style(definition, style)) {
      refusal->path = at("styles", i) + "." + refusal->path;
      return refusal;
    }
    if (!ids.insert(style.id).second) {
      return Error{"definition.duplicate", at("styles", i) + ".id", "stands there twice"};
    }
    asked.insert(style.questions.begin(), style.questions.end());
  }
  for (std::uint32_t q = 0; q < definition.questions.size(); ++q) {
    if (!asked.contains(q)) {
      return Error{"definition.style", at("questions", q), "no style asks it"};
    }
    if (Refusal refusal = check_group_size(definition, q)) return refusal;
  }
  return std::nullopt;
}

Refusal check_questions(const Definition& definition) {
  if (definition.questions.empty()) {
    return Error{"definition.questions", "questions", "nothing is asked"};
  }
  std::set<std::string> ids;
  for (std::uint32_t q = 0; q < definition.questions.size(); ++q) {
    const std::string path = at("questions", q);
    if (Refusal refusal = check_question(definition, q)) {
      refusal->path = path + "." + refusal->path;
      return refusal;
    }
    if (!ids.insert(definition.questions[q].id).second) {
      return Error{"definition.duplicate", path + ".id", "stands there twice"};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> check_definition(const Definition& definition) {
  if (!text::is_identifier(definition.id)) {
    return Error{"definition.identifier", "id", "not an identifier"};
  }
  if (Refusal refusal = check_languages(definition)) return refusal;
  if (Refusal refusal = check_text(definition, definition.title, "title")) return refusal;
  if (definition.legal_basis) {
    if (Refusal refusal = check_text(definition, *definition.legal_basis, "legal_basis")) {
      return refusal;
    }
  }
  if (definition.retention) {
    if (Refusal refusal = check_text(definition, *definition.retention, "retention"))
      return refusal;
  }
  if (Refusal refusal = check_roll(definition)) return refusal;
  if (Refusal refusal = check_trustees(definition.trustees)) return refusal;
  if (definition.schedule.closes <= definition.schedule.opens) {
    return Error{"definition.schedule", "schedule.closes", "must be after schedule.opens"};
  }
  const std::uint64_t bound = definition.schedule.clock_bound;
  if (bound == 0 || bound > Schedule::kLargestClockBound) {
    return Error{"definition.schedule", "schedule.clock_bound", "must be from 1 to 86,400"};
  }
  if (Refusal refusal = check_questions(definition)) return refusal;
  return check_styles(definition);
}

}  // namespace tabella::ballot
