#include "cli/commands/bench_command.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/bench/bench.h"
#include "crypto/parallel.h"
#include "crypto/vartime/backend.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp =
    R"(usage: tabella bench verify|seal|aggregate|log|file|board [options]

Measures one job beside a named reference in the same run, and prints the ratio of the two.

  verify       ballots verified in bulk; libsodium taking the same equations one by one
  seal         a ballot sealed and cast; the products alone that it needs of libsodium
  aggregate    decoded ballots added up; libsodium's addition
  log          discrete logarithms of totals; as many steps with libsodium's addition
  file         posts streamed from a file, verified and added up; the same with one thread
  board        ballots cast over HTTP against a board on this machine, with times to the answer

  --options N    options of the question (default 20)
  --choose K     how many of them a ballot chooses (default 1)
  --roll N       largest number of voters: fixes how many totals share a ciphertext
                 (default 4,000,000)
  --ballots N    ballots (default: verify 1,000, seal 100, aggregate 1,000,000, file 100,000,
                 board 10,000)
  --distinct N   ballots of aggregate and file that differ; the others repeat them (default 4,096)
  --bits N       of the largest total that log finds, 1 to 44 (default 44)
  --keep FOLDER  board: closes the election and leaves its record there, for tabella verify
  --threads N    default: 1 for verify, all cores for aggregate, file and board
  --backend B    vector units: avx512ifma, avx2 or portable (default: the best that is there)
  --json         prints the figures as data

example:
  tabella bench verify --options 20 --choose 1 --ballots 1000
)";

struct Job {
  std::string_view name;
  Result<BenchReport> (*run)(const BenchOptions&);
  std::uint64_t ballots;
  bool all_cores;
};

constexpr std::array kJobs = {
    Job{"verify", bench_verify, 1000, false},
    Job{"seal", bench_seal, 100, false},
    Job{"aggregate", bench_aggregate, 1'000'000, true},
    Job{"log", bench_log, 0, false},
    Job{"file", bench_file, 100'000, true},
    Job{"board", bench_board, 10'000, true},
};

Result<Done> choose_backend(const Arguments& arguments) {
  const auto name = arguments.text("backend");
  if (!name) return Done{};
  std::string known;
  for (const auto* backend : crypto::vartime::backends()) {
    if (*name == backend->name) {
      crypto::vartime::use_backend(*backend);
      return Done{};
    }
    known += (known.empty() ? "" : ", ") + std::string(backend->name);
  }
  return Error{"arguments.value", "", "--backend " + *name + ": this machine has " + known};
}

Result<BenchOptions> read_options(const Arguments& arguments, const Job& job) {
  // The definition has tighter limits of its own, and says so.
  constexpr std::uint64_t kMany = 1'000'000'000;
  const auto options = arguments.number("options", 20, 1, 100'000);
  const auto choose = arguments.number("choose", 1, 0, 100'000);
  const auto roll = arguments.number("roll", 4'000'000, 1, kMany);
  const auto ballots = arguments.number("ballots", job.ballots, 1, kMany);
  const auto distinct = arguments.number("distinct", 4096, 1, kMany);
  const auto bits = arguments.number("bits", 44, 1, 44);
  const auto threads = arguments.number("threads", job.all_cores ? hardware_threads() : 1, 1, 1024);
  for (const auto* value : {&options, &choose, &roll, &ballots, &distinct, &bits, &threads}) {
    if (!*value) return value->error();
  }
  return BenchOptions{.options = static_cast<std::uint32_t>(*options),
                      .choose = static_cast<std::uint32_t>(*choose),
                      .roll = *roll,
                      .ballots = *ballots,
                      .distinct = *distinct,
                      .threads = static_cast<unsigned>(*threads),
                      .log_bits = static_cast<std::uint32_t>(*bits),
                      .keep = arguments.text("keep").value_or("")};
}

int run_bench(const Arguments& arguments) {
  const auto job = std::ranges::find(kJobs, arguments.usage().action, &Job::name);
  if (const auto chosen = choose_backend(arguments); !chosen) {
    return refuse("bench: " + chosen.error().detail);
  }
  const auto options = read_options(arguments, *job);
  if (!options) return refuse("bench: " + options.error().detail);
  const auto report = job->run(*options);
  if (!report) return refuse("bench: " + report.error().message());
  const std::string shown = arguments.has("json") ? json_report(*report) : text_report(*report);
  std::fputs(shown.c_str(), stdout);
  return kExitDone;
}

}  // namespace

Command bench_command() {
  std::vector<Usage> usages;
  for (const Job& job : kJobs) {
    usages.push_back({.action = job.name,
                      .options = {{"options"},
                                  {"choose"},
                                  {"roll"},
                                  {"ballots"},
                                  {"distinct"},
                                  {"bits"},
                                  {"threads"},
                                  {"backend"},
                                  {"keep"},
                                  {"json", OptionValue::none}},
                      .run = run_bench});
  }
  return {.name = "bench",
          .summary = "measures verifying, sealing and adding up against named references",
          .help = kHelp,
          .usages = std::move(usages)};
}

}  // namespace tabella::cli
