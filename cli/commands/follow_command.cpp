#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <thread>

#include "cli/commands/party_commands.h"
#include "cli/files/read_file.h"
#include "cli/observer/evidence.h"
#include "cli/observer/follow_report.h"
#include "cli/observer/kept_record.h"
#include "cli/party/record_source.h"
#include "crypto/parallel.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp =
    R"(usage: tabella follow URL --policy FILE --state FOLDER [options]

Follows a log: verifies it, and then everything that is added, by all checks, and prints a line for
each event as soon as it is verified. FOLDER/record keeps what was verified: nobody takes back,
after a restart, what was shown before, and the restart reads from the disk what it has there. It is
a record like any other (tabella verify FOLDER/record), and as large as the log. Alarms: rollback,
fork, invalid (the log is to be trusted no more; following ends), forged, broken, unwitnessed,
stale, unreachable (the next round may find otherwise). What proves a rollback, a fork or an invalid
post to others is written to FOLDER/evidence-NAME.

  --once              one round; for cron
  --interval SECONDS  between rounds (default 30)
  --max-age SECONDS   alarm when the policy's quorum has not seen the log for so long, by this
                      computer's clock
  --threads N         default: all cores
  --json              events as lines of JSON

Exit status: 0 no alarm; 1 an alarm; 2 it cannot begin.

example:
  tabella follow https://board.example.org --policy policy.txt --state followed --max-age 3600
)";

struct Options {
  std::string folder;
  std::uint64_t interval = 30;
  std::optional<std::uint64_t> max_age;
  bool once = false;
  bool json = false;
};

std::optional<verifier::Freshness> freshness_of(const Options& options) {
  if (!options.max_age) return std::nullopt;
  return verifier::Freshness{static_cast<std::uint64_t>(std::time(nullptr)), *options.max_age};
}

// At once, also into a pipe.
void say(const std::string& lines) {
  std::fputs(lines.c_str(), stdout);
  std::fflush(stdout);
}

verifier::Watcher watcher_of(const Options& options) {
  return {.phase = [json = options.json](const verifier::PhaseChange& change) {
    say(json ? json_line_of(change) : text_of(change));
  }};
}

// Shows a round and keeps what is to be kept.
Result<Done> keep(const Options& options, const verifier::RecordFollower& follower,
                  const verifier::Round& round, KeptRecord& record) {
  say(options.json ? json_lines_of(round) : text_of(round));
  for (const verifier::Alarm& alarm : round.alarms) {
    const auto path = keep_evidence(options.folder, alarm);
    if (!path) return path.error();
    if (!path->empty()) std::fprintf(stderr, "evidence in %s\n", path->c_str());
  }
  if (follower.verified_size() == 0) return Done{};
  return record.keep(follower.verified_size(), follower.checkpoint());
}

// From the copy on the disk, if it is what was verified.
Result<Done> resume(verifier::RecordFollower& follower, KeptRecord& record) {
  const auto resumed = follower.resume(record.read(), [](std::uint64_t, std::uint64_t) {});
  if (!resumed) {
    std::fprintf(stderr, "the copy is damaged, and the log is read again: %s\n",
                 resumed.error().message().c_str());
  }
  if (follower.verified_size() == 0) return Done{};
  return record.keep(follower.verified_size(), follower.checkpoint());
}

int follow(const Options& options, verifier::RecordFollower& follower, KeptRecord& record,
           const verifier::ReadFile& read) {
  while (true) {
    const auto round = follower.follow(read, freshness_of(options), watcher_of(options));
    if (const auto kept = keep(options, follower, round, record); !kept) {
      return refuse("follow: " + kept.error().message());
    }
    const bool ends = std::ranges::any_of(round.alarms, &verifier::Alarm::is_final);
    if (ends || options.once) return round.alarms.empty() ? kExitDone : kExitDifferent;
    std::this_thread::sleep_for(std::chrono::seconds(options.interval));
  }
}

int run_follow(const Arguments& arguments) {
  constexpr std::uint64_t kLongest = std::uint64_t{1} << 40;
  const auto policy_path = arguments.text("policy");
  const auto state = arguments.text("state");
  if (!policy_path) return refuse("follow: --policy FILE is missing");
  if (!state) return refuse("follow: --state FOLDER is missing");
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  if (!threads) return refuse("follow: " + threads.error().detail);
  const auto interval = arguments.number("interval", 30, 1, 86'400);
  if (!interval) return refuse("follow: " + interval.error().detail);
  const auto max_age = arguments.number("max-age", kLongest, 0, kLongest);
  if (!max_age) return refuse("follow: " + max_age.error().detail);
  const auto text = read_file(*policy_path);
  if (!text) return refuse(text.error().message());
  auto policy = bulletin_board::Policy::parse(*text);
  if (!policy) return refuse(*policy_path + ": " + policy.error().message());
  const auto source = open_record(arguments.operand("URL"));
  if (!source) return refuse(source.error().message());
  auto record = KeptRecord::in(*state);
  if (!record) return refuse("follow: " + record.error().message());
  const auto kept = record->checkpoint();
  if (!kept) return refuse(kept.error().message());
  auto follower = verifier::RecordFollower::create(
      *std::move(policy), on_threads(static_cast<unsigned>(*threads)), *kept);
  if (!follower) {
    return refuse("follow: " + *state + "/record/checkpoint: " + follower.error().message());
  }
  if (const auto resumed = resume(*follower, *record); !resumed) {
    return refuse("follow: " + resumed.error().message());
  }
  return follow({.folder = *state,
                 .interval = *interval,
                 .max_age = arguments.has("max-age") ? std::optional(*max_age) : std::nullopt,
                 .once = arguments.has("once"),
                 .json = arguments.has("json")},
                *follower, *record, record->keeping(source->read));
}

}  // namespace

Command follow_command() {
  return {.name = "follow",
          .summary = "verifies a log as it grows, and raises alarms",
          .help = kHelp,
          .usages = {{.operands = {"URL"},
                      .options = {{"policy"},
                                  {"state"},
                                  {"interval"},
                                  {"max-age"},
                                  {"threads"},
                                  {"once", OptionValue::none},
                                  {"json", OptionValue::none}},
                      .run = run_follow}}};
}

}  // namespace tabella::cli
