// Codes are collected from the sources: a new one that nobody has given a check fails here, before
// a hostile record shows it to a verifier.
#include "verifier/check_of.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "crypto/ballot_proof/check.h"
#include "tests/catch.h"

namespace tabella::verifier {

namespace {

// All that judges a post is in these. The part that touches the world judges none.
constexpr std::array kFolders = {"crypto", "text", "ballot", "tally", "bulletin_board"};
constexpr std::string_view kNode = "/bulletin_board/node/";

// Families of codes that no refusal of a post has: of files, receipts and checkpoints, of what a
// voter or a trustee has at home, and of proofs whose callers refuse with a code of their own.
const std::set<std::string> kOfNoPost = {"answers", "checkpoint", "code",         "equality",
                                         "log",     "receipt",    "receipt_code", "schnorr",
                                         "shares",  "test",       "totals",       "witness"};

std::string family_of(const std::string& code) { return code.substr(0, code.find('.')); }

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What the expression's first group is, wherever it matches.
std::set<std::string> matches(const std::string& text, const std::regex& expression) {
  std::set<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
    found.insert((*at)[1]);
  }
  return found;
}

// Of all sources in a folder.
std::string sources_of(const std::string& folder) {
  std::string text;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(TABELLA_SOURCE_DIR "/" + folder)) {
    const std::string path = entry.path().generic_string();
    const auto extension = entry.path().extension();
    if ((extension != ".cpp" && extension != ".h") || path.find(kNode) != std::string::npos) {
      continue;
    }
    text += content_of(entry.path());
  }
  return text;
}

// Error{"ballot.roll", ...}, push_back({"ballot.roll", ...}), refusal("ceremony.length", ...)
std::set<std::string> written_codes() {
  static const std::regex kCode(R"re((?:\{|\brefusal\()\s*"([a-z_]+\.[a-z_]+)")re");
  std::set<std::string> codes;
  for (const std::string folder : kFolders) codes.merge(matches(sources_of(folder), kCode));
  return codes;
}

// What readers of JSON refuse: json.refuse("field", ...) in a post is post.field. The error of a
// ballot's proof is ballot. and the name of its check.
std::set<std::string> composed_codes() {
  static const std::regex kWhat(R"re(\brefuse\("([a-z_]+)",)re");
  std::set<std::string> codes = {"post.encoding"};
  for (const std::string folder : {"text", "bulletin_board"}) {
    for (const std::string& what : matches(sources_of(folder), kWhat)) codes.insert("post." + what);
  }
  for (const crypto::Check check : crypto::kChecks) {
    codes.insert("ballot." + std::string(crypto::name(check)));
  }
  return codes;
}

}  // namespace

TEST_CASE("every code with which the sources refuse a post has its check") {
  std::set<std::string> codes = written_codes();
  codes.merge(composed_codes());
  REQUIRE(codes.size() > 100);
  for (const std::string& code : codes) {
    if (kOfNoPost.contains(family_of(code))) continue;
    CAPTURE(code);
    CHECK(find_check(code).has_value());
  }
}

TEST_CASE("a code is composed nowhere but where this test composes it, too") {
  static const std::regex kComposed(R"re(\bError\{\s*([^"}\s][^,;]*),)re");
  std::set<std::string> composed;
  for (const std::string folder : kFolders) composed.merge(matches(sources_of(folder), kComposed));
  REQUIRE(composed == std::set<std::string>{"area + \".encoding\"", "area_ + \".\" + what",
                                            "area_ + \".encoding\""});
}

TEST_CASE("the table of codes has none that no source refuses with, and none twice") {
  std::set<std::string> codes = written_codes();
  codes.merge(composed_codes());
  std::set<std::string> families;
  for (const std::string& code : codes) families.insert(family_of(code));
  std::set<std::string_view> known;
  for (const auto& [family, check] : kCheckedFamilies) {
    CAPTURE(family);
    CHECK(known.insert(family).second);
    CHECK(families.contains(std::string(family)));
    CHECK_FALSE(kOfNoPost.contains(std::string(family)));
  }
  for (const auto& [code, check] : kCheckedCodes) {
    CAPTURE(code);
    CHECK(known.insert(code).second);
    CHECK(codes.contains(std::string(code)));
    CHECK_FALSE(known.contains(family_of(std::string(code))));
    CHECK_FALSE(kOfNoPost.contains(family_of(std::string(code))));
  }
}

TEST_CASE("a code leads to the check that it is about") {
  CHECK(check_of("ballot.beta") == CheckName::ciphertexts);
  CHECK(check_of("ballot.sequence") == CheckName::rules);
  CHECK(check_of("note.signature") == CheckName::authority);
  CHECK(check_of("note.form") == CheckName::encoding);
  CHECK(check_of("share.equation") == CheckName::shares);
  CHECK(check_of("share.repeat") == CheckName::repeats);
  CHECK(check_of("definition.text") == CheckName::definition);
  CHECK(check_of("rules.phase") == CheckName::rules);
  CHECK(check_of("rules.reason") == CheckName::encoding);
  CHECK_FALSE(find_check("ballot.").has_value());
  CHECK_FALSE(find_check("ballot.unheard_of").has_value());
  CHECK_FALSE(find_check("").has_value());
}

}  // namespace tabella::verifier
