// Letters carry the name, the address and the bare code, in the languages of the election.
#include "cli/registrar/letters.h"

#include "ballot/receipt_code.h"
#include "cli/html/qr_code.h"
#include "crypto/bytes.h"
#include "crypto/hash.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::cli::test {

namespace {

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

const CheckPlace kCheck{"https://check.example", std::nullopt};
constexpr const char* kAsked = "You are asked to test the voting page";
constexpr const char* kAskedInChinese = "请您在投票前检验一次投票页面";

std::string page(std::vector<std::string> languages,
                 const std::optional<crypto::Fingerprint>& hash = std::nullopt,
                 const std::optional<CheckPlace>& check = std::nullopt) {
  auto definition = ballot::test::definition(
      {ballot::test::question("vote", ballot::Choose{}, ballot::test::options(2))}, 5);
  definition.title.clear();
  for (const auto& language : languages) definition.title[language] = "Title in " + language;
  definition.languages = std::move(languages);
  const std::vector<Letter> letters = {{"Ada <b>", "ABCD-EFGH-JKLM-NPQR-STUV-WXD4"},
                                       {"Bo", "2222-2222-2222-2222-2222-2222"}};
  return letters_page(definition, {"https://vote.example", "+49 30 123456", hash, check}, letters);
}

constexpr const char* kCode = "2222-2222-2222-2222-2222-2222";

ballot::Definition two_languages() {
  return ballot::test::definition(
      {ballot::test::question("vote", ballot::Choose{}, ballot::test::options(2))}, 5);
}

}  // namespace

TEST_CASE("each letter has two QR codes, and its code only as text and in its own QR code") {
  const std::string html = page({"en"});
  REQUIRE(count(html, "<section>") == 2);
  REQUIRE(count(html, "<svg ") == 4);
  REQUIRE(count(html, "ABCD-EFGH-JKLM-NPQR-STUV-WXD4") == 1);
  REQUIRE(count(html, "https://vote.example") == 2);
  REQUIRE(html.find("https://vote.example/") == std::string::npos);
  REQUIRE(count(html, qr_svg("ABCD-EFGH-JKLM-NPQR-STUV-WXD4", "2. Your voting code")) == 1);
  REQUIRE(count(html, "+49 30 123456") == 2);
  REQUIRE(html.find("<b>\n") == std::string::npos);
  REQUIRE(html.find("Ada &lt;b&gt;") != std::string::npos);
  // Nothing is loaded from anywhere, and each letter is a page of its own.
  REQUIRE(html.find("src=") == std::string::npos);
  REQUIRE(html.find("href=") == std::string::npos);
  REQUIRE(html.find("<script") == std::string::npos);
  REQUIRE(html.find("break-after:page") != std::string::npos);
  // And styled by nothing but the one style.
  const auto begin = html.find("<style>") + 7;
  const std::string style = html.substr(begin, html.find("</style>") - begin);
  REQUIRE(count(html, "content=\"default-src 'none'; style-src 'sha256-" +
                          base64(crypto::sha256({as_bytes(style)})) + "'\"") == 1);
  REQUIRE(html.find("unsafe") == std::string::npos);
  REQUIRE(html.find(" style=") == std::string::npos);
}

TEST_CASE("letters are written in every language of the election that has words") {
  const std::string both = page({"zh-Hans", "en"});
  REQUIRE(count(both, "<div lang=\"zh-Hans\">") == 2);
  REQUIRE(count(both, "<div lang=\"en\">") == 2);
  REQUIRE(both.find("您的投票码") != std::string::npos);
  REQUIRE(both.find("Your voting code") != std::string::npos);
  const std::string other = page({"fr"});
  REQUIRE(count(other, "<div lang=\"fr\">") == 2);
  REQUIRE(other.find("Your voting code") != std::string::npos);
}

TEST_CASE("a letter has the check code and the hash of the voting page, where that is on the log") {
  crypto::Fingerprint hash{};
  hash[0] = 0xff;
  const std::string with = page({"en", "zh-Hans"}, hash);
  // In each of two letters, and said in both languages.
  REQUIRE(count(with, "<b>" + ballot::receipt_code(hash) + "</b>") == 2);
  REQUIRE(count(with, "SHA-256 ff00000000000000") == 2);
  REQUIRE(count(with, "3. Check code of the voting page. ") == 2);
  REQUIRE(count(with, "3. 投票页面的核对码. ") == 2);
  REQUIRE(count(page({"en", "zh-Hans"}), "Check code of the voting page") == 0);
  const auto definition = ballot::test::definition(
      {ballot::test::question("vote", ballot::Choose{}, ballot::test::options(2))}, 5);
  const Letter letter{"Ada", "2222-2222-2222-2222-2222-2222"};
  const std::string mail = mail_text(definition, {"https://vote.example", "", hash}, letter).text;
  REQUIRE(count(mail, ballot::receipt_code(hash) + "\nSHA-256 ff00") == 2);
  REQUIRE(count(mail_text(definition, {"https://vote.example", "", {}}, letter).text, "SHA") == 0);
}

