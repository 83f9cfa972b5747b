#include "cli/terminal/arguments.h"

#include "tests/catch.h"

using namespace tabella::cli;

namespace {

const ArgumentSpec kSpec{.options = {{"json"}, {"fast", OptionValue::none}},
                         .min_operands = 1,
                         .max_operands = 1,
                         .operands = "FILE"};

auto parse(std::vector<std::string_view> words) { return Arguments::parse(words, kSpec); }

std::string error_of(std::vector<std::string_view> words) {
  const auto arguments = parse(std::move(words));
  REQUIRE_FALSE(arguments);
  return arguments.error().detail;
}

}  // namespace

TEST_CASE("options may stand before, after and with their value") {
  for (const auto& words : std::vector<std::vector<std::string_view>>{
           {"--json", "-", "--fast", "a"}, {"a", "--fast", "--json=-"}}) {
    const auto arguments = parse(words);
    REQUIRE(arguments);
    REQUIRE(arguments->text("json") == "-");
    REQUIRE(arguments->has("fast"));
    REQUIRE(arguments->operands() == std::vector<std::string>{"a"});
  }
}

TEST_CASE("words after -- are operands") {
  const auto arguments = parse({"--", "--json"});
  REQUIRE(arguments);
  REQUIRE(arguments->operands() == std::vector<std::string>{"--json"});
}

TEST_CASE("--help is accepted with anything") {
  const auto arguments = parse({"a", "--help", "b"});
  REQUIRE(arguments);
  REQUIRE(arguments->has("help"));
}

TEST_CASE("wrong words are named") {
  REQUIRE(error_of({"a", "--slow"}) == "unknown option --slow");
  REQUIRE(error_of({"a", "-json"}) == "unknown option -json");
  REQUIRE(error_of({"a", "--json"}) == "--json needs a value");
  REQUIRE(error_of({"a", "--fast=1"}) == "--fast takes no value");
  REQUIRE(error_of({"a", "--fast", "--fast"}) == "--fast is given twice");
  REQUIRE(error_of({"--fast"}) == "FILE is missing");
  REQUIRE(error_of({"a", "b"}) == "unexpected operand b");
}

TEST_CASE("numbers have bounds") {
  const auto arguments = parse({"a", "--json", "12"});
  REQUIRE(*arguments->number("json", 1, 1, 12) == 12);
  REQUIRE(*arguments->number("other", 7, 1, 12) == 7);
  REQUIRE_FALSE(arguments->number("json", 1, 1, 11));
  REQUIRE_FALSE(parse({"a", "--json", "12x"})->number("json", 1, 1, 99));
  REQUIRE_FALSE(parse({"a", "--json", "-1"})->number("json", 1, 0, 99));
}
