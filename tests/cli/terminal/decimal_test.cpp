#include "cli/terminal/decimal.h"

#include "tests/catch.h"

using tabella::cli::Decimal;
using tabella::cli::grouped;
using tabella::cli::to_text;

TEST_CASE("decimals are exact") {
  REQUIRE(Decimal::parse("1000") == Decimal{1000, 0});
  REQUIRE(Decimal::parse("1000.0") == Decimal{1000, 0});
  REQUIRE(Decimal::parse("0.10") == Decimal{1, 1});
  REQUIRE(Decimal::parse("12,50") == Decimal{125, 1});
  REQUIRE(Decimal::parse("-3") == Decimal{-3, 0});
  REQUIRE(Decimal::parse("+3.") == Decimal{3, 0});
  REQUIRE(Decimal::parse("9223372036854775807") == Decimal{INT64_MAX, 0});
}

TEST_CASE("what is not a decimal is refused") {
  for (const char* text : {"", ".", "-", "1e3", "1 000", "1.2.3", "1,000.5", "0x10", "--1", "1-",
                           "9223372036854775808", "0.1234567890123456789"}) {
    INFO(text);
    REQUIRE_FALSE(Decimal::parse(text));
  }
}

TEST_CASE("decimals scale to integers of a smaller unit, or not at all") {
  REQUIRE(Decimal{125, 1}.scaled(2) == 1250);
  REQUIRE_FALSE(Decimal{125, 1}.scaled(0));
  REQUIRE_FALSE(Decimal{INT64_MAX, 0}.scaled(1));
}

TEST_CASE("amounts are written for people") {
  REQUIRE(to_text(1250, 2) == "12.5");
  REQUIRE(to_text(5, 2) == "0.05");
  REQUIRE(to_text(-1200, 2) == "-12");
  REQUIRE(grouped(1011308) == "1,011,308");
  REQUIRE(grouped(-1234567, 2) == "-12,345.67");
  REQUIRE(grouped(999) == "999");
}
