// What both readers of JSON make of a text; what each place wants of it is for its own tests.
#include <string>

#include "tests/catch.h"
#include "text/loose_json.h"
#include "text/strict_json.h"

namespace tabella::text::test {

TEST_CASE("what stands behind a zero byte is not overlooked by any reader of JSON") {
  const std::string zero(1, '\0');
  for (const std::string& value : {std::string("{\"a\":1}"), std::string("[]"), std::string("7")}) {
    INFO(value);
    REQUIRE(parse_strict_json(value, "a", 100));
    REQUIRE_FALSE(parse_loose_json(value).is_discarded());
    for (const std::string& behind : {zero, zero + "x", " " + zero, zero + zero, zero + value}) {
      REQUIRE(parse_strict_json(value + behind, "a", 100).error().code == "a.encoding");
      REQUIRE(parse_loose_json(value + behind).is_discarded());
      REQUIRE(parse_loose_json<nlohmann::ordered_json>(value + behind).is_discarded());
    }
  }
  REQUIRE(parse_strict_json("{}" + zero, "a", 100).error().message() ==
          "a.encoding: not JSON at byte 3");
  REQUIRE(parse_loose_json(zero).is_discarded());
}

TEST_CASE("an escaped zero is a character of a string") {
  REQUIRE(parse_strict_json("\"\\u0000\"", "a", 100));
  REQUIRE(parse_loose_json("\"\\u0000\"").get<std::string>() == std::string(1, '\0'));
}

}  // namespace tabella::text::test
