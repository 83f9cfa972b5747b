// Definitions for tests: every part is valid, so that a test changes just what it is about.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ballot/definition.h"

namespace tabella::ballot::test {

inline Text text(const std::string& words) { return {{"en", words}, {"zh", "题" + words}}; }

inline std::vector<Option> options(std::uint32_t count, const std::string& prefix = "o") {
  std::vector<Option> made;
  for (std::uint32_t i = 0; i < count; ++i) {
    made.push_back({.id = prefix + std::to_string(i + 1),
                    .text = text("Option " + std::to_string(i + 1)),
                    .cost = 0});
  }
  return made;
}

inline Question question(const std::string& id, Kind kind, std::vector<Option> options) {
  Question made;
  made.id = id;
  made.title = text("Question " + id);
  made.options = std::move(options);
  made.kind = std::move(kind);
  return made;
}

inline Definition definition(std::vector<Question> questions, std::uint64_t max_voters = 1000) {
  Definition made;
  made.id = "sample-2026";
  made.languages = {"en", "zh"};
  made.title = text("Sample");
  made.questions = std::move(questions);
  BallotStyle all{.id = "all", .questions = {}, .max_voters = max_voters};
  for (std::uint32_t q = 0; q < made.questions.size(); ++q) all.questions.push_back(q);
  made.styles = {all};
  made.roll = {.max_voters = max_voters, .max_weight = 1};
  made.trustees = {.count = 5, .threshold = 3};
  made.schedule = {.opens = 1'800'000'000, .closes = 1'800'086'400};
  return made;
}

inline std::vector<Option> priced(const std::vector<std::uint64_t>& costs) {
  auto made = options(static_cast<std::uint32_t>(costs.size()));
  for (std::size_t i = 0; i < costs.size(); ++i) made[i].cost = costs[i];
  return made;
}

}  // namespace tabella::ballot::test
