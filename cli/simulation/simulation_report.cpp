#include "cli/simulation/simulation_report.h"

#include "cli/terminal/decimal.h"

namespace tabella::cli {
namespace {

std::string names_of(const PabulibFile& file, const std::vector<std::uint32_t>& projects) {
  std::string names;
  for (const std::uint32_t project : projects) {
    names += (names.empty() ? "" : ", ") + file.projects[project].id;
  }
  return names;
}

}  // namespace

std::string SimulationReport::title() const { return election.definition.title.begin()->second; }

std::string_view SimulationReport::total_name() const {
  return election.points.empty() ? "votes" : "points";
}

std::string SimulationReport::money(std::uint64_t units) const {
  return grouped(static_cast<std::int64_t>(units), election.money_places);
}

std::string SimulationReport::total(std::int64_t units) const {
  return grouped(units, election.point_places);
}

std::string SimulationReport::verdict() const {
  if (outcome.equals_official()) return "equal to the official outcome";
  std::string text = "different from the official outcome";
  if (const auto missing = outcome.missing(); !missing.empty()) {
    text += "; official, but not selected here: " + names_of(file, missing);
  }
  if (const auto added = outcome.added(); !added.empty()) {
    text += "; selected here, but not official: " + names_of(file, added);
  }
  return text;
}

}  // namespace tabella::cli
