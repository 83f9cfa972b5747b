#include <cstdio>
#include <filesystem>

#include "bulletin_board/node/parallel.h"
#include "bulletin_board/tiles.h"
#include "cli/board_access.h"
#include "cli/party_commands.h"
#include "cli/progress.h"
#include "cli/write_file.h"
#include "crypto/hash.h"
#include "tally/explanation.h"
#include "tally/result_json.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kVerifyHelp = R"(usage: tabella verify URL|FOLDER --policy FILE [options]

Verifies a record from its static files alone: replays the rules over the whole log, checks every
proof, derives every result again, and reports each check by name with how often it was applied.

  --threads N   default: all cores
  --json        the report as data

Exit status: 0 everything holds; 1 something does not, or is missing; 2 it cannot be read.

example:
  tabella verify http://127.0.0.1:8080 --policy policy.txt
)";

constexpr std::string_view kRecordHelp = R"(usage: tabella record FOLDER --board URL --policy FILE

Downloads the record: checkpoint, tiles and entries, and the policy, as static files that can be
verified without any server, for years.

example:
  tabella record record --board http://127.0.0.1:8080 --policy policy.txt
)";

constexpr std::string_view kResultHelp =
    R"(usage: tabella result ELECTION --board URL|FOLDER --policy FILE [--json]

Verifies the record and shows the election's result, derived here, with the reasons in words.

example:
  tabella result town-square-2027 --board record --policy record/policy.txt
)";

int run_verify(const Arguments& arguments) {
  const auto policy = arguments.text("policy");
  if (!policy) return refuse("verify: --policy FILE is missing");
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  if (!threads) return refuse("verify: " + threads.error().detail);
  const auto board = BoardAccess::to(arguments.operands().front(), *policy);
  if (!board) return refuse(board.error().message());
  const auto verification = board->verify(static_cast<unsigned>(*threads));
  const std::string shown = arguments.has("json") ? verifier::json_of(verification.report)
                                                  : verifier::text_of(verification.report);
  std::fputs(shown.c_str(), stdout);
  return verification.report.valid() ? kExitDone : kExitDifferent;
}

int run_record(const Arguments& arguments) {
  const std::string folder = arguments.operands().front();
  const auto board = BoardAccess::from(arguments);
  if (!board) return refuse("record: " + board.error().message());
  const auto checkpoint = board->get("checkpoint");
  if (!checkpoint) return refuse(checkpoint.error().message());
  const auto opened = board->policy().open(*checkpoint);
  if (!opened) return refuse(opened.error().message());
  const auto save = [&](const std::string& path, const std::string& content) {
    const std::string file = folder + "/" + path;
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(file).parent_path(), error);
    return write_file(file, content);
  };
  const auto tiles = bulletin_board::tiles_of(opened->checkpoint.size);
  Progress progress("download", "files", tiles.size());
  for (const bulletin_board::TileId& tile : tiles) {
    const auto bytes = board->get(tile.path());
    if (!bytes) return refuse(bytes.error().message());
    if (const auto saved = save(tile.path(), *bytes); !saved)
      return refuse(saved.error().message());
    progress.advance();
  }
  progress.finish();
  std::error_code error;
  std::filesystem::copy_file(*arguments.text("policy"), folder + "/policy.txt",
                             std::filesystem::copy_options::overwrite_existing, error);
  if (error) return refuse("record: policy.txt: " + error.message());
  // Last: a folder with a checkpoint is whole.
  if (const auto saved = save("checkpoint", *checkpoint); !saved) {
    return refuse(saved.error().message());
  }
  std::printf("%llu entries in %s\n", static_cast<unsigned long long>(opened->checkpoint.size),
              folder.c_str());
  return kExitDone;
}

int run_result(const Arguments& arguments) {
  const std::string id = arguments.operands().front();
  const auto board = BoardAccess::from(arguments);
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

Command verify_command() {
  return {.name = "verify",
          .summary = "verifies a record, check by check",
          .help = kVerifyHelp,
          .arguments = {.options = {{"policy"}, {"threads"}, {"json", OptionValue::none}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "URL or FOLDER"},
          .run = run_verify};
}

Command record_command() {
  return {.name = "record",
          .summary = "downloads a record as static files",
          .help = kRecordHelp,
          .arguments = {.options = {{"board"}, {"policy"}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "FOLDER"},
          .run = run_record};
}

Command result_command() {
  return {.name = "result",
          .summary = "verifies, and shows a result with its reasons",
          .help = kResultHelp,
          .arguments = {.options = {{"board"}, {"policy"}, {"json", OptionValue::none}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "ELECTION"},
          .run = run_result};
}

}  // namespace tabella::cli
