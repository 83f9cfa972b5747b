#include "text/nfc.h"

#include <fstream>
#include <sstream>
#include <string>

#include "tests/catch.h"

namespace tabella::text::test {

TEST_CASE("texts in normalisation form C are told from those that are not") {
  REQUIRE(is_nfc(U""));
  REQUIRE(is_nfc(U"Zo\u00eb"));
  REQUIRE_FALSE(is_nfc(U"Zoe\u0308"));
  // A mark that composes with nothing, and one that a mark of its class keeps apart.
  REQUIRE(is_nfc(U"q\u0308"));
  REQUIRE(is_nfc(U"\u0308"));
  REQUIRE(is_nfc(U"a\u0305\u0301"));
  // A mark of a lower class does not keep the next one from composing, and order is fixed.
  REQUIRE_FALSE(is_nfc(U"a\u0323\u0301"));
  REQUIRE_FALSE(is_nfc(U"q\u0307\u0323"));
  REQUIRE(is_nfc(U"q\u0323\u0307"));
  // Singletons: the angstrom sign is the letter; and characters that are excluded from composition.
  REQUIRE_FALSE(is_nfc(U"\u212b"));
  REQUIRE_FALSE(is_nfc(U"\u0958"));
  REQUIRE(is_nfc(U"\u0915\u093c"));
  // Starters may compose with starters.
  REQUIRE_FALSE(is_nfc(U"\u09c7\u09be"));
  REQUIRE(is_nfc(U"\u09c7x\u09be"));
  REQUIRE_FALSE(is_nfc(U"\u1100\u1161"));
  REQUIRE_FALSE(is_nfc(U"\uac00\u11a8"));
  REQUIRE(is_nfc(U"\uac01\u11a8"));
  REQUIRE(is_nfc(U"\u6295\u7968"));
  REQUIRE_FALSE(is_nfc(U"\uf9d1"));
}

namespace {

std::u32string code_points(const std::string& hexadecimal) {
  std::istringstream words(hexadecimal);
  std::u32string text;
  for (std::string word; words >> word;) {
    text.push_back(static_cast<char32_t>(std::stoul(word, nullptr, 16)));
  }
  return text;
}

}  // namespace

// Lines "0 or 1; code points", drawn at random and judged by Python's unicodedata.is_normalized;
// scripts/make_nfc_cases.py.
TEST_CASE("normalisation form C agrees with another implementation") {
  std::ifstream file(TABELLA_SOURCE_DIR "/tests/vectors/unicode/nfc.txt");
  int cases = 0;
  for (std::string line; std::getline(file, line); ++cases) {
    INFO(line);
    REQUIRE(is_nfc(code_points(line.substr(2))) == (line[0] == '1'));
  }
  REQUIRE(cases == 4000);
}

}  // namespace tabella::text::test
