#include <algorithm>
#include <cmath>

#include "cli/html/escape_html.h"
#include "cli/html/report_page.h"
#include "cli/simulation/simulation_report.h"
#include "cli/terminal/decimal.h"
#include "cli/terminal/progress.h"

namespace tabella::cli {
namespace {

std::string number_of(std::uint64_t value) { return grouped(static_cast<std::int64_t>(value)); }

// "63.4%" of `whole`, for a length.
std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "0%";
  const double tenths = 1000.0 * static_cast<double>(part) / static_cast<double>(whole);
  return to_text(std::llround(tenths), 1) + "%";
}

std::string fact(std::string_view name, const std::string& value) {
  return "<div><dt>" + std::string(name) + "</dt><dd>" + escape_html(value) + "</dd></div>\n";
}

std::string_view result_words(const OutcomeRow& row) {
  if (row.selected) return row.official ? "selected" : "selected here, not officially";
  return row.official ? "not selected here, but officially" : "–";
}

std::string project_row(const SimulationReport& report, const OutcomeRow& row, std::int64_t most) {
  const PabulibProject& project = report.file.projects[row.project];
  const ballot::Option& option = report.election.definition.questions[0].options[row.project];
  std::string classes = row.selected ? "selected" : "";
  if (row.selected != row.official) classes += classes.empty() ? "different" : " different";
  const std::string language = escape_html(option.text.begin()->first);
  const std::int64_t length = std::max(row.total, std::int64_t{0});
  return "<tr class=\"" + classes + "\"><th scope=\"row\"><span lang=\"" + language + "\">" +
         escape_html(option.text.begin()->second) + "</span> <span class=\"soft\">" +
         escape_html(project.id) + "</span><svg class=\"bar\" aria-hidden=\"true\"><rect width=\"" +
         percent(static_cast<std::uint64_t>(length), static_cast<std::uint64_t>(most)) +
         "\" height=\"100%\"/></svg></th><td class=\"number\">" + report.total(row.total) +
         "</td><td class=\"number\">" + (row.stated ? report.total(*row.stated) : "–") +
         "</td><td class=\"number\">" + report.money(option.cost) + "</td><td>" +
         std::string(result_words(row)) + "</td></tr>\n";
}

std::string project_table(const SimulationReport& report) {
  std::int64_t most = 1;
  for (const OutcomeRow& row : report.outcome.rows) most = std::max(most, row.total);
  const std::string counted(report.total_name());
  std::string html =
      "<h2>Projects</h2>\n<div class=\"scroll\"><table>\n<caption>In the order in which the rule "
      "takes them: the most " +
      counted +
      " first. A project is selected if the rest of the budget pays for it.</caption>\n"
      "<thead><tr><th scope=\"col\">Project</th><th scope=\"col\" class=\"number\">Decrypted " +
      counted + "</th><th scope=\"col\" class=\"number\">Stated in the file</th>" +
      "<th scope=\"col\" class=\"number\">Cost</th><th scope=\"col\">Result</th></tr></thead>\n" +
      "<tbody>\n";
  for (const OutcomeRow& row : report.outcome.rows) html += project_row(report, row, most);
  return html + "</tbody>\n</table></div>\n";
}

std::string budget_bar(const SimulationReport& report) {
  const Outcome& outcome = report.outcome;
  const std::string share = percent(outcome.spent, outcome.budget);
  return "<svg class=\"budget\" role=\"img\" aria-label=\"" + share +
         " of the budget is spent\" preserveAspectRatio=\"none\"><rect class=\"all\" "
         "width=\"100%\" height=\"100%\"/><rect class=\"spent\" width=\"" +
         share + "\" height=\"100%\"/></svg>\n<p class=\"soft\">" + share +
         " of the budget is spent.</p>\n";
}

std::string notes(const SimulationReport& report) {
  std::vector<std::string> lines = report.outcome.notes;
  if (const std::size_t unlike = report.outcome.unlike_stated(); unlike > 0) {
    lines.push_back(std::to_string(unlike) + " totals are not those that the file states");
  }
  if (lines.empty()) return "";
  std::string html = "<h2>Notes</h2>\n<ul>\n";
  for (const std::string& line : lines) html += "<li>" + escape_html(line) + "</li>\n";
  return html + "</ul>\n";
}

std::string how_it_was_counted(const SimulationReport& report) {
  const auto& trustees = report.election.definition.trustees;
  std::string opened;
  for (const std::uint32_t trustee : report.opened_by) {
    opened += (opened.empty() ? "" : ", ") + std::to_string(trustee);
  }
  std::string html =
      "<h2>How it was counted</h2>\n<p>Every ballot of the file was sealed with a proof that it "
      "obeys the rules, all proofs were verified, and the sealed ballots were added up without "
      "opening one. " +
      std::to_string(trustees.threshold) + " of " + std::to_string(trustees.count) + " trustees (" +
      opened +
      ") decrypted the totals. All of them acted in this one program: it shows that the "
      "count is right, not that the trustees are apart.</p>\n<div class=\"scroll\"><table>\n"
      "<thead><tr><th scope=\"col\">Step</th><th scope=\"col\" class=\"number\">Amount</th>"
      "<th scope=\"col\" class=\"number\">Time</th></tr></thead>\n<tbody>\n";
  for (const Span& span : report.spans) {
    html += "<tr><th scope=\"row\">" + escape_html(span.name) + "</th><td class=\"number\">" +
            number_of(span.count) + " " + escape_html(span.unit) + "</td><td class=\"number\">" +
            duration_text(span.seconds) + "</td></tr>\n";
  }
  return html + "</tbody>\n</table></div>\n<p class=\"soft\">A sealed ballot has " +
         number_of(report.sealed_size) + " bytes: " + std::to_string(report.counters) +
         " ciphertexts over " + std::to_string(report.bits) + " secret bits under " +
         std::to_string(report.equations) + " equations. Election fingerprint <code>" +
         escape_html(report.fingerprint) + "</code>.</p>\n";
}

}  // namespace

std::string html_report(const SimulationReport& report) {
  const Outcome& outcome = report.outcome;
  const bool equal = outcome.equals_official();
  const std::string title = escape_html(report.title());
  const std::string language = escape_html(report.election.definition.languages[0]);
  const auto selected =
      static_cast<std::uint64_t>(std::count_if(outcome.rows.begin(), outcome.rows.end(),
                                               [](const OutcomeRow& row) { return row.selected; }));
  const std::string currency = report.file.meta_text("currency");
  std::string html =
      page_head(report.title()) + "<h1 lang=\"" + language + "\">" + title +
      "</h1>\n<p class=\"soft\">A secret election on the ballots of " + escape_html(report.source) +
      "</p>\n<p class=\"verdict" + (equal ? "" : " bad") + "\"><strong>" + (equal ? "✓" : "✗") +
      " The outcome is " + escape_html(report.verdict()) + "</strong></p>\n<dl class=\"facts\">\n";
  html += fact("Ballots", number_of(report.file.votes.size()));
  html += fact("Projects selected", number_of(selected) + " of " + number_of(outcome.rows.size()));
  html += fact("Budget", report.money(outcome.budget) + " " + currency);
  html += fact("Spent", report.money(outcome.spent) + " " + currency);
  html += "</dl>\n" + budget_bar(report) + project_table(report) + notes(report) +
          how_it_was_counted(report);
  return html + std::string(page_end());
}

}  // namespace tabella::cli
