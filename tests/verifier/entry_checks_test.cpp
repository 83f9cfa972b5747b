#include "verifier/entry_checks.h"

#include <map>

#include "bulletin_board/log/signed_note.h"
#include "tests/bulletin_board/log/growing_log.h"
#include "tests/catch.h"

namespace tabella::verifier {

namespace {

std::string signed_line(const std::string& line) {
  bulletin_board::SignedNote note{line + "\n", {}};
  note.signatures.push_back(bulletin_board::sign_note(note.text, "registrar.example",
                                                      bulletin_board::test::counting_key(0x30)));
  return note.encode();
}

std::map<CheckName, std::uint64_t> objects_of(const std::string& entry) {
  std::map<CheckName, std::uint64_t> objects;
  visit_checks(entry, [&](CheckName check, std::uint64_t count) { objects[check] += count; });
  return objects;
}

std::uint64_t credentials_in(const std::string& roll) { return objects_of(roll)[CheckName::roll]; }

}  // namespace

TEST_CASE("a part of a roll counts as many credentials as it has entries") {
  const std::string begin = R"({"type":"roll","election":"e","entries":[)";
  CHECK(credentials_in(signed_line(begin + "]}")) == 0);
  CHECK(credentials_in(signed_line(begin + R"(["AAAA","north",1]]})")) == 1);
  CHECK(credentials_in(signed_line(begin + R"(["AAAA","north",1],["BBBB","south",2]]})")) == 2);
  // A list of strings next to the entries counts for nothing, nor does one within a text.
  CHECK(credentials_in(signed_line(begin + R"(["AAAA","north",1]],"pages":["a","b"]})")) == 1);
  CHECK(credentials_in(signed_line(begin + R"(["AAAA","[\"",1],["BBBB","south",2]]})")) == 2);
}

TEST_CASE("a roll that cannot be read counts as one") {
  const std::string line = R"({"type":"roll","election":"e","entries":[["AAAA","north",1]]})";
  REQUIRE(credentials_in(signed_line(line)) == 1);
  CHECK(credentials_in(line) == 1);
  CHECK(credentials_in(signed_line(R"({"type":"roll","election":"e"})")) == 1);
  CHECK(credentials_in(signed_line(R"({"type":"roll","election":"e","entries":2})")) == 1);
  CHECK(credentials_in(signed_line(R"({"type":"roll","entries":[["A"],["B"])")) == 1);
}

TEST_CASE("an entry is an object of the checks that its type has") {
  CHECK(objects_of(R"({"type":"block","height":1})") ==
        std::map<CheckName, std::uint64_t>{{CheckName::rules, 1}});
  CHECK(objects_of(R"({"type":"result","election":"e"})") ==
        std::map<CheckName, std::uint64_t>{{CheckName::rules, 1}, {CheckName::result, 1}});
  CHECK(objects_of(R"({"type":"share","election":"e"})") ==
        std::map<CheckName, std::uint64_t>{{CheckName::rules, 1},
                                           {CheckName::encoding, 1},
                                           {CheckName::authority, 1},
                                           {CheckName::shares, 1}});
  CHECK(objects_of("no entry").contains(CheckName::authority));
}

}  // namespace tabella::verifier
