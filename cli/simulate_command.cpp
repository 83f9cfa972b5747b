#include "cli/simulate_command.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "bulletin_board/node/parallel.h"
#include "cli/read_file.h"
#include "cli/simulation.h"

namespace tabella::cli {

namespace {

constexpr std::string_view kHelp = R"(usage: tabella simulate FILE.pb [options]

Holds a real election again, in secret: reads the ballots of a Pabulib file, makes the election's
key in a ceremony of trustees, seals every ballot, verifies all of them in bulk, decrypts only the
totals, counts, and compares the outcome with the official one that the file states.

  --trustees N     trustees of the ceremony (default 5)
  --threshold T    trustees who are needed to decrypt (default 3)
  --threads N      threads to work with (default: all cores)
  --report FILE    writes the result as a page with bars and tables
  --json           prints the result as data instead of text

Exit status: 0 the outcome is the official one; 1 it is not, and the difference is printed; 2 the
file or its rule cannot be used, with the line and the reason.

Approval, choose-1, cumulative, ordinal and scoring ballots under greedy rules are read. Rules that
look at whole ballots, such as equal shares, cannot be applied to totals.

example:
  tabella simulate tests/data/Poland_Krakow_2022_Zwierzyniec.pb --report result.html
)";

int run_simulate(const Arguments& arguments) {
  const std::string path = arguments.operands().front();
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
  const auto report =
      simulate(std::filesystem::path(path).filename().string(), std::move(file).value(),
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
          .arguments = {.options = {{"trustees"},
                                    {"threshold"},
                                    {"threads"},
                                    {"report"},
                                    {"json", OptionValue::none}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "FILE.pb"},
          .run = run_simulate};
}

}  // namespace tabella::cli
