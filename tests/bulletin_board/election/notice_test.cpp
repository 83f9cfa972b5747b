// Pages and notices: who may say them, when, and in which form.
#include "bulletin_board/posts_json.h"
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr const char* kId = "sample-2026";

Bytes page(const Parties& parties, const std::string& name, std::uint8_t first = 1) {
  PageHash hash{};
  hash[0] = first;
  return parties.sign(PagePost{kId, name, hash}, {parties.officials[0], parties.officials[1]});
}

Bytes notice(const Parties& parties, const ballot::Text& text) {
  return parties.sign(NoticePost{kId, text}, {parties.officials[0], parties.officials[1]});
}

ballot::Text in_all(const Parties& parties, const std::string& words) {
  ballot::Text text;
  for (const std::string& language : parties.definition.languages) text[language] = words;
  return text;
}

bool begins(const std::string& text, const char* with) {
  INFO(text);
  return text.starts_with(with);
}

}  // namespace

TEST_CASE("the voter page is said once, after everything is fixed and before voting") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_dealt(memory);
  CHECK(begins(memory.post(page(parties, "voter")), "rules.phase"));
  CHECK(memory.post(page(parties, "trustee")) == "accepted");
  for (std::uint32_t i = 1; i <= 3; ++i) {
    REQUIRE(memory.post(parties.certify(memory.board, i)) == "accepted");
  }
  parties.make_voters(1);
  REQUIRE(memory.post(parties.roll_post()) == "accepted");
  REQUIRE(memory.post(parties.roll_end()) == "accepted");
  CHECK(memory.post(page(parties, "voter")) == "accepted");
  CHECK(begins(memory.post(page(parties, "voter", 2)), "rules.twice"));
  CHECK(begins(memory.post(page(parties, "voter")), "rules.twice"));
  CHECK(begins(memory.post(page(parties, "vote")), "rules.page"));
  CHECK(begins(memory.post(page(parties, "")), "rules.page"));
  CHECK(memory.board.find(kId)->pages().at("voter")[0] == 1);
  REQUIRE(memory.post(parties.act(Act::open)) == "accepted");
  CHECK(memory.post(page(parties, "check")) == "accepted");
  REQUIRE(memory.post(parties.act(Act::close)) == "accepted");
  CHECK(begins(memory.post(page(parties, "observer")), "rules.phase"));
  replay(memory);
}

TEST_CASE("a voter page is not said once voting is open") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  CHECK(begins(memory.post(page(parties, "voter")), "rules.phase"));
}

TEST_CASE("a page and a notice want as many officials as weighty acts") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_dealt(memory);
  const PagePost said{kId, "trustee", {}};
  const NoticePost told{kId, in_all(parties, "Notice")};
  for (const SignedPost& post : {SignedPost(said), SignedPost(told)}) {
    CHECK(begins(memory.post(parties.sign(post, {parties.officials[0]})), "post.signatures"));
    CHECK(begins(memory.post(parties.sign(post, {parties.officials[0], parties.registrar})),
                 "post.signatures"));
    CHECK(begins(memory.post(parties.sign(post, {parties.trustees[0], parties.trustees[1]})),
                 "post.signatures"));
  }
  CHECK(begins(memory.post(parties.sign(NoticePost{"other", told.text},
                                        {parties.officials[0], parties.officials[1]})),
               "rules.election"));
}

TEST_CASE("a notice has every language of the election, as plain text, until the archive") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  CHECK(memory.post(notice(parties, in_all(parties, "The hall is closed. 会场关闭。"))) ==
        "accepted");
  // The same again is another notice, if not in one log with the same bytes: the node sees to that.
  CHECK(memory.board.find(kId)->notices().size() == 1);
  CHECK(memory.board.find(kId)->notices()[0].time == memory.time);
  ballot::Text text = in_all(parties, "x");
  text["fr"] = "x";
  CHECK(begins(memory.post(notice(parties, text)), "notice.language: fr"));
  text = in_all(parties, "x");
  text.erase(parties.definition.languages.back());
  CHECK(begins(memory.post(notice(parties, text)), "notice.language"));
  CHECK(begins(memory.post(notice(parties, {})), "notice.language"));
  for (const std::string& bad :
       {std::string(), std::string("two\nlines"), std::string(" x"), std::string("e\xcc\x81"),
        std::string("a\xe2\x80\xae"
                    "b"),
        std::string(8193, 'x')}) {
    CHECK(begins(memory.post(notice(parties, in_all(parties, bad))), "notice.text"));
  }
  REQUIRE(memory.post(parties.act(Act::cancel, "for a test")) == "accepted");
  CHECK(memory.post(notice(parties, in_all(parties, "Cancelled"))) == "accepted");
  REQUIRE(memory.post(parties.act(Act::archive)) == "accepted");
  CHECK(begins(memory.post(notice(parties, in_all(parties, "Too late"))), "rules.phase"));
  replay(memory);
}

TEST_CASE("pages and notices have one spelling") {
  const std::string page = R"({"type":"page","election":"e","page":"voter",)"
                           R"("hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})";
  const std::string notice = R"({"type":"notice","election":"e","text":{"en":"a","zh":"b"}})";
  CHECK(encode(decode_signed_post(page).value()) == page);
  CHECK(encode(decode_signed_post(notice).value()) == notice);
  const auto code = [](const std::string& line) { return decode_signed_post(line).error().code; };
  CHECK(code(R"({"type":"notice","election":"e","text":{"zh":"b","en":"a"}})") == "post.spelling");
  CHECK(code(R"({"type":"notice","election":"e","text":{"en":"a","en":"a"}})") == "post.duplicate");
  CHECK(code(R"({"type":"notice","election":"e","text":"a"})") == "post.type");
  CHECK(code(R"({"type":"notice","election":"e","text":{"en":1}})") == "post.type");
  CHECK(code(R"({"type":"notice","election":"e","text":{},"more":1})") == "post.field");
  CHECK(code(R"({"type":"page","election":"e","page":"voter","hash":"AA"})") == "post.encoding");
}

TEST_CASE("what pages and notices say is in the state") {
  const auto root_after = [](const std::string& words, std::uint8_t hash) {
    MemoryBoard memory;
    // The same keys each time.
    static Parties parties;
    REQUIRE(memory.post(parties.manifest()) == "accepted");
    REQUIRE(memory.post(parties.election()) == "accepted");
    REQUIRE(memory.post(notice(parties, in_all(parties, words))) == "accepted");
    REQUIRE(memory.post(page(parties, "trustee", hash)) == "accepted");
    const Bytes& last = memory.entries.back();
    return decode_block_record(std::string(last.begin(), last.end()))->state_root;
  };
  CHECK(root_after("a", 1) == root_after("a", 1));
  CHECK(root_after("a", 1) != root_after("b", 1));
  CHECK(root_after("a", 1) != root_after("a", 2));
}

}  // namespace tabella::bulletin_board::test
