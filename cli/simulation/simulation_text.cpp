#include <algorithm>

#include "cli/simulation/simulation_report.h"
#include "cli/terminal/decimal.h"
#include "cli/terminal/terminal_text.h"

namespace tabella::cli {
namespace {

constexpr std::size_t kNameWidth = 44;

std::string right(const std::string& text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return (taken < width ? std::string(width - taken, ' ') : std::string()) + text;
}

std::string_view mark(const OutcomeRow& row) {
  if (row.selected != row.official) return row.selected ? "only here" : "only official";
  return row.selected ? "selected" : "";
}

}  // namespace

std::string text_report(const SimulationReport& report) {
  const Outcome& outcome = report.outcome;
  std::string text = "\n" + report.title() + "\n\n";
  text += fitted("project", kNameWidth) + right(std::string(report.total_name()), 9) +
          right("cost", 14) + "  result\n";
  std::size_t selected = 0;
  for (const OutcomeRow& row : outcome.rows) {
    const PabulibProject& project = report.file.projects[row.project];
    const ballot::Option& option = report.election.definition.questions[0].options[row.project];
    const std::string name = project.id + "  " + option.text.begin()->second;
    text += fitted(name, kNameWidth) + right(report.total(row.total), 9) +
            right(report.money(option.cost), 14);
    const std::string_view result = mark(row);
    text += result.empty() ? "\n" : "  " + std::string(result) + "\n";
    selected += row.selected ? 1u : 0u;
  }
  text += "\n" + std::to_string(selected) + " of " + std::to_string(outcome.rows.size()) +
          " projects for " + report.money(outcome.spent) + " of " + report.money(outcome.budget) +
          " " + report.file.meta_text("currency") + "\n";
  for (const std::string& note : outcome.notes) text += "note: " + note + "\n";
  if (const std::size_t unlike = outcome.unlike_stated(); unlike > 0) {
    text += "note: " + std::to_string(unlike) +
            " totals are not those that the file states in its projects\n";
  }
  return text + "\nresult: " + report.verdict() + "\n";
}

}  // namespace tabella::cli
