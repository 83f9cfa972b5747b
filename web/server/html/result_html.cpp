#include "web/server/html/result_html.h"

#include <algorithm>
#include <string>

#include "tally/explanation.h"
#include "web/server/html/own_text.h"
#include "web/server/html/table.h"

namespace tabella::server {

using ballot::Question;
using ballot::TotalKind;
using bulletin_board::ElectionStatus;
using tally::CountedTotal;
using tally::QuestionCount;
using tally::QuestionResult;

namespace {

std::string name_of(const Question& question, const CountedTotal& total,
                    const ballot::Definition& definition, const PageText& text) {
  const auto words = [&](const ballot::Text& each) {
    return own_text(each, definition, text).words;
  };
  const auto option = [&](std::uint32_t index) { return words(question.options[index].text); };
  const auto of_option = [&](const ballot::Text& second) {
    return fill(text.of_option, {{"first", option(total.first)}, {"second", words(second)}});
  };
  switch (total.kind) {
    case TotalKind::option:
    case TotalKind::row:
      return option(total.first);
    case TotalKind::blank:
      return std::string(text.blank);
    case TotalKind::answered:
      return std::string(text.answered);
    case TotalKind::asked:
      break;  // is a count's own
    case TotalKind::in_favor:
      return fill(text.in_favor, {{"option", option(total.first)}});
    case TotalKind::against:
      return fill(text.against, {{"option", option(total.first)}});
    case TotalKind::above:
      return fill(text.above, {{"first", option(total.first)}, {"second", option(total.second)}});
    case TotalKind::grade:
      return of_option(std::get<ballot::Grades>(question.kind).grades[total.second].text);
    case TotalKind::cell:
      return of_option(std::get<ballot::Table>(question.kind).columns[total.second].text);
    case TotalKind::column:
      return words(std::get<ballot::Table>(question.kind).columns[total.first].text);
  }
  return {};
}

Html number_cell(std::string_view number) { return element({"td", {.css = "number"}}, number); }

Html total_row(const std::string& name, const CountedTotal& total, std::uint64_t most,
               std::uint64_t took_part) {
  const std::string value = std::to_string(total.value);
  const bool has_quota = took_part > 0 && total.value <= took_part;
  const std::string quota = has_quota ? tally::percent(total.value, took_part) : "–";
  const Html bar = inline_element(
      {"meter", {.min = "0", .max = std::to_string(most), .value = value, .aria_hidden = "true"}},
      value);
  return element("tr",
                 row_head(name) + number_cell(value) + number_cell(quota) + element("td", bar));
}

Html totals_table(const std::string& caption, const Question& question, const QuestionCount& count,
                  const ballot::Definition& definition, const PageText& text) {
  std::uint64_t most = 1;
  for (const CountedTotal& total : count.totals) most = std::max(most, total.value);
  Html rows;
  for (const CountedTotal& total : count.totals) {
    rows += total_row(name_of(question, total, definition, text), total, most, count.took_part);
  }
  return table(caption, {text.option, text.total, text.quota, ""}, rows);
}

Html question_result(const Question& question, const QuestionResult& result,
                     const ballot::Definition& definition, const PageText& text) {
  const QuestionCount& count = result.count;
  const OwnText title = own_text(question.title, definition, text);
  Html html = element("h3", title);
  // In the reader's language, also where the election does not have it.
  const bool has_it = title.language.starts_with(text.tag.substr(0, 2));
  for (const std::string& sentence :
       tally::explain(question, result, has_it ? std::string_view(title.language) : text.tag)) {
    html += element("p", sentence);
  }
  const auto note = [&html](const std::string& words) {
    html += element({"p", {.css = "soft"}}, words);
  };
  note(fill(text.took_part,
            {{"count", std::to_string(count.took_part)}, {"all", std::to_string(count.roll)}}));
  if (question.only_if && count.asked) {
    note(fill(text.asked, {{"count", std::to_string(*count.asked)}}));
  }
  if (count.is_withheld()) {
    return html + element("p", fill(text.withheld_why,
                                    {{"smallest", std::to_string(definition.smallest_group)}}));
  }
  html += totals_table("", question, count, definition, text);
  for (const tally::CrowdCount& crowd : result.by_style) {
    std::string styles;
    for (const std::uint32_t style : crowd.styles) {
      styles += (styles.empty() ? "" : ", ") + definition.styles[style].id;
    }
    html += totals_table(styles, question, crowd.count, definition, text);
  }
  return html;
}

}  // namespace

Html result_html(const ElectionStatus& election, const PageText& text) {
  if (!election.results) return {};
  Html html = element("h2", text.result);
  const auto& questions = election.parsed->questions;
  for (std::size_t q = 0; q < questions.size(); ++q) {
    html += question_result(questions[q], (*election.results)[q], *election.parsed, text);
  }
  return html;
}

}  // namespace tabella::server