TEST_CASE("a letter names the check address, its check code, and whether one operator runs both") {
  crypto::Fingerprint hash{};
  hash[0] = 0xee;
  const CheckPlace other{"https://check.example/e/town/check", hash};
  const CheckPlace same{"https://vote.example/e/town/check", hash};
  const std::string html = page({"en", "zh-Hans"}, std::nullopt, other);
  // In each of two letters, as text and as a QR code.
  REQUIRE(count(html, "<svg ") == 6);
  REQUIRE(count(html, "<b>" + other.address + "</b>") == 2);
  REQUIRE(count(html, qr_svg(other.address, "4. Check address")) == 2);
  REQUIRE(count(html, "<b>" + ballot::receipt_code(hash) + "</b>") == 2);
  REQUIRE(count(html, "SHA-256 ee00000000000000") == 2);
  REQUIRE(count(html, "open the check address on another device") == 2);
  REQUIRE(count(html, "请用另一台设备打开核对网址") == 2);
  REQUIRE(count(html, "So this check is not independent.") == 0);
  const std::string alone = page({"en", "zh-Hans"}, std::nullopt, same);
  REQUIRE(count(alone, "So this check is not independent.") == 2);
  REQUIRE(count(alone, "因此核对并不独立") == 2);
  REQUIRE(count(page({"en", "zh-Hans"}), "heck address") == 0);
  const auto definition = ballot::test::definition(
      {ballot::test::question("vote", ballot::Choose{}, ballot::test::options(2))}, 5);
  const Letter letter{"Ada", "2222-2222-2222-2222-2222-2222"};
  const auto mail = [&](const CheckPlace& check) {
    return mail_text(definition, {"https://vote.example", "", {}, check}, letter).text;
  };
  // In both languages of the election.
  REQUIRE(count(mail(other), "\n" + other.address + "\n") == 2);
  REQUIRE(count(mail(other), ballot::receipt_code(hash) + "\nSHA-256 ee00") == 2);
  REQUIRE(count(mail(other), "not independent") == 0);
  REQUIRE(count(mail(same), "not independent") == 1);
  REQUIRE(count(mail({other.address, {}}), "SHA") == 0);
}

TEST_CASE("a letter asks to test in all its languages, and in those of nobody else") {
  const auto definition = two_languages();
  const std::vector<Letter> letters = {{"Ada", kCode, false}, {"Bo", kCode, true}};
  const LetterTexts texts{"https://vote.example", "", {}, kCheck};
  const std::string html = letters_page(definition, texts, letters);
  CHECK(count(html, kAsked) == 1);
  CHECK(count(html, kAskedInChinese) == 1);
  const std::size_t second = html.rfind("<section>");
  CHECK(html.find(kAsked) > second);
  CHECK(html.find(kAskedInChinese) > second);
  // Where there is no check address, nobody can be asked.
  CHECK(count(letters_page(definition, {"https://vote.example", "", {}}, letters), kAsked) == 0);

  const std::string asked = mail_text(definition, texts, letters[1]).text;
  CHECK(count(asked, kAsked) == 1);
  CHECK(count(asked, kAskedInChinese) == 1);
  CHECK(count(mail_text(definition, texts, letters[0]).text, kAsked) == 0);
  CHECK(count(mail_text(definition, texts, letters[0]).text, kAskedInChinese) == 0);
}

TEST_CASE("letters with and without the request have the same room for it, and differ in no more") {
  const auto definition = two_languages();
  const LetterTexts texts{"https://vote.example", "", {}, kCheck};
  const auto with = [&](bool asked_to_test) {
    const std::vector<Letter> letters = {{"Ada", kCode, asked_to_test}};
    return letters_page(definition, texts, letters);
  };
  const std::string without = with(false);
  CHECK(count(without, "<div class=\"test\">\n<p lang=\"en\"></p>\n<p lang=\"zh\"></p>\n</div>") ==
        1);
  // Its height does not hang on what is in it.
  CHECK(count(without, ".test p{height:") == 1);
  std::string emptied = with(true);
  for (const char* language : {"en", "zh"}) {
    const std::string tag = "<p lang=\"" + std::string(language) + "\">";
    const std::size_t text = emptied.find(tag) + tag.size();
    emptied.erase(text, emptied.find("</p>", text) - text);
  }
  CHECK(emptied == without);
}

TEST_CASE("a QR code grows with its text and has a quiet zone") {
  // Version 1 has 21 modules, with 4 around it 29.
  REQUIRE(qr_svg("https://a.b", "l").find("viewBox=\"0 0 29 29\"") != std::string::npos);
  REQUIRE(qr_svg(std::string(300, 'x'), "l").size() > qr_svg("x", "l").size());
  REQUIRE(qr_svg("x", "a\"b").find("aria-label=\"a&quot;b\"") != std::string::npos);
}

}  // namespace tabella::cli::test
