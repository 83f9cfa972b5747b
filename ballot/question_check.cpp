#include "ballot/question_check.h"

#include <algorithm>
#include <set>

#include "ballot/kinds.h"
#include "text/identifier.h"
#include "text/plain_text.h"

namespace tabella::ballot {

namespace {

Refusal check_options(const Definition& definition, const std::vector<Option>& options,
                      const std::string& list) {
  if (options.empty()) return Error{"definition.options", list, "there are none"};
  std::set<std::string> ids;
  std::set<std::pair<std::string, std::string>> texts;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string path = list + "[" + std::to_string(i) + "]";
    if (!text::is_identifier(options[i].id)) {
      return Error{"definition.identifier", path + ".id", "not an identifier"};
    }
    if (!ids.insert(options[i].id).second) {
      return Error{"definition.duplicate", path + ".id", "stands there twice"};
    }
    if (Refusal refusal = check_text(definition, options[i].text, path + ".text")) return refusal;
    for (const auto& text : options[i].text) {
      if (!texts.insert(text).second) {
        return Error{"definition.duplicate", path + ".text." + text.first,
                     "is the text of another option"};
      }
    }
    if (options[i].cost > kMaxAmount) {
      return Error{"definition.cost", path + ".cost",
                   "must be at most " + std::to_string(kMaxAmount)};
    }
  }
  return std::nullopt;
}

// The parts of a kind that voters read.
Refusal check_kind_texts(const Definition& definition, const Kind& kind) {
  if (const auto* grades = std::get_if<Grades>(&kind)) {
    return check_options(definition, grades->grades, "kind.grades");
  }
  if (const auto* table = std::get_if<Table>(&kind)) {
    if (Refusal refusal = check_text(definition, table->column_title, "kind.column_title")) {
      return refusal;
    }
    return check_options(definition, table->columns, "kind.columns");
  }
  return std::nullopt;
}

// Only an earlier question, so there is no circle; and only one whose bit says "chosen".
Refusal check_condition(const Definition& definition, std::uint32_t question) {
  const auto& only_if = definition.questions[question].only_if;
  if (!only_if) return std::nullopt;
  if (only_if->question >= question) {
    return Error{"definition.condition", "only_if.question", "must be an earlier question"};
  }
  const Question& other = definition.questions[only_if->question];
  if (only_if->option >= other.options.size()) {
    return Error{"definition.condition", "only_if.option", "there is no such option"};
  }
  if (const auto* grades = std::get_if<Grades>(&other.kind)) {
    if (only_if->grade < grades->grades.size()) return std::nullopt;
    return Error{"definition.condition", "only_if.grade", "there is no such grade"};
  }
  if (std::holds_alternative<Choose>(other.kind) || std::holds_alternative<Budget>(other.kind)) {
    if (only_if->grade == 0) return std::nullopt;
    return Error{"definition.condition", "only_if.grade", "that question has no grades"};
  }
  return Error{"definition.condition", "only_if.question",
               "options of that kind of question are not simply chosen or not"};
}

bool method_suits(Method method, const Kind& kind) {
  const auto is = [&]<class... Kinds>(std::variant<Kinds...>*) {
    return (std::holds_alternative<Kinds>(kind) || ...);
  };
  switch (method) {
    case Method::none:
      return true;
    case Method::plurality:
    case Method::approval:
      return is(static_cast<std::variant<Choose, Budget>*>(nullptr));
    case Method::score:
      return is(static_cast<std::variant<Score, Cumulative, Places>*>(nullptr));
    case Method::majority_judgment:
      return is(static_cast<std::variant<Grades>*>(nullptr));
    case Method::borda:
    case Method::condorcet_schulze:
    case Method::condorcet_ranked_pairs:
      return is(static_cast<std::variant<Ranking>*>(nullptr));
    case Method::quadratic:
      return is(static_cast<std::variant<Quadratic>*>(nullptr));
    case Method::greedy_budget:
      return is(static_cast<std::variant<Choose, Score, Cumulative, Places, Budget>*>(nullptr));
  }
  return false;
}

// Exact comparisons multiply a total (below 2^44) by a denominator within 64 bits.
bool is_quota(const Fraction& quota) {
  constexpr std::uint64_t kMaxDenominator = 1'000'000;
  return quota.denominator > 0 && quota.denominator <= kMaxDenominator &&
         quota.numerator <= quota.denominator;
}

Refusal check_counting(const Question& question) {
  const Counting& counting = question.counting;
  if (!method_suits(counting.method, question.kind)) {
    return Error{"definition.method", "counting.method", "does not suit this kind of question"};
  }
  if (counting.winners == 0 || counting.winners > question.options.size()) {
    return Error{"definition.winners", "counting.winners", "must be from 1 to the options"};
  }
  if (counting.method != Method::greedy_budget) {
    if (counting.envelope == 0) return std::nullopt;
    return Error{"definition.envelope", "counting.envelope", "only greedy_budget spends one"};
  }
  if (counting.envelope == 0) {
    return Error{"definition.envelope", "counting.envelope", "must not be 0"};
  }
  if (counting.envelope > kMaxAmount) {
    return Error{"definition.envelope", "counting.envelope",
                 "must be at most " + std::to_string(kMaxAmount)};
  }
  return std::nullopt;
}

Refusal check_decision(const Question& question) {
  const Decision& decision = question.decision;
  if (!is_quota(decision.turnout)) {
    return Error{"definition.share", "decision.turnout", "must be a share from 0 to 1"};
  }
  if (decision.majority && !is_quota(decision.majority->quota)) {
    return Error{"definition.share", "decision.majority.share", "must be a share from 0 to 1"};
  }
  const Method method = question.counting.method;
  if (decision.majority && method != Method::plurality && method != Method::approval) {
    return Error{"definition.decision", "decision.majority",
                 "is a share of votes, which only plurality and approval count"};
  }
  if (decision.adopts && method == Method::none) {
    return Error{"definition.decision", "decision.adopts", "no method says which option wins"};
  }
  if (decision.adopts && *decision.adopts >= question.options.size()) {
    return Error{"definition.decision", "decision.adopts", "there is no such option"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> check_text(const Definition& definition, const Text& text,
                                const std::string& path) {
  for (const std::string& language : definition.languages) {
    const auto words = text.find(language);
    if (words == text.end()) {
      return Error{"definition.language", path, "the text in " + language + " is missing"};
    }
    if (const auto reason = text::refuse_text(words->second)) {
      return Error{"definition.text", path + "." + language, *reason};
    }
  }
  for (const auto& [language, words] : text) {
    if (std::ranges::find(definition.languages, language) == definition.languages.end()) {
      return Error{"definition.language", path, "a language that the definition does not have"};
    }
  }
  return std::nullopt;
}

std::optional<Error> check_question(const Definition& definition, std::uint32_t index) {
  const Question& question = definition.questions[index];
  if (!text::is_identifier(question.id)) {
    return Error{"definition.identifier", "id", "not an identifier"};
  }
  if (Refusal refusal = check_text(definition, question.title, "title")) return refusal;
  if (Refusal refusal = check_options(definition, question.options, "options")) return refusal;
  if (Refusal refusal = check_kind_texts(definition, question.kind)) return refusal;
  const auto check_kind = [&](const auto& kind) { return check(kind, question); };
  if (Refusal refusal = std::visit(check_kind, question.kind)) return refusal;
  if (Refusal refusal = check_condition(definition, index)) return refusal;
  if (Refusal refusal = check_counting(question)) return refusal;
  if (question.only_if && question.report == Report::by_style) {
    return Error{"definition.report", "report",
                 "a question that not everybody is asked is reported of all styles together"};
  }
  return check_decision(question);
}

}  // namespace tabella::ballot
