#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/simulation/simulation_report.h"

namespace tabella::cli {
namespace {

using Json = nlohmann::ordered_json;

// Integers stay integers; amounts with decimals are the nearest number.
Json amount(std::int64_t units, unsigned places) {
  if (places == 0) return units;
  return static_cast<double>(units) / std::pow(10.0, places);
}

Json ids_of(const SimulationReport& report, const std::vector<std::uint32_t>& projects) {
  Json ids = Json::array();
  for (const std::uint32_t project : projects) ids.push_back(report.file.projects[project].id);
  return ids;
}

Json projects_of(const SimulationReport& report) {
  const auto& options = report.election.definition.questions[0].options;
  const unsigned points = report.election.point_places;
  Json projects = Json::array();
  for (const OutcomeRow& row : report.outcome.rows) {
    const PabulibProject& project = report.file.projects[row.project];
    projects.push_back({{"id", project.id},
                        {"name", options[row.project].text.begin()->second},
                        {"cost", amount(static_cast<std::int64_t>(options[row.project].cost),
                                        report.election.money_places)},
                        {"total", amount(row.total, points)},
                        {"stated", row.stated ? amount(*row.stated, points) : Json(nullptr)},
                        {"selected", row.selected},
                        {"official", row.official}});
  }
  return projects;
}

Json spans_of(const SimulationReport& report) {
  Json spans = Json::array();
  for (const Span& span : report.spans) {
    spans.push_back({{"name", span.name},
                     {"count", span.count},
                     {"unit", span.unit},
                     {"seconds", span.seconds}});
  }
  return spans;
}

}  // namespace

std::string json_report(const SimulationReport& report) {
  const Outcome& outcome = report.outcome;
  const unsigned money = report.election.money_places;
  const auto& trustees = report.election.definition.trustees;
  Json selected = Json::array();
  Json official = Json::array();
  for (const OutcomeRow& row : outcome.rows) {
    if (row.selected) selected.push_back(report.file.projects[row.project].id);
    if (row.official) official.push_back(report.file.projects[row.project].id);
  }
  const Json json = {{"file", report.source},
                     {"title", report.title()},
                     {"equal", outcome.equals_official()},
                     {"verdict", report.verdict()},
                     {"ballots", report.file.votes.size()},
                     {"counted", report.total_name()},
                     {"currency", report.file.meta_text("currency")},
                     {"budget", amount(static_cast<std::int64_t>(outcome.budget), money)},
                     {"spent", amount(static_cast<std::int64_t>(outcome.spent), money)},
                     {"selected", selected},
                     {"official", official},
                     {"missing", ids_of(report, outcome.missing())},
                     {"added", ids_of(report, outcome.added())},
                     {"totals_unlike_stated", outcome.unlike_stated()},
                     {"notes", outcome.notes},
                     {"projects", projects_of(report)},
                     {"sealing",
                      {{"fingerprint", report.fingerprint},
                       {"bits", report.bits},
                       {"counters", report.counters},
                       {"equations", report.equations},
                       {"sealed_bytes", report.sealed_size},
                       {"trustees", trustees.count},
                       {"threshold", trustees.threshold},
                       {"opened_by", report.opened_by},
                       {"threads", report.threads}}},
                     {"phases", spans_of(report)}};
  return json.dump(2) + "\n";
}

}  // namespace tabella::cli
