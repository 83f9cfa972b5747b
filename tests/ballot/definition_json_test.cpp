#include "ballot/definition_json.h"

#include <nlohmann/json.hpp>

#include "ballot/compile.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::ballot::test {

namespace {

using Json = nlohmann::ordered_json;

// Every kind, every field.
Definition everything() {
  Question grades = question("grades", Grades{.grades = options(4, "g")}, options(3));
  grades.counting.method = Method::majority_judgment;
  Question follow_up =
      question("why", Choose{.minimum = 0, .maximum = 2, .blank = Blank::counted}, options(3));
  follow_up.only_if = Condition{.question = 1, .option = 2, .grade = 3};
  Question vote = question("vote", Choose{}, options(2));
  vote.counting = {.method = Method::plurality, .winners = 1, .ties = TieRule::lot, .envelope = 0};
  vote.report = Report::by_style;
  vote.decision = {
      .turnout = {1, 4},
      .turnout_weight = 10,
      .majority =
          Majority{.comparison = Comparison::at_least, .quota = {2, 3}, .of = MajorityOf::roll},
      .adopts = 0};
  Question projects = question("projects", Budget{.envelope = 100}, priced({60, 50, 40}));
  projects.counting = {
      .method = Method::greedy_budget, .winners = 3, .ties = TieRule::order, .envelope = 100};
  Definition made = definition(
      {vote, grades, follow_up, projects, question("score", Score{.maximum = 5}, options(2)),
       question("points", Cumulative{.points = 4, .limit = Limit::at_most, .option_maximum = 3},
                options(2)),
       question("quadratic", Quadratic{.levels = 2, .credits = 9}, options(2)),
       question("order", Ranking{.ties = Ties::allowed, .blank = Blank::counted}, options(3)),
       question("top", Places{.points = {3, 2, 1}, .minimum = 1}, options(4)),
       question("table",
                Table{.column_title = text("Age"),
                      .columns = options(2, "c"),
                      .report = TableReport::margins},
                options(2))});
  made.roll = {.max_voters = 1000, .max_weight = 1};
  made.smallest_group = 5;
  made.trustees.must_rehearse = true;
  made.trustees.must_show_keys = true;
  made.schedule.clock_bound = 90;
  made.legal_basis = text("City law 7");
  made.retention = text("Nothing but the log, for ever");
  made.revoting = Revoting::refused;
  made.styles = {{.id = "north", .questions = {0, 1, 2, 9}, .max_voters = 300},
                 {.id = "south", .questions = {0, 3, 4, 5, 6, 7, 8}, .max_voters = 1000}};
  return made;
}

std::string message(const std::string& json) {
  const auto decoded = decode_definition(json);
  return decoded ? "accepted" : decoded.error().message();
}

// The message for the sample with one change to its JSON.
template <class Change>
std::string message_after(Change change) {
  Json json = Json::parse(encode(everything()));
  change(json);
  return message(json.dump());
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string message_with(const std::string& from, const std::string& to) {
  return message(replaced(Json::parse(encode(everything())).dump(), from, to));
}

}  // namespace

TEST_CASE("a definition with every kind of question is read as it was written") {
  const auto decoded = decode_definition(encode(everything()));
  if (!decoded) FAIL(decoded.error().message());
  REQUIRE(*decoded == everything());
  REQUIRE(compile_all(*decoded).has_value());
}

TEST_CASE("a definition may leave out what has a default") {
  const std::string least = R"({"version":"tabella/v1","id":"club","languages":["en"],
    "title":{"en":"Chair"},
    "schedule":{"opens":"2026-05-01T08:00:00Z","closes":"2026-05-02T08:00:00Z"},
    "roll":{"max_voters":50},"trustees":{"count":3,"threshold":2},"revoting":"last_counts",
    "questions":[{"id":"chair","title":{"en":"Who?"},
      "options":[{"id":"a","text":{"en":"Ann"}},{"id":"b","text":{"en":"Ben"}}],
      "kind":{"type":"choose","minimum":1,"maximum":1}}]})";
  const auto decoded = decode_definition(least);
  if (!decoded) FAIL(decoded.error().message());
  REQUIRE(decoded->styles ==
          std::vector<BallotStyle>{{.id = "all", .questions = {0}, .max_voters = 50}});
  REQUIRE(decoded->smallest_group == 1);
  REQUIRE_FALSE(decoded->trustees.must_rehearse);
  REQUIRE_FALSE(decoded->trustees.must_show_keys);
  REQUIRE(decoded->schedule.clock_bound == 600);
  REQUIRE_FALSE(decoded->legal_basis);
  REQUIRE_FALSE(decoded->retention);
  REQUIRE(decoded->schedule.opens == 1'777'622'400);
}

