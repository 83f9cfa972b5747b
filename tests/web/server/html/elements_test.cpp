// Markup that is made of typed parts: a text stays text, with anything in it.
#include "web/server/html/elements.h"

#include "tests/catch.h"
#include "web/server/html/page_text.h"
#include "web/server/html/table.h"

namespace tabella::server::test {

TEST_CASE("text is escaped once, and markup is not escaped again") {
  const std::string hostile = "</p><b>&\"'";
  const Html paragraph = element("p", hostile);
  CHECK(paragraph.markup() == "<p>&lt;/p&gt;&lt;b&gt;&amp;&quot;&#39;</p>\n");
  CHECK(element("li", paragraph).markup() == "<li>" + paragraph.markup() + "</li>\n");
  CHECK((Html("a < b") + " & " + inline_element({"code"}, "c")).markup() ==
        "a &lt; b &amp; <code>c</code>");
}

TEST_CASE("attributes are quoted and escaped, and left out where they are empty") {
  CHECK(inline_element({"a", {.lang = "en", .href = "/e/\"><script>?a=1&b=2"}}, "x").markup() ==
        "<a lang=\"en\" href=\"/e/&quot;&gt;&lt;script&gt;?a=1&amp;b=2\">x</a>");
  CHECK(
      inline_element({"meter", {.min = "0", .max = "8", .value = "3", .aria_hidden = "true"}}, "3")
          .markup() == "<meter min=\"0\" max=\"8\" value=\"3\" aria-hidden=\"true\">3</meter>");
  CHECK(wide_cell(5, "-").markup() == "<td colspan=\"5\">-</td>\n");
}

TEST_CASE("a document escapes its title and loads its style alone") {
  const std::string page =
      html_document({.language = "en", .title = "</title><script>", .style_path = "/style/a.css"},
                    element("main", "Hello"));
  CHECK(page.find("<title>&lt;/title&gt;&lt;script&gt;</title>") != std::string::npos);
  CHECK(page.find("<link rel=\"stylesheet\" href=\"/style/a.css\">") != std::string::npos);
  CHECK(page.ends_with("<body>\n<main>Hello</main>\n</body>\n</html>\n"));
}

TEST_CASE("words are put in the places that a sentence names, in the order of the language") {
  CHECK(fill(kEnglishText.took_part, {{"count", "9"}, {"all", "12"}}) == "9 of 12 took part.");
  CHECK(fill(kSimplifiedChineseText.took_part, {{"count", "9"}, {"all", "12"}}) ==
        "12 人中有 9 人参与。");
  // What is put in is not read again, and a brace that names no place stays.
  CHECK(fill("{a}{b}", {{"a", "{b}"}, {"b", "{a"}}) == "{b}{a");
  CHECK(fill("{none} {a {a}", {{"a", "x"}}) == "{none} {a x");
}

}  // namespace tabella::server::test
