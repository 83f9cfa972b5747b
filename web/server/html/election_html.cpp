#include "web/server/html/election_html.h"

#include <algorithm>
#include <initializer_list>

#include "ballot/receipt_code.h"
#include "crypto/bytes.h"
#include "crypto/hash.h"
#include "tally/explanation.h"
#include "text/rfc3339.h"
#include "web/server/html/html.h"

namespace tabella::server {

using ballot::Question;
using ballot::TotalKind;
using bulletin_board::ElectionStatus;
using bulletin_board::Phase;
using bulletin_board::TrusteeStatus;
using tally::CountedTotal;
using tally::QuestionResult;

namespace {

constexpr std::string_view kStyle =
    R"(:root { color-scheme: light dark; --ink: #1c2330; --soft: #454d5c;
  --paper: #fff; --line: #d9dee7; --band: #f4f6fa; --link: #0b4a86; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f6; --soft: #c3cad6; --paper: #14181f;
  --line: #333b49; --band: #1c222c; --link: #a9cdf5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans SC", sans-serif; }
main, nav { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem; }
main { padding-bottom: 4rem; }
a { color: var(--link); }
h1 { font-size: 1.8rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
.phase { padding: .75rem 1rem; background: var(--band); border-left: .3rem solid var(--link); }
.soft { color: var(--soft); }
.actions { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .75rem; }
.actions a { display: inline-block; padding: .6rem 1rem; border: 2px solid var(--link);
  border-radius: .4rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .75rem; }
dl div { background: var(--band); padding: .6rem .9rem; border-radius: .4rem; }
dt { color: var(--soft); } dd { margin: 0; font-size: 1.15rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th, td { padding: .45rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
thead th { overflow-wrap: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
meter { width: 100%; min-width: 4rem; }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
)";

std::string in_element(std::string_view name, const std::string& html) {
  return "<" + std::string(name) + ">" + html + "</" + std::string(name.substr(0, name.find(' '))) +
         ">\n";
}
std::string element(std::string_view name, std::string_view text) {
  return in_element(name, escape_html(text));
}

// A text of the election: in the reader's language if it has it, else in its own first.
struct Shown {
  std::string words;
  std::string language;
};
Shown shown(const ballot::Text& text, const ballot::Definition& definition, const PageText& page) {
  const std::string_view wanted = page.tag;
  // zh-Hans is also what a definition calls zh-Hans-CN, or zh.
  for (const std::string& language : definition.languages) {
    const bool same = language == wanted || language.starts_with(std::string(wanted) + "-") ||
                      wanted.starts_with(language + "-");
    if (same && text.contains(language)) return {text.at(language), language};
  }
  const std::string& first = definition.languages.front();
  return {text.at(first), first};
}
std::string with_language(std::string_view name, const Shown& text) {
  return in_element(std::string(name) + " lang=\"" + escape_html(text.language) + "\"",
                    escape_html(text.words));
}

std::string document(const PageText& text, const std::string& title, const std::string& path,
                     const std::string& content) {
  std::string nav;
  for (const PageText* each : {&kEnglishText, &kSimplifiedChineseText}) {
    const std::string tag(each->tag);
    nav += each == &text ? "<span lang=\"" + tag + "\">" + escape_html(each->name) + "</span> "
                         : "<a lang=\"" + tag + "\" hreflang=\"" + tag + "\" href=\"" + path +
                               "?lang=" + tag + "\">" + escape_html(each->name) + "</a> ";
  }
  return "<!doctype html>\n<html lang=\"" + std::string(text.tag) +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\">\n" +
         element("title", title) + "<link rel=\"stylesheet\" href=\"/style/" + page_style_name() +
         "\">\n</head>\n<body>\n" + in_element("nav", nav) + in_element("main", content) +
         "</body>\n</html>\n";
}

std::string time_html(const PageText& text, std::int64_t seconds) {
  const std::string exact = text::encode_time(seconds);
  std::string readable = exact.substr(0, 16);
  readable[10] = ' ';
  return "<time datetime=\"" + exact + "\">" + escape_html(fill(text.utc, {readable})) + "</time>";
}

std::string fact(std::string_view name, const std::string& html) {
  return "<div>" + element("dt", name) + in_element("dd", html) + "</div>\n";
}

std::string link(const std::string& path, std::string_view words) {
  return "<a href=\"" + escape_html(path) + "\">" + escape_html(words) + "</a>";
}

std::string actions(const std::string& id, Phase phase, const PageText& text,
                    const HasPage& has_page) {
  std::string items;
  const auto offer = [&](const char* page, const char* path, std::string_view words) {
    if (has_page(page)) items += in_element("li", link("/e/" + id + path, words));
  };
  if (phase == Phase::open) offer("voter", "/vote", text.vote);
  if (phase >= Phase::open && phase != Phase::cancelled) offer("check", "/check", text.check);
  offer("observer", "/observe", text.observe);
  if (phase <= Phase::closed) offer("trustee", "/trustee", text.trustee_link);
  if (items.empty()) return element("p", text.nothing_now);
  return in_element("ul class=\"actions\"", items);
}

std::string phase_html(const ElectionStatus& election, const PageText& text) {
  std::string html =
      element("p class=\"phase\"", text.phases[static_cast<std::size_t>(election.phase)]);
  if (!election.why_cancelled.empty()) {
    html += element("p", fill(text.reason, {election.why_cancelled}));
  }
  return html;
}

std::string notices(const ElectionStatus& election, const PageText& text) {
  if (election.notices->empty() && election.revoked.empty()) return "";
  std::string html = element("h2", text.notices);
  for (const auto& [name, key] : election.revoked) {
    html += in_element("p class=\"soft\"", time_html(text, static_cast<std::int64_t>(key.time)));
    html += element("p", fill(text.revoked, {name, key.reason}));
  }
  for (auto notice = election.notices->rbegin(); notice != election.notices->rend(); ++notice) {
    html +=
        in_element("p class=\"soft\"", time_html(text, static_cast<std::int64_t>(notice->time)));
    html += with_language("p", shown(notice->text, *election.parsed, text));
  }
  return html;
}

std::string schedule(const ElectionStatus& election, const PageText& text) {
  return element("h2", text.schedule) +
         in_element("dl", fact(text.opens, time_html(text, election.opens)) +
                              fact(text.closes, time_html(text, election.closes)));
}

// What the officials have laid down about data, where they have.
std::string terms(const ElectionStatus& election, const PageText& text) {
  std::string html;
  const auto add = [&](std::string_view heading, const std::optional<ballot::Text>& words) {
    if (!words) return;
    html += element("h2", heading) + with_language("p", shown(*words, *election.parsed, text));
  };
  add(text.legal_basis, election.parsed->legal_basis);
  add(text.retention, election.parsed->retention);
  return html;
}

std::string code(std::string_view words) { return element("code", words); }

std::string numbers(const ElectionStatus& election, const BoardFacts& board, const PageText& text) {
  std::string facts = fact(text.roll, std::to_string(election.voters));
  if (election.fingerprint) {
    facts += fact(text.roll_code, code(ballot::receipt_code(*election.fingerprint)));
  }
  facts += fact(text.accepted, std::to_string(election.accepted)) +
           fact(text.tested, std::to_string(election.tested)) +
           fact(text.receipts, std::to_string(board.receipts));
  return element("h2", text.numbers) + in_element("dl", facts);
}

std::string head_row(std::initializer_list<std::string_view> columns) {
  std::string cells;
  for (const std::string_view column : columns) cells += element("th scope=\"col\"", column);
  return in_element("thead", in_element("tr", cells));
}

std::string table(const std::string& caption, const std::string& head, const std::string& rows) {
  return "<div class=\"scroll\">" +
         in_element("table", element("caption", caption) + head + in_element("tbody", rows)) +
         "</div>\n";
}

std::string trustees(const ElectionStatus& election, const PageText& text) {
  std::string rows;
  const auto cell = [&](bool is_done) { return element("td", is_done ? text.done : text.not_yet); };
  for (const TrusteeStatus& trustee : election.trustees) {
    std::string row = element("th scope=\"row\"", trustee.name);
    if (trustee.disqualified) {
      row += element("td colspan=\"5\"", text.disqualified);
    } else {
      row += cell(trustee.committed) + cell(trustee.dealt) + cell(trustee.certified) +
             cell(trustee.held) + cell(trustee.shared);
    }
    rows += in_element("tr", row);
  }
  const auto& bounds = election.parsed->trustees;
  return element("h2", text.trustees) +
         table(fill(text.trustees_caption,
                    {std::to_string(bounds.threshold), std::to_string(bounds.count)}),
               head_row({text.trustee, text.committed, text.dealt, text.certified, text.held,
                         text.shared}),
               rows);
}

// ---- The result ----

std::string name_of(const Question& question, const CountedTotal& total,
                    const ballot::Definition& definition, const PageText& text) {
  const auto words = [&](const ballot::Text& each) { return shown(each, definition, text).words; };
  const auto option = [&](std::uint32_t index) { return words(question.options[index].text); };
  switch (total.kind) {
    case TotalKind::option:
    case TotalKind::row:
      return option(total.first);
    case TotalKind::blank:
      return std::string(text.blank);
    case TotalKind::answered:
      return std::string(text.answered);
    case TotalKind::in_favor:
      return fill(text.in_favor, {option(total.first)});
    case TotalKind::against:
      return fill(text.against, {option(total.first)});
    case TotalKind::above:
      return fill(text.above, {option(total.first), option(total.second)});
    case TotalKind::grade:
      return fill(text.with,
                  {option(total.first),
                   words(std::get<ballot::Grades>(question.kind).grades[total.second].text)});
    case TotalKind::cell:
      return fill(text.with,
                  {option(total.first),
                   words(std::get<ballot::Table>(question.kind).columns[total.second].text)});
    case TotalKind::column:
      return words(std::get<ballot::Table>(question.kind).columns[total.first].text);
  }
  return {};
}

std::string total_row(const std::string& name, const CountedTotal& total, std::uint64_t most,
                      std::uint64_t took_part, const PageText& text) {
  std::string row = element("th scope=\"row\"", name);
  if (!total.value) {
    return in_element("tr", row + element("td colspan=\"3\"", text.withheld));
  }
  const std::string value = std::to_string(*total.value);
  const bool is_share = took_part > 0 && *total.value <= took_part;
  const std::string share = is_share ? tally::percent(*total.value, took_part) : "–";
  row += element("td class=\"number\"", value) + element("td class=\"number\"", share) +
         in_element("td", "<meter min=\"0\" max=\"" + std::to_string(most) + "\" value=\"" + value +
                              "\" aria-hidden=\"true\">" + value + "</meter>");
  return in_element("tr", row);
}

std::string question_result(const Question& question, const QuestionResult& result,
                            const ballot::Definition& definition, const PageText& text) {
  const tally::QuestionCount& count = result.count;
  std::string html = with_language("h3", shown(question.title, definition, text));
  // In the reader's language, also where the election does not have it.
  const std::string language = shown(question.title, definition, text).language;
  const bool has_it = language.starts_with(text.tag.substr(0, 2));
  for (const std::string& sentence :
       tally::explain(question, result, has_it ? std::string_view(language) : text.tag)) {
    html += element("p", sentence);
  }
  html +=
      element("p class=\"soft\"",
              fill(text.took_part, {std::to_string(count.took_part), std::to_string(count.roll)}));
  if (question.only_if) {
    html += element("p class=\"soft\"", fill(text.asked, {std::to_string(count.asked)}));
  }
  std::uint64_t most = 1;
  for (const CountedTotal& total : count.totals) most = std::max(most, total.value.value_or(0));
  std::string rows;
  for (const CountedTotal& total : count.totals) {
    rows +=
        total_row(name_of(question, total, definition, text), total, most, count.took_part, text);
  }
  html += table("", head_row({text.option, text.total, text.share_of, ""}), rows);
  if (count.is_withheld()) {
    html += element("p", fill(text.withheld_why, {std::to_string(definition.smallest_group)}));
  }
  return html;
}

std::string result_html(const ElectionStatus& election, const PageText& text) {
  if (!election.results) return "";
  std::string html = element("h2", text.result);
  const auto& questions = election.parsed->questions;
  for (std::size_t q = 0; q < questions.size(); ++q) {
    html += question_result(questions[q], (*election.results)[q], *election.parsed, text);
  }
  return html;
}

std::string pages_html(const ElectionStatus& election, const PageText& text) {
  if (election.pages.empty()) return "";
  std::string rows;
  for (const auto& [page, hash] : election.pages) {
    rows += in_element("tr", element("th scope=\"row\"", page) +
                                 in_element("td", code(ballot::receipt_code(hash))) +
                                 in_element("td", code(base64url(hash))));
  }
  return element("h2", text.pages) + table(std::string(text.pages_caption),
                                           head_row({text.page, text.page_code, text.hash}), rows);
}

std::string record(const std::string& id, const ElectionStatus& election, const BoardFacts& board,
                   const PageText& text) {
  std::string items = in_element("li", link("/elections/" + id, text.definition_link));
  if (election.result) {
    items += in_element("li", link("/elections/" + id + "/result", text.result_link));
  }
  items += in_element("li", link("/checkpoint", text.checkpoint_link));
  return element("h2", text.record) + element("p", text.hint) +
         in_element("p", code("tabella verify https://… --policy policy.txt")) +
         element("p", fill(text.log_size, {std::to_string(board.entries)}) + " " +
                          fill(text.witnesses, {std::to_string(board.witnesses)})) +
         in_element("p", escape_html(text.last_block) + " " +
                             time_html(text, static_cast<std::int64_t>(board.time))) +
         in_element("ul", items);
}

}  // namespace

std::string_view page_style() { return kStyle; }

const std::string& page_style_name() {
  static const std::string kName =
      hex(ByteView(crypto::sha256({as_bytes(kStyle)})).first(8)) + ".css";
  return kName;
}

std::string home_html(const bulletin_board::BoardStatus& board, const PageText& text,
                      const HasPage& has_page) {
  std::string content = element("h1", text.elections);
  if (board.elections.empty()) content += element("p", text.no_elections);
  for (const auto& [id, election] : board.elections) {
    const Shown title = shown(election.parsed->title, *election.parsed, text);
    content += in_element("h2 lang=\"" + escape_html(title.language) + "\"",
                          link("/e/" + id + "?lang=" + std::string(text.tag), title.words)) +
               phase_html(election, text) + actions(id, election.phase, text, has_page);
  }
  content += element("p class=\"soft\"", fill(text.log_size, {std::to_string(board.size)}));
  return document(text, std::string(text.elections), "/", content);
}

std::string election_html(const std::string& id, const ElectionStatus& election,
                          const BoardFacts& board, const PageText& text, const HasPage& has_page) {
  const Shown title = shown(election.parsed->title, *election.parsed, text);
  const std::string content =
      with_language("h1", title) + phase_html(election, text) + element("h2", text.what_now) +
      actions(id, election.phase, text, has_page) + notices(election, text) +
      result_html(election, text) + schedule(election, text) + numbers(election, board, text) +
      terms(election, text) + trustees(election, text) + pages_html(election, text) +
      record(id, election, board, text) +
      in_element("p", link("/?lang=" + std::string(text.tag), text.all_elections));
  return document(text, title.words, "/e/" + id, content);
}

}  // namespace tabella::server
