#include "ballot/voting_code.h"

#include <set>
#include <string>

#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

std::string letter(const VotingCode& code) {
  const auto text = code.expose_for_storage();
  return {text.begin(), text.end()};
}

std::string refusal(const std::string& typed) {
  const auto code = VotingCode::from_typed(typed);
  return code ? "accepted" : code.error().message();
}

// Checksum and key below were made with hashlib and the reference implementation of Argon2.
const std::string kCode = "ABCD-EFGH-JKLM-NPQR-STUV-WXD4";

}  // namespace

TEST_CASE("a voting code is read as it was printed, however it is typed") {
  const VotingCode code = VotingCode::random();
  const std::string text = letter(code);
  REQUIRE(text.size() == 29);
  REQUIRE(letter(*VotingCode::from_typed(text)) == text);
  std::string sloppy;
  for (const char c : text) {
    if (c == '-') continue;
    sloppy += {static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c), ' '};
  }
  REQUIRE(letter(*VotingCode::from_typed(sloppy)) == text);
}

TEST_CASE("BA22: voting codes use the whole alphabet and do not repeat") {
  std::set<std::string> codes;
  std::set<char> characters;
  for (int i = 0; i < 200; ++i) {
    const std::string text = letter(VotingCode::random());
    codes.insert(text);
    characters.insert(text.begin(), text.end());
  }
  REQUIRE(codes.size() == 200);
  REQUIRE(characters.size() == 32 + 1);
  for (const char ambiguous : {'0', '1', 'I', 'O'}) REQUIRE_FALSE(characters.contains(ambiguous));
}

TEST_CASE("a mistyped voting code is told from one that is not on the roll") {
  REQUIRE(refusal("") == "code.length: 0 characters, a code has 24");
  REQUIRE(refusal(kCode.substr(0, 28)) == "code.length: 23 characters, a code has 24");
  REQUIRE(refusal(kCode + "A") == "code.length: 25 characters, a code has 24");
  REQUIRE(refusal("ABC0") == "code.character: character 4: is never part of a code");
  REQUIRE(refusal("ABC\xc3\xa4") == "code.character: character 4: is never part of a code");
  REQUIRE(refusal(kCode) == "accepted");
  int caught = 0;
  for (std::size_t i = 0; i < kCode.size(); ++i) {
    if (kCode[i] == '-') continue;
    std::string typed = kCode;
    typed[i] = typed[i] == 'A' ? 'B' : 'A';
    if (refusal(typed) == "code.checksum: a character is wrong, or two are exchanged") ++caught;
  }
  REQUIRE(caught == 24);
}

TEST_CASE("the credential key depends on the code and on the election") {
  const auto code = VotingCode::from_typed(kCode);
  REQUIRE(code.has_value());
  const auto key = [&](const char* election) {
    return hex(code->derive_key(election).publish().bytes());
  };
  REQUIRE(key("sample-2026") == "929be67e417bae9fc081f57782d5cd99fc5f5d0e05e294f43f4f9a7647061806");
  REQUIRE(key("sample-2027") != key("sample-2026"));
}

}  // namespace tabella::ballot::test
