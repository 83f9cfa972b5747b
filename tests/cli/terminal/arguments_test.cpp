#include "cli/terminal/arguments.h"

#include "tests/catch.h"

using namespace tabella::cli;

namespace {

int run_nothing(const Arguments&) { return 0; }

// Of a command that does one thing, and of one that does several.
const std::vector<Usage> kSingle = {
    {.operands = {"FILE"}, .options = {{"json"}, {"fast", OptionValue::none}}, .run = run_nothing}};
const std::vector<Usage> kSeveral = {{"new", {"DIR"}, {{"id"}}, run_nothing},
                                     {"close", {"ID", "OUT.post"}, {}, run_nothing},
                                     {"cancel", {"ID", "OUT.post"}, {{"reason"}}, run_nothing},
                                     {"revoke", {"ID", "OUT.post"}, {{"reason"}}, run_nothing},
                                     {"prepare", {"DIR"}, {}, run_nothing},
                                     {"prepare", {"FILE", "OUT.post"}, {}, run_nothing}};

auto parse(std::vector<std::string_view> words, const std::vector<Usage>& usages = kSingle) {
  return Arguments::parse(words, usages);
}

std::string error_of(std::vector<std::string_view> words,
                     const std::vector<Usage>& usages = kSingle) {
  const auto arguments = parse(std::move(words), usages);
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
    REQUIRE(arguments->operand("FILE") == "a");
  }
}

TEST_CASE("words after -- are operands") {
  const auto arguments = parse({"--", "--json"});
  REQUIRE(arguments);
  REQUIRE(arguments->operand("FILE") == "--json");
}

TEST_CASE("--help is accepted with anything") {
  for (const auto* usages : {&kSingle, &kSeveral}) {
    const auto arguments = parse({"a", "--help", "b"}, *usages);
    REQUIRE(arguments);
    REQUIRE(arguments->wants_help());
  }
  REQUIRE_FALSE(parse({"a"})->wants_help());
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

TEST_CASE("the first word chooses the usage, and the number of operands where it has two") {
  const auto cancel = parse({"cancel", "town", "--reason", "fire", "out.post"}, kSeveral);
  REQUIRE(cancel);
  REQUIRE(&cancel->usage() == &kSeveral[2]);
  REQUIRE(cancel->operand("ID") == "town");
  REQUIRE(cancel->operand("OUT.post") == "out.post");
  REQUIRE(cancel->text("reason") == "fire");
  REQUIRE(&parse({"prepare", "square"}, kSeveral)->usage() == &kSeveral[4]);
  REQUIRE(&parse({"prepare", "square.json", "out.post"}, kSeveral)->usage() == &kSeveral[5]);
}

TEST_CASE("words that fit no usage are answered with those that would") {
  REQUIRE(error_of({}, kSeveral) == "choose new, close, cancel, revoke or prepare");
  REQUIRE(error_of({"cloze", "town"}, kSeveral) ==
          "there is no cloze; choose new, close, cancel, revoke or prepare");
  REQUIRE(error_of({"close", "town"}, kSeveral) == "close takes ID OUT.post; OUT.post is missing");
  REQUIRE(error_of({"close", "town", "out.post", "more"}, kSeveral) ==
          "close takes ID OUT.post; unexpected operand more");
  REQUIRE(error_of({"prepare"}, kSeveral) == "prepare takes DIR, or FILE OUT.post");
  REQUIRE(error_of({"new", "square", "--reason", "fire"}, kSeveral) ==
          "--reason goes with cancel and revoke, not with new");
  REQUIRE(error_of({"new", "square", "--json"}, kSeveral) == "unknown option --json");
}

TEST_CASE("numbers have bounds") {
  const auto arguments = parse({"a", "--json", "12"});
  REQUIRE(*arguments->number("json", 1, 1, 12) == 12);
  REQUIRE(*arguments->number("other", 7, 1, 12) == 7);
  REQUIRE_FALSE(arguments->number("json", 1, 1, 11));
  REQUIRE_FALSE(parse({"a", "--json", "12x"})->number("json", 1, 1, 99));
  REQUIRE_FALSE(parse({"a", "--json", "-1"})->number("json", 1, 0, 99));
}
