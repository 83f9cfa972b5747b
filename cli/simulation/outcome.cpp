#include "cli/simulation/outcome.h"

#include <algorithm>
#include <numeric>

#include "cli/files/separated_rows.h"
#include "tally/counting/greedy_budget.h"

namespace tabella::cli {
namespace {

bool counts_points(const PabulibElection& election) { return !election.points.empty(); }

// Of points the column score; some older files have them in the column votes.
std::optional<std::int64_t> stated_total(const PabulibProject& project,
                                         const PabulibElection& election) {
  const auto& stated = counts_points(election) && project.score ? project.score : project.votes;
  return stated ? stated->scaled(election.point_places) : std::nullopt;
}

// Falling totals; equal ones in the order of the file (TieRule::order).
std::vector<OutcomeRow> ordered_rows(const PabulibFile& file, const PabulibElection& election,
                                     const std::vector<std::uint64_t>& sealed_totals) {
  std::vector<OutcomeRow> rows;
  const auto ballots = static_cast<std::int64_t>(file.votes.size());
  for (std::uint32_t i = 0; i < file.projects.size(); ++i) {
    rows.push_back(
        {.project = i,
         .total = static_cast<std::int64_t>(sealed_totals[i]) + election.lowest_score * ballots,
         .stated = stated_total(file.projects[i], election),
         .selected = false,
         .official = file.projects[i].selected == 1u});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const OutcomeRow& a, const OutcomeRow& b) { return a.total > b.total; });
  return rows;
}

// The cost by which Pabulib marks projects that were withdrawn: no budget pays for it, and it must
// not end a selection either.
bool is_withdrawn(const PabulibProject& project) {
  return project.cost == Decimal{.units = 999'999'999, .places = 0};
}

// The projects that the rule looks at, in its order.
std::vector<std::uint32_t> considered(const PabulibFile& file, const PabulibElection& election,
                                      const std::vector<OutcomeRow>& rows) {
  const auto threshold = election.rule.threshold.scaled(election.point_places);
  std::vector<std::uint32_t> projects;
  for (const OutcomeRow& row : rows) {
    if (threshold && row.total < *threshold) continue;
    if (!is_withdrawn(file.projects[row.project])) projects.push_back(row.project);
  }
  return projects;
}

std::vector<std::uint64_t> costs_of(const ballot::Question& question) {
  std::vector<std::uint64_t> costs;
  costs.reserve(question.options.size());
  for (const ballot::Option& option : question.options) costs.push_back(option.cost);
  return costs;
}

std::string name_of(const PabulibFile& file, std::uint32_t project) {
  return file.projects[project].id;
}

// A file does not tell how ties were broken: a difference may come from that alone.
void note_ties(const PabulibFile& file, Outcome& outcome) {
  for (const OutcomeRow& row : outcome.rows) {
    if (row.selected == row.official) continue;
    for (const OutcomeRow& other : outcome.rows) {
      if (other.total != row.total || other.project == row.project ||
          other.selected == row.selected) {
        continue;
      }
      outcome.notes.push_back("projects " + name_of(file, row.project) + " and " +
                              name_of(file, other.project) +
                              " are tied; the first in the file goes first here, and the file "
                              "does not tell how the tie was broken");
      return;
    }
  }
}

void note_other_selections(const PabulibFile& file, Outcome& outcome) {
  for (const PabulibProject& project : file.projects) {
    if (project.selected.value_or(0) < 2) continue;
    outcome.notes.push_back("project " + project.id +
                            " is marked selected = " + std::to_string(*project.selected) +
                            ", which means for another reason than the rule");
  }
}

std::vector<std::uint32_t> differing(const std::vector<OutcomeRow>& rows, bool selected) {
  std::vector<std::uint32_t> projects;
  for (const OutcomeRow& row : rows) {
    if (row.selected != row.official && row.selected == selected) projects.push_back(row.project);
  }
  return projects;
}

}  // namespace

std::vector<std::uint32_t> Outcome::missing() const { return differing(rows, false); }
std::vector<std::uint32_t> Outcome::added() const { return differing(rows, true); }

std::size_t Outcome::unlike_stated() const {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const auto& row) {
    return row.stated && *row.stated != row.total;
  }));
}

Result<Done> check_official(const PabulibFile& file) {
  for (const PabulibProject& project : file.projects) {
    if (!project.selected) {
      return Error{"pabulib.selected", line_text(project.line),
                   "project " + project.id +
                       " has no value selected, so there is no official outcome to compare with"};
    }
  }
  return Done{};
}

Outcome count_outcome(const PabulibFile& file, const PabulibElection& election,
                      const std::vector<std::uint64_t>& sealed_totals) {
  EXPECTS(sealed_totals.size() == file.projects.size());
  const ballot::Question& question = election.definition.questions[0];
  Outcome outcome;
  outcome.rows = ordered_rows(file, election, sealed_totals);
  outcome.budget = question.counting.envelope;
  const tally::Funding funding =
      tally::fund_greedily(considered(file, election, outcome.rows), costs_of(question),
                           outcome.budget, election.rule.too_expensive);
  outcome.spent = funding.spent;
  for (OutcomeRow& row : outcome.rows) {
    row.selected = std::ranges::find(funding.options, row.project) != funding.options.end();
  }
  outcome.notes = election.notes;
  note_other_selections(file, outcome);
  note_ties(file, outcome);
  return outcome;
}

}  // namespace tabella::cli