TEST_CASE("definition: the bytes must be strict JSON") {
  const std::string good = encode(everything());
  REQUIRE(message("") == "definition.encoding: not JSON at byte 1");
  REQUIRE(message(good + "x").starts_with("definition.encoding: not JSON"));
  const std::string zero(1, '\0');
  for (const std::string& hidden : {zero, zero + "anything", "\n" + zero + "{}"}) {
    REQUIRE(message(good + hidden).starts_with("definition.encoding: not JSON at byte "));
  }
  REQUIRE(message("\xef\xbb\xbf" + good) == "definition.encoding: begins with a mark");
  REQUIRE(message(std::string(kMaxDefinitionSize + 1, ' ')) ==
          "definition.encoding: is larger than 1048576 bytes");
  REQUIRE(message(std::string(17, '[')) ==
          "definition.encoding: [0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]: is nested deeper "
          "than 16");
  REQUIRE(message(std::string(100'000, '[')).find("nested deeper") != std::string::npos);
  REQUIRE(message_with("\"Sample\"", "\"Sam\xff\"").starts_with("definition.encoding: not JSON"));
  REQUIRE(message_with("\"Sample\"", "\"\\ud800\"").starts_with("definition.encoding: not JSON"));
  REQUIRE(message_with("\"Sample\"", "null") == "definition.type: title.en: null");
  REQUIRE(message("[]") == "definition.type: must be an object");
}

TEST_CASE("definition: duplicate keys are refused wherever they stand") {
  REQUIRE(message_with("\"count\":5", "\"count\":5,\"count\":5") ==
          "definition.duplicate: trustees.count: stands there twice");
  REQUIRE(message_with("\"id\":\"o2\"", "\"id\":\"o2\",\"id\":\"o3\"") ==
          "definition.duplicate: questions[0].options[1].id: stands there twice");
}

TEST_CASE("definition: a text of very many keys is refused as fast as any") {
  std::string many = "{";
  for (int i = 0; many.size() < 1'000'000; ++i) many += "\"k" + std::to_string(i) + "\":1,";
  many += "\"last\":1}";
  REQUIRE(message(many).starts_with("definition.field"));
}

TEST_CASE("definition: numbers are integers in one form") {
  const auto with = [](const char* number) {
    return message_with("\"count\":5", std::string("\"count\":") + number);
  };
  REQUIRE(with("5.0") == "definition.number: trustees.count: 5.0 is not an integer below 2^63");
  REQUIRE(with("5e0") == "definition.number: trustees.count: 5e0 is not an integer below 2^63");
  REQUIRE(with("-5") == "definition.number: trustees.count: has a sign");
  REQUIRE(with("-0") == "definition.number: trustees.count: has a sign");
  REQUIRE(with("05").starts_with("definition.encoding"));
  REQUIRE(with("9223372036854775808") == "definition.number: trustees.count: is beyond 2^63 - 1");
  REQUIRE(
      with("99999999999999999999999") ==
      "definition.number: trustees.count: 99999999999999999999999 is not an integer below 2^63");
  REQUIRE(with("4294967296") == "definition.number: trustees.count: must be from 0 to 4294967295");
  REQUIRE(with("\"5\"") == "definition.type: trustees.count: must be an integer");
  REQUIRE(with("true") == "definition.type: trustees.count: must be an integer");
}

TEST_CASE("definition: fields are those of the format, no more and no fewer") {
  REQUIRE(message_after([](Json& d) { d["colour"] = "red"; }) ==
          "definition.field: has the unknown field colour");
  REQUIRE(message_after([](Json& d) { d["questions"][1]["kind"]["x"] = 1; }) ==
          "definition.field: questions[1].kind: has the unknown field x");
  REQUIRE(message_after([](Json& d) { d["a\nb"] = 1; }) ==
          "definition.field: has the unknown field (not printable)");
  REQUIRE(message_after([](Json& d) { d.erase("trustees"); }) ==
          "definition.field: trustees: is missing");
  REQUIRE(message_after([](Json& d) { d["questions"][0].erase("kind"); }) ==
          "definition.field: questions[0].kind: is missing");
  REQUIRE(message_after([](Json& d) { d["version"] = "tabella/v2"; }) ==
          "definition.version: version: must be tabella/v1");
  REQUIRE(message_after([](Json& d) {
            d["questions"][0]["kind"]["type"] = "guess";
          }).starts_with("definition.value: questions[0].kind.type: must be one of choose, "));
  REQUIRE(message_after([](Json& d) { d["revoting"] = 1; }) ==
          "definition.type: revoting: must be a string");
  REQUIRE(message_after([](Json& d) { d["questions"][2]["report"] = "by_age"; }) ==
          "definition.value: questions[2].report: must be one of together, by_style");
  REQUIRE(message_after([](Json& d) { d["questions"] = "all"; }) ==
          "definition.type: questions: must be a list");
}

TEST_CASE("definition: times are UTC in one form") {
  const auto with = [](const char* time) {
    return message_after([&](Json& d) { d["schedule"]["opens"] = time; });
  };
  for (const char* time : {"2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z",
                           "2026-01-01T00:00:00+00:00", "2026-01-01 00:00:00Z",
                           "1969-12-31T23:59:59Z", "2026-01-01T00:00:00z", "2026-1-01T00:00:00Z"}) {
    REQUIRE(with(time) ==
            "definition.time: schedule.opens: must be a time such as 2026-05-01T08:00:00Z");
  }
  REQUIRE(with("2026-02-28T23:59:59Z") == "accepted");
  REQUIRE(with("2099-01-01T00:00:00Z") ==
          "definition.schedule: schedule.closes: must be after schedule.opens");
}

TEST_CASE("definition: shares are two numbers") {
  const auto with = [](const char* share) {
    return message_after([&](Json& d) { d["questions"][0]["decision"]["turnout"] = share; });
  };
  for (const char* share : {"", "1", "1/", "/2", "01/2", "1/02", "1 /2", "-1/2", "0.5", "1/2/3",
                            "18446744073709551616/2"}) {
    REQUIRE(with(share) ==
            "definition.share: questions[0].decision.turnout: must be a share such as 2/3");
  }
  REQUIRE(with("1/2") == "accepted");
  for (const char* share : {"1/0", "3/2", "1/1000001"}) {
    REQUIRE(with(share) ==
            "definition.share: questions[0].decision.turnout: must be a share from 0 to 1");
  }
  REQUIRE(message_after([](Json& d) {
            d["questions"][0]["decision"]["majority"] = {
                {"more_than", "1/2"}, {"at_least", "1/2"}, {"of", "votes"}};
          }) ==
          "definition.field: questions[0].decision.majority: needs either more_than or at_least");
}

TEST_CASE("definition: references name what exists") {
  REQUIRE(
      message_after([](Json& d) { d["questions"][2]["only_if"]["question"] = "nobody"; }) ==
      "definition.condition: questions[2].only_if.question: names nothing that stands before it");
  // A later question, and the question itself.
  REQUIRE(
      message_after([](Json& d) { d["questions"][2]["only_if"]["question"] = "projects"; }) ==
      "definition.condition: questions[2].only_if.question: names nothing that stands before it");
  REQUIRE(
      message_after([](Json& d) { d["questions"][2]["only_if"]["question"] = "why"; }) ==
      "definition.condition: questions[2].only_if.question: names nothing that stands before it");
  REQUIRE(message_after([](Json& d) { d["questions"][2]["only_if"]["option"] = "o9"; }) ==
          "definition.condition: questions[2].only_if.option: names nothing that stands before it");
  REQUIRE(message_after([](Json& d) { d["questions"][2]["only_if"].erase("grade"); }) ==
          "definition.field: questions[2].only_if.grade: is missing");
  REQUIRE(
      message_after([](Json& d) {
        d["questions"][2]["only_if"] = {{"question", "vote"}, {"option", "o1"}, {"grade", "g1"}};
      }) == "definition.condition: questions[2].only_if.grade: that question has no grades");
  REQUIRE(message_after([](Json& d) { d["questions"][0]["decision"]["adopts"] = "o9"; }) ==
          "definition.decision: questions[0].decision.adopts: names nothing that stands before it");
  REQUIRE(message_after([](Json& d) { d["styles"][1]["questions"][0] = "nobody"; }) ==
          "definition.style: styles[1].questions[0]: names nothing that stands before it");
}

TEST_CASE("definition: texts are in all languages and deceive nobody") {
  const auto with = [](const std::string& words) {
    return message_after([&](Json& d) { d["questions"][2]["options"][0]["text"]["zh"] = words; });
  };
  const std::string at = "definition.text: questions[2].options[0].text.zh: ";
  REQUIRE(with("同意") == "accepted");
  REQUIRE(with("Zoë + ß / ½ – 👍") == "accepted");
  REQUIRE(with("") == at + "is empty");
  REQUIRE(with(" x") == at + "begins or ends with a space");
  REQUIRE(with("x\u00a0") == at + "begins or ends with a space");
  REQUIRE(with("\u3000x") == at + "begins or ends with a space");
  REQUIRE(with("a\ufff9") == at + "has the invisible character U+FFF9");
  REQUIRE(with("\u2800") == at + "has the invisible character U+2800");
  REQUIRE(with("a\nb") == at + "has the control character U+000A");
  REQUIRE(with(std::string("a\0b", 3)) == at + "has the control character U+0000");
  REQUIRE(with("a\x7f") == at + "has the control character U+007F");
  REQUIRE(with("a\u0085"
               "b") == at + "has the control character U+0085");
  REQUIRE(with("yes \u202e on") == at + "has the direction mark U+202E");
  REQUIRE(with("\u2066x") == at + "has the direction mark U+2066");
  REQUIRE(with("x\u200f") == at + "has the direction mark U+200F");
  REQUIRE(with("a\u200b"
               "b") == at + "has the invisible character U+200B");
  REQUIRE(with("a\U000E0041") == at + "has the invisible character U+0E0041");
  REQUIRE(with("a\ufffe") == at + "has U+FFFE, which is no character");
  REQUIRE(with("Zoe\u0308") == at + "is not in Unicode normalisation form C");
  REQUIRE(with(std::string(8193, 'x')) == at + "is longer than 8192 bytes");
  REQUIRE(message_after([](Json& d) { d["title"].erase("zh"); }) ==
          "definition.language: title: the text in zh is missing");
  REQUIRE(message_after([](Json& d) { d["title"]["fr"] = "Exemple"; }) ==
          "definition.language: title: a language that the definition does not have");
  REQUIRE(message_after([](Json& d) { d["title"]["f r"] = "Exemple"; }) ==
          "definition.field: title: has a key that is no identifier");
}

}  // namespace tabella::ballot::test
