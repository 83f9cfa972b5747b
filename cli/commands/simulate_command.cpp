#include "cli/commands/simulate_command.h"

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "cli/files/read_file.h"
#include "cli/party/party_key.h"
#include "cli/simulation/board_simulation.h"
#include "cli/simulation/simulation.h"
#include "crypto/parallel.h"
#include "web/server/witness/witness_client.h"

namespace tabella::cli {

namespace {

constexpr std::string_view kHelp = R"(usage: tabella simulate FILE.pb [options]

Holds a real election again, in secret: reads the ballots of a Pabulib file, makes the election's
key in a ceremony of trustees, seals every ballot, verifies all of them in bulk, decrypts only the
totals, counts, and compares the outcome with the official one that the file states.

  --trustees N     trustees of the ceremony (default 5)
  --threshold T    trustees who are needed to decrypt (default 3)
  --threads N      threads to work with (default: all cores)
  --board FOLDER   holds it on a board (made with tabella board new, not being served), under the
                   file's name, so that everybody can look at it and verify it there
  --report FILE    writes the result as a page with bars and tables
  --json           prints the result as data instead of text

Exit status: 0 the outcome is the official one; 1 it is not, and the difference is printed; 2 the
file or its rule cannot be used, with the line and the reason.

Approval, choose-1, cumulative, ordinal and scoring ballots under greedy rules are read. Rules that
look at whole ballots, such as equal shares, cannot be applied to totals.

example:
  tabella simulate tests/data/Poland_Krakow_2022_Zwierzyniec.pb --report result.html
)";

// On the board of a folder, as an election that is over within this run.
Result<SimulationReport> simulate_in(const std::string& folder, const std::string& path,
                                     PabulibFile file, PabulibElection election, unsigned threads) {
  auto id = election_id_of(path);
  if (!id) return id.error();
  const auto manifest = read_file(folder + "/manifest.post");
  if (!manifest) return manifest.error();
  const auto passphrase = read_passphrase();
  if (!passphrase) return passphrase.error();
  auto log = PartyKey::load(folder + "/log.key", *passphrase);
  if (!log) return log.error();
  const auto operator_key = PartyKey::load(folder + "/operator.key", *passphrase);
  if (!operator_key) return operator_key.error();
  const auto now = [] { return static_cast<std::uint64_t>(std::time(nullptr)); };
  election.definition.id = *std::move(id);
  election.definition.schedule = {.opens = static_cast<std::int64_t>(now()) + 86'400,
                                  .closes = static_cast<std::int64_t>(now()) + 2 * 86'400};
  const auto policy_text = read_file(folder + "/policy.txt");
  if (!policy_text) return policy_text.error();
  auto policy = bulletin_board::Policy::parse(*policy_text);
  if (!policy) return std::move(policy).error().within(folder + "/policy.txt");
  const std::string log_name = policy->log().name();
  bulletin_board::EmbeddedOptions embedded = {.block_ms = 1, .clock = now};
  bulletin_board::NodeOptions options = {.store_path = folder + "/board.sqlite",
                                         .threads = threads,
                                         .embedded = std::move(embedded),
                                         .policy = *std::move(policy),
                                         .witnesses = server::witnesses_over_http(log_name)};
  bulletin_board::Node node(std::move(options), std::move(*log).take_signer());
  if (node.status()->size == 0) {
    const auto answer = node.submit_and_wait(Bytes(manifest->begin(), manifest->end()));
    if (answer.verdict.refusal) return *answer.verdict.refusal;
  }
  return simulate_on_board(std::filesystem::path(path).filename().string(), std::move(file),
                           std::move(election), node, operator_key->signer(), threads);
}

int run_simulate(const Arguments& arguments) {
  const std::string& path = arguments.operand("FILE.pb");
  const auto trustees = arguments.number("trustees", 5, 1, 255);
  if (!trustees) return refuse("simulate: " + trustees.error().detail);
  const auto threshold =
      arguments.number("threshold", std::min<std::uint64_t>(3, *trustees), 1, *trustees);
  if (!threshold) return refuse("simulate: " + threshold.error().detail);
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  if (!threads) return refuse("simulate: " + threads.error().detail);

  const auto text = read_file(path);
  if (!text) return refuse(text.error().message());
  auto file = parse_pabulib(*text);
  if (!file) return refuse(path + ": " + file.error().message());
  if (auto official = check_official(*file); !official) {
    return refuse(path + ": " + official.error().message());
  }
  auto election = make_election(*file);
  if (!election) return refuse(path + ": " + election.error().message());
  election->definition.trustees = {static_cast<std::uint32_t>(*trustees),
                                   static_cast<std::uint32_t>(*threshold)};

  // Opened first: nobody waits for an election whose report cannot be written.
  std::ofstream page;
  if (const auto report_path = arguments.text("report")) {
    page.open(*report_path, std::ios::binary);
    if (!page) return refuse("simulate: cannot write " + *report_path);
  }
  const auto board = arguments.text("board");
  const auto report =
      board ? simulate_in(*board, path, std::move(file).value(), std::move(election).value(),
                          static_cast<unsigned>(*threads))
            : simulate(std::filesystem::path(path).filename().string(), std::move(file).value(),
                       std::move(election).value(), {.threads = static_cast<unsigned>(*threads)});
  if (!report) return refuse(path + ": " + report.error().message());
  if (page.is_open() && !(page << html_report(*report) << std::flush)) {
    return refuse("simulate: cannot write " + *arguments.text("report"));
  }
  const std::string shown = arguments.has("json") ? json_report(*report) : text_report(*report);
  std::fputs(shown.c_str(), stdout);
  return report->outcome.equals_official() ? kExitDone : kExitDifferent;
}

}  // namespace

Command simulate_command() {
  return {.name = "simulate",
          .summary = "holds a real election from a Pabulib file again, in secret",
          .help = kHelp,
          .usages = {{.operands = {"FILE.pb"},
                      .options = {{"trustees"},
                                  {"threshold"},
                                  {"threads"},
                                  {"board"},
                                  {"report"},
                                  {"json", OptionValue::none}},
                      .run = run_simulate}}};
}

}  // namespace tabella::cli
