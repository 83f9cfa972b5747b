// The pages without script: in the reader's language, escaped, and with the result.
#include "web/server/html/election_html.h"

#include "ballot/receipt_code.h"
#include "tests/web/server/served.h"
#include "web/server/html/page_style.h"

namespace tabella::server::test {

namespace {

using bulletin_board::Act;
using bulletin_board::ElectionStatus;
using bulletin_board::test::MemoryBoard;
using bulletin_board::test::Parties;

constexpr const char* kHostileTitle = "<script>alert('1')</script>&\"";

bool has(const std::string& html, const std::string& words) {
  INFO(words);
  return html.find(words) != std::string::npos;
}

bool every_page(const std::string& /*page*/) { return true; }
bool no_page(const std::string& /*page*/) { return false; }

std::shared_ptr<const bulletin_board::BoardStatus> status_of(const MemoryBoard& memory) {
  return bulletin_board::status_of(memory.board, {});
}

std::string page_of(const MemoryBoard& memory, const PageText& text) {
  const auto status = status_of(memory);
  const auto& [id, election] = *status->elections.begin();
  const BoardFacts board{
      .entries = status->size, .time = status->time, .witnesses = 2, .receipts = 41};
  return election_html(id, election, board, text, every_page);
}

// English and Chinese; the title is an attack.
ballot::Definition hostile_definition() {
  ballot::Definition definition = Parties::default_definition();
  definition.languages = {"en", "zh-Hans"};
  const auto in_both = [](const std::string& en, const std::string& zh) {
    return ballot::Text{{"en", en}, {"zh-Hans", zh}};
  };
  definition.title = in_both(kHostileTitle, "选举<b>");
  definition.questions[0].title = in_both("Which <i>?", "选哪个？");
  definition.questions[0].options[0].text = in_both("</table>First", "甲");
  definition.questions[0].options[1].text = in_both("Second & last", "乙");
  return definition;
}

}  // namespace

TEST_CASE("a page escapes whatever others wrote") {
  MemoryBoard memory;
  Parties parties(hostile_definition());
  parties.hold_until_open(memory, 3);
  REQUIRE(memory.post(
              parties.sign(bulletin_board::NoticePost{parties.definition.id,
                                                      {{"en", "<img src=x>"}, {"zh-Hans", "会"}}},
                           {parties.officials[0], parties.officials[1]})) == "accepted");
  REQUIRE(memory.post(parties.sign(
              bulletin_board::RevokePost{parties.definition.id, 3, "lost <script src=x>"},
              {parties.officials[0], parties.officials[1]})) == "accepted");
  const std::string html = page_of(memory, kEnglishText);
  CHECK(has(
      html,
      "What official/3 signs for the officials counts no more. Reason: lost &lt;script src=x&gt;"));
  CHECK(has(page_of(memory, kSimplifiedChineseText), "负责人 official/3 的签署不再有效。"));
  CHECK(has(html, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;"));
  CHECK(has(html, "&lt;img src=x&gt;"));
  for (const char* bad : {"<script", "<img", "<b>", "<i>", "style=", "onclick"}) {
    INFO(bad);
    CHECK(html.find(bad) == std::string::npos);
  }
  const std::string home = home_html(*status_of(memory), kEnglishText, no_page);
  CHECK(home.find("<script") == std::string::npos);
  CHECK(has(home, "Voting is open."));
}

TEST_CASE("a page is in the reader's language, with the election's own texts") {
  MemoryBoard memory;
  Parties parties(hostile_definition());
  parties.hold_until_open(memory, 3);
  const std::string chinese = page_of(memory, kSimplifiedChineseText);
  CHECK(has(chinese, "<html lang=\"zh-Hans\">"));
  CHECK(has(chinese, "<h1 lang=\"zh-Hans\">选举&lt;b&gt;</h1>"));
  CHECK(has(chinese, "投票正在进行。"));
  CHECK(has(chinese, "href=\"/e/sample-2026/vote\""));
  CHECK(has(chinese, "打开合计需要 3 位密钥保管人中的 2 位。"));
  const std::string english = page_of(memory, kEnglishText);
  CHECK(has(english, "2 of 3 trustees are needed"));
  CHECK(has(english, "?lang=zh-Hans"));
}

TEST_CASE("a page says what is kept, and gives what can be compared elsewhere") {
  MemoryBoard memory;
  ballot::Definition definition = hostile_definition();
  definition.legal_basis = {{"en", "City <law> 7"}, {"zh-Hans", "市法第七条"}};
  definition.retention = {{"en", "The log, for ever"}, {"zh-Hans", "日志，永久"}};
  Parties parties(std::move(definition));
  parties.hold_until_open(memory, 3);
  REQUIRE(memory.post(parties.sign(bulletin_board::PagePost{parties.definition.id, "check", {7}},
                                   {parties.officials[0], parties.officials[1]})) == "accepted");
  REQUIRE(memory.post(parties.key_held(memory.board, 2)) == "accepted");
  const std::string html = page_of(memory, kEnglishText);
  CHECK(has(html, "<h2>Legal basis</h2>\n<p lang=\"en\">City &lt;law&gt; 7</p>"));
  CHECK(has(html, "The log, for ever"));
  CHECK(has(page_of(memory, kSimplifiedChineseText), "<p lang=\"zh-Hans\">市法第七条</p>"));
  const auto& election = *memory.board.find(parties.definition.id);
  CHECK(has(html, "<code>" + ballot::receipt_code(*election.fingerprint()) + "</code>"));
  CHECK(has(html, "<code>" + ballot::receipt_code(election.pages().at("check")) + "</code>"));
  CHECK(has(html, "Receipts checked, as this server was told</dt>\n<dd>41</dd>"));
  CHECK(has(html, "Independent witnesses who signed it: 2."));
  CHECK(has(html, "<code>tabella verify "));
  // The second trustee has shown its key, and no other.
  std::size_t done = 0;
  const std::string cell = "<td>done</td>";
  for (auto at = html.find(cell); at != std::string::npos; at = html.find(cell, at + 1)) ++done;
  CHECK(done == 4 * 3 + 1);
  MemoryBoard silent;
  Parties others(hostile_definition());
  others.hold_until_open(silent, 1);
  CHECK_FALSE(has(page_of(silent, kEnglishText), "Legal basis"));
}

TEST_CASE("a page says when voting ended, and what witnesses say of that") {
  const auto words_at = [](std::optional<std::int64_t> offset, bool asks_witness = true) {
    MemoryBoard memory;
    Parties parties(hostile_definition());
    if (asks_witness) parties.add_witness("witness");
    parties.hold_until_open(memory, 1);
    REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
    if (offset) {
      const std::uint64_t seen = memory.time + static_cast<std::uint64_t>(*offset);
      REQUIRE(memory.post(parties.cosigned(parties.cosigned_checkpoint(memory.board, seen))) ==
              "accepted");
    }
    const std::string html = page_of(memory, kEnglishText);
    CHECK(has(html, "Voting ended, by the board&#39;s clock</dt>"));
    return html;
  };
  CHECK(has(words_at(60), "Its witnesses saw it at 2023-11-14 22:14 (UTC)."));
  CHECK(has(words_at(86'400), "Its witnesses saw it later, at 2023-11-15 22:13 (UTC): it is not"));
  CHECK(has(words_at(-86'400), "Its witnesses saw it before that, at 2023-11-13 22:13 (UTC): the"));
  CHECK(has(words_at(std::nullopt), "Not shown: its witnesses have not said when they saw it."));
  CHECK(has(words_at(std::nullopt, false), "This is the operator&#39;s word"));
}

TEST_CASE("a finished election shows totals, bars and the reason, and no more than voting did") {
  MemoryBoard memory;
  Parties parties(hostile_definition());
  parties.hold_until_open(memory, 6);
  CHECK_FALSE(has(page_of(memory, kEnglishText), "<meter"));
  for (std::size_t v = 0; v < 5; ++v) {
    REQUIRE(memory.post(parties.vote(memory.board, v, v == 0 ? 0 : 1)) == "accepted");
  }
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  for (std::uint32_t t : {1u, 2u}) {
    REQUIRE(memory.post(parties.share(memory.board, t)) == "accepted");
  }
  const std::string html = page_of(memory, kEnglishText);
  CHECK(has(html, "<h2>Result</h2>"));
  CHECK(has(html, "9 of 12 took part."));
  CHECK(has(html, "<th scope=\"row\">&lt;/table&gt;First</th>\n<td class=\"number\">1</td>"));
  CHECK(has(html, "<meter min=\"0\" max=\"8\" value=\"8\" aria-hidden=\"true\">8</meter>"));
  CHECK(has(html, "88.9%"));
  CHECK(has(html, "Second &amp; last"));
  CHECK(has(page_of(memory, kSimplifiedChineseText), "12 人中有 9 人参与。"));
  CHECK_FALSE(has(html, "href=\"/e/sample-2026/vote\""));
}

TEST_CASE("the language is the one asked for, else the browser's, else English") {
  const auto tag = [](const char* query, const char* accept) {
    return std::string(page_text(query, accept).tag);
  };
  CHECK(tag("", "") == "en");
  CHECK(tag("lang=zh-Hans", "en") == "zh-Hans");
  CHECK(tag("x=1&lang=en", "zh-CN") == "en");
  CHECK(tag("lang=<script>", "zh-CN,zh;q=0.9,en;q=0.8") == "zh-Hans");
  CHECK(tag("", "fr, en;q=0.5, zh;q=0.7") == "zh-Hans");
  CHECK(tag("", "zh;q=0, en;q=0.1") == "en");
  CHECK(tag("", "zh;q=abc,,;;q=") == "en");
}

TEST_CASE("the pages are served with a policy that allows nothing but their style") {
  const Served served;
  const Parties parties(hostile_definition());
  REQUIRE(served.add(parties.manifest()).status == 201);
  REQUIRE(served.add(parties.election()).status == 201);
  const std::string page = served.raw(
      "GET /e/sample-2026 HTTP/1.1\r\nHost: a\r\nAccept-Language: zh-CN\r\n"
      "Connection: close\r\n\r\n");
  CHECK(page.starts_with("HTTP/1.1 200"));
  CHECK(has(page,
            "Content-Security-Policy: default-src 'none'; style-src 'self'; "
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n"));
  CHECK(has(page, "Vary: Accept-Language\r\n"));
  CHECK(has(page, "Content-Type: text/html; charset=utf-8\r\n"));
  CHECK(has(page, "<html lang=\"zh-Hans\">"));
  CHECK(has(served.get("/?lang=en").body, "<h1>Elections</h1>"));
  const auto style = served.get("/style/" + page_style_name());
  CHECK(style.status == 200);
  CHECK(has(page, "href=\"/style/" + page_style_name() + "\""));
  CHECK(served.get("/style/other.css").status == 404);
  CHECK(served.get("/e/none").status == 404);
  CHECK(served.get("/elections/sample-2026/notices").body == "{\"notices\":[]}\n");
}

}  // namespace tabella::server::test
