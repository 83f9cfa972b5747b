#include "tests/ballot/sample_answers.h"

#include <algorithm>
#include <numeric>

#include "tests/ballot/sample_definition.h"

namespace tabella::ballot::test {

namespace {

using Random = std::mt19937_64;

std::uint32_t up_to(std::uint64_t most, Random& random) {
  return static_cast<std::uint32_t>(random() % (most + 1));
}

bool coin(Random& random) { return up_to(1, random) == 1; }

Indices shuffled(std::size_t size, Random& random) {
  Indices made(size);
  std::iota(made.begin(), made.end(), 0u);
  std::shuffle(made.begin(), made.end(), random);
  return made;
}

Answer draw(const Choose& kind, const Question& question, Random& random) {
  if (kind.blank == Blank::counted && up_to(3, random) == 0) return BlankAnswer{};
  Chosen chosen{shuffled(question.options.size(), random)};
  chosen.options.resize(kind.minimum + up_to(kind.maximum - kind.minimum, random));
  std::ranges::sort(chosen.options);
  return chosen;
}

Answer draw(const Score& kind, const Question& question, Random& random) {
  Scores scores;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    scores.scores.push_back(up_to(kind.maximum, random));
  }
  return scores;
}

Answer draw(const Cumulative& kind, const Question& question, Random& random) {
  Scores scores{Indices(question.options.size(), 0)};
  std::uint32_t left = kind.limit == Limit::exactly ? kind.points : up_to(kind.points, random);
  while (left > 0) {
    std::uint32_t& score = scores.scores[up_to(question.options.size() - 1, random)];
    const bool full = std::ranges::all_of(
        scores.scores, [&](std::uint32_t each) { return each == kind.option_maximum; });
    if (full) break;
    if (score == kind.option_maximum) continue;
    ++score;
    --left;
  }
  return scores;
}

Answer draw(const Grades& kind, const Question& question, Random& random) {
  Graded graded;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    graded.grades.push_back(up_to(kind.grades.size() - 1, random));
  }
  return graded;
}

Answer draw(const Quadratic& kind, const Question& question, Random& random) {
  Levels levels;
  std::uint32_t left = kind.credits;
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    std::uint32_t level = up_to(kind.levels, random);
    while (level * level > left) --level;
    left -= level * level;
    const auto signed_level = static_cast<std::int32_t>(level);
    levels.levels.push_back(coin(random) ? signed_level : -signed_level);
  }
  return levels;
}

Answer draw(const Budget& kind, const Question& question, Random& random) {
  Chosen chosen;
  std::uint64_t left = kind.envelope;
  for (const std::uint32_t option : shuffled(question.options.size(), random)) {
    if (question.options[option].cost > left || coin(random)) continue;
    left -= question.options[option].cost;
    chosen.options.push_back(option);
  }
  std::ranges::sort(chosen.options);
  return chosen;
}

Answer draw(const Ranking& kind, const Question& question, Random& random) {
  if (kind.blank == Blank::counted && up_to(3, random) == 0) return BlankAnswer{};
  Ranked ranked;
  for (const std::uint32_t option : shuffled(question.options.size(), random)) {
    const bool joins = kind.ties == Ties::allowed && !ranked.tiers.empty() && coin(random);
    if (!joins) ranked.tiers.emplace_back();
    ranked.tiers.back().push_back(option);
  }
  for (Indices& tier : ranked.tiers) std::ranges::sort(tier);
  return ranked;
}

Answer draw(const Places& kind, const Question& question, Random& random) {
  Placed placed{shuffled(question.options.size(), random)};
  placed.options.resize(kind.minimum + up_to(kind.points.size() - kind.minimum, random));
  return placed;
}

Answer draw(const Table& kind, const Question& question, Random& random) {
  return Cell{.row = up_to(question.options.size() - 1, random),
              .column = up_to(kind.columns.size() - 1, random)};
}

bool holds(const CompiledStyle& style, const Answers& answers, const Condition& condition) {
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (style.questions[i].question != condition.question) continue;
    if (const auto* graded = std::get_if<Graded>(&answers[i])) {
      return graded->grades[condition.option] == condition.grade;
    }
    const auto* chosen = std::get_if<Chosen>(&answers[i]);
    return chosen != nullptr &&
           std::ranges::find(chosen->options, condition.option) != chosen->options.end();
  }
  return false;
}

}  // namespace

Definition large_sample() {
  Question why =
      question("why", Choose{.minimum = 0, .maximum = 3, .blank = Blank::counted}, options(7));
  why.only_if = Condition{.question = 0, .option = 1};
  Question order = question("order", Ranking{.blank = Blank::counted}, options(6));
  order.only_if = Condition{.question = 2, .option = 0, .grade = 1};
  const Table table{.column_title = text("Age"), .columns = options(4, "c")};
  return definition(
      {question("vote", Choose{}, options(2)), why,
       question("grades", Grades{.grades = options(3, "g")}, options(4)), order,
       question("ties", Ranking{.ties = Ties::allowed}, options(5)),
       question("score", Score{.maximum = 20}, options(5)),
       question("exact", Cumulative{.points = 10, .option_maximum = 10}, options(4)),
       question("most", Cumulative{.points = 10, .limit = Limit::at_most, .option_maximum = 4},
                options(4)),
       question("quadratic", Quadratic{.levels = 4, .credits = 25}, options(4)),
       question("budget", Budget{.envelope = 1000}, priced({500, 400, 300, 250, 200, 50})),
       question("places", Places{.points = {5, 3, 2, 1}, .minimum = 1}, options(6)),
       question("table", table, options(3))});
}

Answers random_answers(const Definition& definition, const CompiledStyle& style, Random& random) {
  Answers answers;
  for (const CompiledQuestion& part : style.questions) {
    const Question& question = definition.questions[part.question];
    if (question.only_if && !holds(style, answers, *question.only_if)) {
      answers.add(NotAsked{});
      continue;
    }
    answers.add(
        std::visit([&](const auto& kind) { return draw(kind, question, random); }, question.kind));
  }
  return answers;
}

}  // namespace tabella::ballot::test
