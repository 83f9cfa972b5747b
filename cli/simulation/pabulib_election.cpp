#include "cli/simulation/pabulib_election.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "cli/files/separated_rows.h"
#include "cli/simulation/pabulib_kind.h"
#include "cli/simulation/pabulib_points.h"
#include "text/identifier.h"
#include "text/plain_text.h"

namespace tabella::cli {
namespace {

// Costs and the budget as integers of one unit.
struct Money {
  unsigned places = 0;
  std::uint64_t budget = 0;
  std::vector<std::uint64_t> costs;
};

Result<Money> read_money(const PabulibFile& file) {
  const auto budget = file.meta_decimal("budget");
  if (!budget) return budget.error();
  if (!*budget) return Error{"pabulib.budget", "META", "there is no budget"};
  const std::size_t budget_line = file.find_meta("budget")->line;
  Money money;
  money.places = (*budget)->places;
  for (const PabulibProject& project : file.projects) {
    money.places = std::max(money.places, project.cost.places);
  }
  const auto units = (*budget)->scaled(money.places);
  if (!units || *units <= 0) {
    return Error{"pabulib.budget", line_text(budget_line),
                 "budget " + file.meta_text("budget") + " cannot be spent"};
  }
  money.budget = static_cast<std::uint64_t>(*units);
  for (const PabulibProject& project : file.projects) {
    const auto cost = project.cost.scaled(money.places);
    if (!cost) {
      return Error{"pabulib.cost", line_text(project.line), "the cost is too large to be exact"};
    }
    money.costs.push_back(static_cast<std::uint64_t>(*cost));
  }
  return money;
}

// The characters of a name that a definition may show (it refuses what hides or reorders text).
std::string shown_name(const std::string& name, const std::string& otherwise) {
  std::string result;
  for (std::size_t at = 0; at < name.size();) {
    std::size_t end = at + 1;
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
    const std::string character = name.substr(at, end - at);
    const bool space = character == " " || character == "\n" || character == "\r";
    if (space && !result.empty() && result.back() != ' ') result += ' ';
    if (!space && !text::refuse_text(character)) result += character;
    at = end;
  }
  while (result.ends_with(' ')) result.pop_back();
  return text::refuse_text(result) ? otherwise : result;
}

std::vector<std::string> option_ids(const PabulibFile& file) {
  const bool usable =
      std::all_of(file.projects.begin(), file.projects.end(),
                  [](const PabulibProject& p) { return text::is_identifier(p.id); });
  std::vector<std::string> ids;
  ids.reserve(file.projects.size());
  for (const PabulibProject& project : file.projects) {
    ids.push_back(usable ? project.id : std::string("project-") + std::to_string(ids.size() + 1));
  }
  return ids;
}

// Midnight (UTC) of a day written 15.06.2022, or of the first day of a year.
std::optional<std::int64_t> day(const std::string& text) {
  std::array<int, 3> parts{1, 1, 0};
  const std::size_t first = text.size() == 4 ? 2 : 0;
  std::size_t at = 0;
  for (std::size_t i = first; i < parts.size(); ++i) {
    const std::string part = text.substr(at, i == 2 ? std::string::npos : 2);
    const auto number = Decimal::parse(part);
    if (!number || number->places != 0 || number->units < 1 || number->units > 9999) return {};
    parts[i] = static_cast<int>(number->units);
    at += 3;
    if (i < 2 && (text.size() < at || text[at - 1] != '.')) return {};
  }
  const std::chrono::year_month_day date{std::chrono::year(parts[2]),
                                         std::chrono::month(static_cast<unsigned>(parts[1])),
                                         std::chrono::day(static_cast<unsigned>(parts[0]))};
  if (!date.ok()) return {};
  const auto days = std::chrono::sys_days(date).time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(days).count();
}

ballot::Schedule schedule_of(const PabulibFile& file) {
  constexpr std::int64_t kDay = 86'400;
  const std::int64_t opens = day(file.meta_text("date_begin")).value_or(0);
  const std::int64_t last = day(file.meta_text("date_end")).value_or(opens);
  return {.opens = opens, .closes = std::max(opens, last) + kDay};
}

ballot::Definition make_definition(const PabulibFile& file, const Money& money, ballot::Kind kind) {
  const std::string stated = file.meta_text("language");
  const std::string language = text::is_language_tag(stated) ? stated : "und";
  const auto text = [&](const std::string& words) { return ballot::Text{{language, words}}; };

  ballot::Question question{.id = "projects",
                            .title = text("Projects"),
                            .options = {},
                            .kind = std::move(kind),
                            .only_if = std::nullopt,
                            .report = ballot::Report::together,
                            .counting = {},
                            .decision = {}};
  const std::vector<std::string> ids = option_ids(file);
  std::set<std::string> names;
  for (std::size_t i = 0; i < file.projects.size(); ++i) {
    const PabulibProject& project = file.projects[i];
    std::string shown = shown_name(project.name, "Project " + std::to_string(i + 1));
    // Two projects may have one name; two options may not.
    if (!names.insert(shown).second) shown += " (" + ids[i] + ")";
    names.insert(shown);
    question.options.push_back({.id = ids[i], .text = text(shown), .cost = money.costs[i]});
  }
  question.counting.method = ballot::Method::greedy_budget;
  question.counting.ties = ballot::TieRule::order;
  question.counting.envelope = money.budget;

  const std::uint64_t voters = std::max<std::uint64_t>(file.votes.size(), 1);
  return {.id = "pabulib",
          .languages = {language},
          .title = text(shown_name(file.meta_text("description"), "Participatory budget")),
          .questions = {std::move(question)},
          .styles = {{.id = "all", .questions = {0}, .max_voters = voters}},
          .roll = {.max_voters = voters, .max_weight = 1},
          .trustees = {.count = 5, .threshold = 3},
          .schedule = schedule_of(file),
          .revoting = ballot::Revoting::last_counts,
          .smallest_group = 1};
}

}  // namespace

Result<PabulibElection> make_election(const PabulibFile& file) {
  const auto rule = read_rule(file);
  if (!rule) return rule.error();
  const auto money = read_money(file);
  if (!money) return money.error();
  const bool sets = file.vote_type == VoteType::approval || file.vote_type == VoteType::choose_one;
  BallotPoints points;
  if (!sets) {
    auto read = points_of(file);
    if (!read) return read.error();
    points = std::move(*read);
  }
  auto kind = fit_kind(file, money->costs, money->places, points);
  if (!kind) return kind.error();
  return PabulibElection{.definition = make_definition(file, *money, std::move(kind->kind)),
                         .rule = *rule,
                         .money_places = money->places,
                         .point_places = points.places,
                         .lowest_score = kind->lowest_score,
                         .default_score = kind->default_score,
                         .points = std::move(points.points),
                         .notes = std::move(kind->notes)};
}

ballot::Answers answers_of(const PabulibFile& file, const PabulibElection& election,
                           std::size_t vote) {
  const std::vector<std::uint32_t>& projects = file.votes[vote].projects;
  const ballot::Kind& kind = election.definition.questions[0].kind;
  ballot::Answers answers;
  if (std::holds_alternative<ballot::Places>(kind)) {
    ballot::Placed placed;
    for (const std::uint32_t project : projects) placed.options.push_back(project);
    answers.add(std::move(placed));
  } else if (election.points.empty()) {
    ballot::Chosen chosen;
    for (const std::uint32_t project : projects) chosen.options.push_back(project);
    std::sort(chosen.options.begin(), chosen.options.end());
    answers.add(std::move(chosen));
  } else {
    ballot::Scores scores;
    const auto sealed = [&](std::int64_t score) {
      return static_cast<std::uint32_t>(score - election.lowest_score);
    };
    scores.scores.assign(file.projects.size(), sealed(election.default_score));
    for (std::size_t i = 0; i < projects.size(); ++i) {
      scores.scores[projects[i]] = sealed(election.points[vote][i]);
    }
    answers.add(std::move(scores));
  }
  return answers;
}

}  // namespace tabella::cli
