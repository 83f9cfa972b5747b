#include <cstdio>

#include "cli/commands/party_commands.h"
#include "cli/party/board_reader.h"
#include "tally/explanation.h"
#include "tally/result_json.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp =
    R"(usage: tabella result ELECTION --board URL|FOLDER --policy FILE [--json]

Verifies the record and shows the election's result, derived here, with the reasons in words.

example:
  tabella result town-square-2027 --board record --policy record/policy.txt
)";

int run_result(const Arguments& arguments) {
  const std::string& id = arguments.operand("ELECTION");
  const auto board = BoardReader::from(arguments);
  if (!board) return refuse("result: " + board.error().message());
  const auto state = board->state();
  if (!state) {
    std::fprintf(stderr, "the board does not verify: %s\n", state.error().message().c_str());
    return kExitDifferent;
  }
  const auto* election = (*state)->find(id);
  if (election == nullptr) return refuse("result: there is no election " + id);
  if (!election->results()) {
    return refuse("result: the election is in phase " + std::string(name(election->phase())));
  }
  const auto& definition = election->definition();
  if (arguments.has("json")) {
    std::printf("%s\n", tally::encode(definition, *election->results()).c_str());
    return kExitDone;
  }
  const std::string& language = definition.languages.front();
  std::printf("%s\n", definition.title.at(language).c_str());
  for (std::size_t q = 0; q < definition.questions.size(); ++q) {
    const ballot::Question& question = definition.questions[q];
    std::printf("\n%s\n", question.title.at(language).c_str());
    for (const std::string& words : tally::explain(question, (*election->results())[q], language)) {
      std::printf("  %s\n", words.c_str());
    }
  }
  return kExitDone;
}

}  // namespace

Command result_command() {
  return {.name = "result",
          .summary = "verifies, and shows a result with its reasons",
          .help = kHelp,
          .usages = {{.operands = {"ELECTION"},
                      .options = {{"board"}, {"policy"}, {"json", OptionValue::none}},
                      .run = run_result}}};
}

}  // namespace tabella::cli
