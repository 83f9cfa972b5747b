#include "cli/observer/verification_html.h"

#include "bulletin_board/election/election.h"
#include "bulletin_board/log/checkpoint.h"
#include "cli/html/escape_html.h"
#include "cli/html/report_page.h"
#include "cli/terminal/decimal.h"

namespace tabella::cli {
namespace {

using verifier::CheckReport;
using verifier::CheckState;
using verifier::Report;
using verifier::Verification;

std::string number_cell(std::uint64_t value) {
  return "<td class=\"number\">" + grouped(static_cast<std::int64_t>(value)) + "</td>";
}

std::string_view words_of(CheckState state) {
  switch (state) {
    case CheckState::passed:
      return "holds";
    case CheckState::failed:
      return "FAILS";
    case CheckState::undone:
      return "not done";
    case CheckState::nothing:
      break;
  }
  return "–";
}

std::string row_of(const CheckReport& check) {
  const bool fails = check.state() == CheckState::failed || check.state() == CheckState::undone;
  return std::string("<tr") + (fails ? " class=\"different\"" : "") + "><th scope=\"row\">" +
         escape_html(check.id) + "</th><td>" + escape_html(check.title) + "</td><td>" +
         std::string(words_of(check.state())) + "</td>" + number_cell(check.expected) +
         number_cell(check.applied) + number_cell(check.failures.size()) + "</tr>\n";
}

std::string table_of(const Report& report) {
  std::string html =
      "<h2>Checks</h2>\n<div class=\"scroll\"><table>\n<caption>Expected is what the record says "
      "there is, as far as it was read; checked is what was looked at. A dash means that there was "
      "nothing to check.</caption>\n<thead><tr><th scope=\"col\">Check</th><th scope=\"col\">Covers"
      "</th><th scope=\"col\">Result</th><th scope=\"col\" class=\"number\">Expected</th>"
      "<th scope=\"col\" class=\"number\">Checked</th><th scope=\"col\" class=\"number\">Failures"
      "</th></tr></thead>\n<tbody>\n";
  for (const CheckReport& check : report.checks()) html += row_of(check);
  return html + "</tbody>\n</table></div>\n";
}

std::string failures_of(const Report& report) {
  std::string html;
  for (const CheckReport& check : report.checks()) {
    for (const std::string& failure : check.failures) {
      html += "<li>" + escape_html(check.id) + ": " + escape_html(failure) + "</li>\n";
    }
  }
  return html.empty() ? "" : "<h2>Failures</h2>\n<ul>\n" + html + "</ul>\n";
}

std::string elections_of(const Verification& verification) {
  if (!verification.board || verification.board->elections().empty()) return "";
  std::string html =
      "<h2>Elections</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th "
      "scope=\"col\">Election</th>"
      "<th scope=\"col\">Phase</th><th scope=\"col\" class=\"number\">On the roll</th>"
      "<th scope=\"col\" class=\"number\">Accepted ballots</th></tr></thead>\n<tbody>\n";
  for (const auto& [id, election] : verification.board->elections()) {
    html += "<tr><th scope=\"row\">" + escape_html(id) + "</th><td>" +
            escape_html(bulletin_board::name(election.phase())) + "</td>" +
            number_cell(election.roll_size()) + number_cell(election.accepted_ballots()) +
            "</tr>\n";
  }
  return html + "</tbody>\n</table></div>\n";
}

// A record without an end is not one with a checked result.
std::string unfinished_in(const Report& report) {
  if (!report.valid() || report.unfinished().empty()) return "";
  return escape_html(verifier::verdict_of(report)) + "<br>";
}

// When voting ended, as the board and its witnesses say.
std::string moments_of(const Report& report) {
  if (report.moments().empty()) return "";
  std::string html = "<h2>Times</h2>\n<ul>\n";
  for (const auto& each : report.moments()) {
    html += "<li>" + escape_html(verifier::text_of(each)) + "</li>\n";
  }
  return html + "</ul>\n";
}

std::string checkpoint_of(const Verification& verification) {
  if (verification.checkpoint.empty()) return "";
  return "<h2>Checkpoint</h2>\n<pre><code>" + escape_html(verification.checkpoint) +
         "</code></pre>\n";
}

}  // namespace

std::string html_report(const std::string& source, const Verification& verification) {
  const Report& report = verification.report;
  const bool valid = report.valid();
  return page_head("Verification of " + source) + "<h1>Verification of a record</h1>\n" +
         "<p class=\"soft\">" + escape_html(source) + "</p>\n<p class=\"verdict" +
         (valid ? "" : " bad") + "\"><strong>" +
         (valid ? "✓ The record is valid: nothing that was checked fails."
                : "✗ The record is NOT valid.") +
         "</strong><br>" + unfinished_in(report) + escape_html(verifier::summary_of(report)) +
         "</p>\n" + failures_of(report) + table_of(report) + elections_of(verification) +
         moments_of(report) + checkpoint_of(verification) + std::string(page_end());
}

}  // namespace tabella::cli
