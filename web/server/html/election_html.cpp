#include "web/server/html/election_html.h"

#include "ballot/receipt_code.h"
#include "crypto/bytes.h"
#include "text/rfc3339.h"
#include "web/server/html/elements.h"
#include "web/server/html/own_text.h"
#include "web/server/html/page_style.h"
#include "web/server/html/result_html.h"
#include "web/server/html/table.h"

namespace tabella::server {

using bulletin_board::ElectionStatus;
using bulletin_board::MomentName;
using bulletin_board::MomentState;
using bulletin_board::Phase;
using bulletin_board::TrusteeStatus;
using bulletin_board::WeightyMoment;

namespace {

Html link(const std::string& path, std::string_view words) {
  return inline_element({"a", {.href = path}}, words);
}

Html code(std::string_view words) { return element("code", words); }

Html soft(const Html& content) { return element({"p", {.css = "soft"}}, content); }

Html fact(std::string_view name, const Html& value) {
  return element("div", element("dt", name) + element("dd", value));
}

std::string time_words(const PageText& text, std::int64_t seconds) {
  std::string readable = text::encode_time(seconds).substr(0, 16);
  readable[10] = ' ';
  return fill(text.utc, {{"time", readable}});
}

Html time_html(const PageText& text, std::int64_t seconds) {
  return inline_element({"time", {.datetime = text::encode_time(seconds)}},
                        time_words(text, seconds));
}

std::string document(const PageText& text, const std::string& title, const std::string& path,
                     const Html& content) {
  Html nav;
  for (const PageText* each : {&kEnglishText, &kSimplifiedChineseText}) {
    const std::string tag(each->tag);
    const bool is_this = each == &text;
    nav += is_this ? inline_element({"span", {.lang = tag}}, each->language_name)
                   : inline_element(
                         {"a", {.lang = tag, .hreflang = tag, .href = path + "?lang=" + tag}},
                         each->language_name);
    nav += " ";
  }
  return html_document(
      {.language = text.tag, .title = title, .style_path = "/style/" + page_style_name()},
      element("nav", nav) + element("main", content));
}

Html actions(const std::string& id, Phase phase, const PageText& text, const HasPage& has_page) {
  Html items;
  const auto offer = [&](const char* page, const char* path, std::string_view words) {
    if (has_page(page)) items += element("li", link("/e/" + id + path, words));
  };
  if (is_open(phase)) offer("voter", "/vote", text.vote);
  if (!is_preparing(phase) && phase != Phase::cancelled) offer("check", "/check", text.check);
  offer("observer", "/observe", text.observe);
  if (!is_over(phase)) offer("trustee", "/trustee", text.trustee_link);
  if (items.empty()) return element("p", text.nothing_now);
  return element({"ul", {.css = "actions"}}, items);
}

Html phase_html(const ElectionStatus& election, const PageText& text) {
  Html html = element({"p", {.css = "phase"}}, phase_text(text, election.phase));
  if (!election.why_cancelled.empty()) {
    html += element("p", fill(text.reason, {{"reason", election.why_cancelled}}));
  }
  return html;
}

Html notices(const ElectionStatus& election, const PageText& text) {
  if (election.notices->empty() && election.revoked.empty()) return {};
  Html html = element("h2", text.notices);
  for (const auto& [name, key] : election.revoked) {
    html += soft(time_html(text, static_cast<std::int64_t>(key.time)));
    html += element("p", fill(text.revoked, {{"official", name}, {"reason", key.reason}}));
  }
  for (auto notice = election.notices->rbegin(); notice != election.notices->rend(); ++notice) {
    html += soft(time_html(text, static_cast<std::int64_t>(notice->time)));
    html += element("p", own_text(notice->text, *election.parsed, text));
  }
  return html;
}

std::string_view name_of(const WeightyMoment& moment, const PageText& text) {
  switch (moment.name) {
    case MomentName::closed:
      return text.moment_closed;
    case MomentName::cancelled:
      return text.moment_cancelled;
    case MomentName::finished:
      break;
  }
  return text.moment_finished;
}

std::string_view sentence_of(MomentState state, const PageText& text) {
  switch (state) {
    case MomentState::shown:
      return text.clock_shown;
    case MomentState::later:
      return text.clock_later;
    case MomentState::ahead:
      return text.clock_ahead;
    case MomentState::not_shown:
      return text.clock_not_shown;
    case MomentState::operators_word:
      break;
  }
  return text.clock_operators_word;
}

// When it happened as the operator says, and what its witnesses say of that.
Html moment_html(const ElectionStatus& election, const WeightyMoment& moment,
                 const PageText& text) {
  const auto state =
      state_of(moment, election.parsed->schedule.clock_bound, election.policy->has_quorum());
  const std::string seen =
      moment.cosigned ? time_words(text, static_cast<std::int64_t>(moment.cosigned->time)) : "";
  return fact(name_of(moment, text),
              time_html(text, static_cast<std::int64_t>(moment.time)) + " " +
                  inline_element({"span"}, fill(sentence_of(state, text), {{"time", seen}})));
}

Html schedule(const ElectionStatus& election, const PageText& text) {
  Html facts = fact(text.opens, time_html(text, election.opens)) +
               fact(text.closes, time_html(text, election.closes));
  for (const WeightyMoment& moment : election.moments) {
    facts += moment_html(election, moment, text);
  }
  return element("h2", text.schedule) + element("dl", facts);
}

// What the officials have laid down about data, where they have.
Html terms(const ElectionStatus& election, const PageText& text) {
  Html html;
  const auto add = [&](std::string_view heading, const std::optional<ballot::Text>& words) {
    if (!words) return;
    html += element("h2", heading) + element("p", own_text(*words, *election.parsed, text));
  };
  add(text.legal_basis, election.parsed->legal_basis);
  add(text.retention, election.parsed->retention);
  return html;
}

Html numbers(const ElectionStatus& election, const BoardFacts& board, const PageText& text) {
  Html facts = fact(text.roll, std::to_string(election.voters));
  if (election.fingerprint) {
    facts += fact(text.roll_code, code(ballot::receipt_code(*election.fingerprint)));
  }
  facts += fact(text.accepted, std::to_string(election.accepted)) +
           fact(text.tested, std::to_string(election.tested)) +
           fact(text.receipts, std::to_string(board.receipts));
  return element("h2", text.numbers) + element("dl", facts);
}

Html trustees(const ElectionStatus& election, const PageText& text) {
  Html rows;
  const auto cell = [&](bool is_done) { return element("td", is_done ? text.done : text.not_yet); };
  for (const TrusteeStatus& trustee : election.trustees) {
    const Html steps = trustee.disqualified ? wide_cell(6, text.disqualified)
                                            : cell(trustee.joined) + cell(trustee.committed) +
                                                  cell(trustee.dealt) + cell(trustee.certified) +
                                                  cell(trustee.held) + cell(trustee.shared);
    rows += element("tr", row_head(trustee.name) + steps);
  }
  const auto& bounds = election.parsed->trustees;
  const std::string caption = fill(
      text.trustees_caption,
      {{"threshold", std::to_string(bounds.threshold)}, {"count", std::to_string(bounds.count)}});
  return element("h2", text.trustees) +
         table(caption,
               {text.trustee, text.joined, text.committed, text.dealt, text.certified, text.held,
                text.decrypted},
               rows);
}

Html pages_html(const ElectionStatus& election, const PageText& text) {
  if (election.pages.empty()) return {};
  Html rows;
  for (const auto& [page, hash] : election.pages) {
    rows += element("tr", row_head(page) + element("td", code(ballot::receipt_code(hash))) +
                              element("td", code(base64url(hash))));
  }
  return element("h2", text.pages) +
         table(text.pages_caption, {text.page, text.page_code, text.hash}, rows);
}

Html record(const std::string& id, const ElectionStatus& election, const BoardFacts& board,
            const PageText& text) {
  Html items = element("li", link("/elections/" + id, text.definition_link));
  if (election.result) {
    items += element("li", link("/elections/" + id + "/result", text.result_link));
  }
  items += element("li", link("/checkpoint", text.checkpoint_link));
  return element("h2", text.record) + element("p", text.hint) +
         element("p", code("tabella verify https://… --policy policy.txt")) +
         element("p", fill(text.log_size, {{"count", std::to_string(board.entries)}}) + " " +
                          fill(text.witnesses, {{"count", std::to_string(board.witnesses)}})) +
         element("p", Html(text.last_block) + " " +
                          time_html(text, static_cast<std::int64_t>(board.time))) +
         element("ul", items);
}

}  // namespace

std::string home_html(const bulletin_board::BoardStatus& board, const PageText& text,
                      const HasPage& has_page) {
  Html content = element("h1", text.elections);
  if (board.elections.empty()) content += element("p", text.no_elections);
  for (const auto& [id, election] : board.elections) {
    const OwnText title = own_text(election.parsed->title, *election.parsed, text);
    content += element({"h2", {.lang = title.language}},
                       link("/e/" + id + "?lang=" + std::string(text.tag), title.words)) +
               phase_html(election, text) + actions(id, election.phase, text, has_page);
  }
  content += soft(fill(text.log_size, {{"count", std::to_string(board.size)}}));
  return document(text, std::string(text.elections), "/", content);
}

std::string election_html(const std::string& id, const ElectionStatus& election,
                          const BoardFacts& board, const PageText& text, const HasPage& has_page) {
  const OwnText title = own_text(election.parsed->title, *election.parsed, text);
  const Html content = element("h1", title) + phase_html(election, text) +
                       element("h2", text.what_now) + actions(id, election.phase, text, has_page) +
                       notices(election, text) + result_html(election, text) +
                       schedule(election, text) + numbers(election, board, text) +
                       terms(election, text) + trustees(election, text) +
                       pages_html(election, text) + record(id, election, board, text) +
                       element("p", link("/?lang=" + std::string(text.tag), text.all_elections));
  return document(text, title.words, "/e/" + id, content);
}

}  // namespace tabella::server
