// Totals of few: nothing of them is opened, whoever asks for it.
#include "tests/adversary/mutation.h"
#include "tests/ballot/sample_definition.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;
using ballot::test::options;
using ballot::test::question;

namespace {

// The options that a ballot chooses, by question.
using Choices = std::vector<std::vector<std::uint32_t>>;
const std::vector<std::uint32_t> kNotAsked = {99};

ballot::Answers answers_of(const Choices& choices) {
  ballot::Answers answers;
  for (const auto& each : choices) {
    if (each == kNotAsked) {
      answers.add(ballot::NotAsked{});
    } else {
      answers.add(ballot::Chosen{ballot::Indices(each.begin(), each.end())});
    }
  }
  return answers;
}

// Everybody is asked the first question, those of the south (every third voter) a second.
ballot::Definition districts() {
  ballot::Definition made =
      ballot::test::definition({question("city", ballot::Choose{}, options(2)),
                                question("south", ballot::Choose{}, options(2))},
                               16);
  made.id = "adversary-2027";
  made.smallest_group = 3;
  made.styles = {{.id = "north", .questions = {0}, .max_voters = 12},
                 {.id = "south", .questions = {0, 1}, .max_voters = 6}};
  return made;
}

// Who says no is asked why.
ballot::Definition conditional() {
  ballot::Question why = question("why", ballot::Choose{.minimum = 0, .maximum = 2}, options(2));
  why.only_if = ballot::Condition{.question = 0, .option = 1};
  ballot::Definition made =
      ballot::test::definition({question("vote", ballot::Choose{}, options(2)), why}, 16);
  made.id = "adversary-2027";
  made.smallest_group = 3;
  return made;
}

// A script whose ballots are these, and whose trustees open these pools.
void hold(Mutation& mutation, const std::vector<std::pair<std::size_t, Choices>>& ballots,
          const std::vector<std::string>& pools) {
  Parties& parties = mutation.parties();
  mutation.script = parties.script_until_open();
  for (const auto& [voter, choices] : ballots) {
    const std::string step = "ballot " + std::to_string(voter + 1);
    mutation.script.add({step, [&parties, step, voter, choices](const Board& board) {
                           return parties.ballot(board, step, voter, 1, answers_of(choices));
                         }});
  }
  parties.add_close(mutation.script);
  for (const std::string& pool : pools) {
    for (const std::uint32_t trustee : {1U, 3U, 4U}) {
      mutation.script.add({"share " + std::to_string(trustee) + " " + pool,
                           [&parties, trustee, pool](const Board& board) {
                             return parties.share(board, trustee, pool);
                           }});
    }
  }
}

// A trustee's share of a pool that nobody may open.
Step temptation(Mutation& mutation, const std::string& pool) {
  return {.name = "temptation",
          .make = [&mutation,
                   pool](const Board& board) { return mutation.parties().share(board, 2, pool); },
          .hostile = true};
}

}  // namespace

TEST_CASE(
    "PV1 S3: a district's total, of two ballots where three are asked for (C17 share.withheld at "
    "temptation)") {
  Mutation mutation(districts());
  hold(mutation, {{0, {{0}}}, {1, {{1}}}, {2, {{0}, {1}}}, {3, {{0}}}, {5, {{1}, {1}}}},
       {"city/totals"});
  mutation.script.insert_after("cosigned", temptation(mutation, "south/totals"));
  mutation.require_caught();
}

TEST_CASE(
    "PV1 S3: why two said no, where three have to say it (C17 share.withheld at temptation)") {
  Mutation mutation(conditional());
  hold(mutation, {{0, {{0}, kNotAsked}}, {1, {{1}, {0}}}, {2, {{1}, {1}}}, {3, {{0}, kNotAsked}}},
       {"why/asked", "vote/totals"});
  mutation.script.insert_after("share 4 why/asked", temptation(mutation, "why/totals"));
  mutation.require_caught();
}

TEST_CASE("PV1 S3: why some said no, before it is known how many (C17 share.waits at temptation)") {
  Mutation mutation(conditional());
  hold(mutation, {{0, {{1}, {}}}, {1, {{1}, {0}}}, {2, {{1}, {1}}}, {3, {{0}, kNotAsked}}},
       {"why/asked", "vote/totals", "why/totals"});
  mutation.script.insert_after("cosigned", temptation(mutation, "why/totals"));
  // With the one that came too early there are shares enough.
  mutation.script.remove("share 4 why/totals");
  mutation.require_caught();
}

}  // namespace tabella::adversary
