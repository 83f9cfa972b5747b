#include "cli/voter/answers_text.h"

namespace tabella::cli {

namespace {

class Words {
 public:
  Words(const ballot::Question& question, const std::string& language)
      : question_(question), language_(language) {}

  std::string operator()(const ballot::NotAsked&) const { return "(not asked)"; }
  std::string operator()(const ballot::BlankAnswer&) const { return "(blank)"; }
  std::string operator()(const ballot::Chosen& answer) const {
    if (answer.options.empty()) return "(none)";
    return joined(answer.options, ", ");
  }
  std::string operator()(const ballot::Placed& answer) const {
    return joined(answer.options, ", then ");
  }
  std::string operator()(const ballot::Scores& answer) const { return each(answer.scores); }
  std::string operator()(const ballot::Levels& answer) const { return each(answer.levels); }
  std::string operator()(const ballot::Graded& answer) const {
    const auto& grades = std::get<ballot::Grades>(question_.kind).grades;
    std::string text;
    for (std::size_t i = 0; i < answer.grades.size(); ++i) {
      text += (i == 0 ? "" : ", ") + name(i) + ": " + grades[answer.grades[i]].text.at(language_);
    }
    return text;
  }
  std::string operator()(const ballot::Ranked& answer) const {
    std::string text;
    for (const ballot::Indices& tier : answer.tiers) {
      text += (text.empty() ? "" : ", then ") + joined(tier, " = ");
    }
    return text;
  }
  std::string operator()(const ballot::Cell& answer) const {
    const auto& columns = std::get<ballot::Table>(question_.kind).columns;
    return name(answer.row) + ", " + columns[answer.column].text.at(language_);
  }

 private:
  [[nodiscard]] std::string name(std::size_t option) const {
    return question_.options[option].text.at(language_);
  }
  [[nodiscard]] std::string joined(const ballot::Indices& options, const char* between) const {
    std::string text;
    for (const std::uint32_t option : options) text += (text.empty() ? "" : between) + name(option);
    return text;
  }
  template <class Values>
  [[nodiscard]] std::string each(const Values& values) const {
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i) {
      text += (i == 0 ? "" : ", ") + name(i) + ": " + std::to_string(values[i]);
    }
    return text;
  }

  const ballot::Question& question_;
  const std::string& language_;
};

}  // namespace

std::vector<std::string> expose_in_words(const ballot::Definition& definition,
                                         const ballot::CompiledStyle& style,
                                         const ballot::Answers& answers,
                                         const std::string& language) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& question = definition.questions[style.questions[i].question];
    lines.push_back(question.title.at(language) + " " +
                    std::visit(Words(question, language), answers[i]));
  }
  return lines;
}

}  // namespace tabella::cli
