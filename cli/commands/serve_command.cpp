#include <cstdio>
#include <filesystem>
#include <map>
#include <sstream>

#include "bulletin_board/node/node.h"
#include "cli/commands/party_commands.h"
#include "cli/commands/serve_http.h"
#include "cli/files/read_file.h"
#include "cli/party/party_key.h"
#include "cli/terminal/memory.h"
#include "crypto/parallel.h"
#include "text/rfc3339.h"
#include "web/server/board_api.h"
#include "web/server/pages/pages.h"
#include "web/server/witness/witness_client.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella serve FOLDER [options]

Serves a board made with tabella board until it is stopped (interrupt or terminate): takes posts,
makes blocks durable, signs checkpoints, has them cosigned by the witnesses of FOLDER/policy.txt,
and serves the log as static files. docs/api.md.

  --address A    where to listen (default 127.0.0.1)
  --port P       default 8080; 0 takes any that is free
  --ready FILE   writes the address to FILE once the board is served
  --threads N    default: all cores
  --block-ms N   how long posts are collected for a block (default 50)
  --clock-bound SECONDS
                 how far this computer's clock may be from what is expected of it (default 600);
                 when it jumps further, blocks go on with the time that was expected
  --trust-clock  takes this computer's clock as it is, until the next start
  --pages DIR    serves the pages of a release, stamped for each election
  --operators URL,...
                 where the pages find this board: base URLs of all its servers
                 (default: ADDRESS and PORT of this one)
  --practice     the pages say that votes are for practice only
  --tls-certificate FILE, --tls-key FILE
                 speaks HTTPS (TLS 1.2 and later) with this chain and key, in PEM
  --connections-per-address N, --requests-per-second N, --posts-per-second N
                 limits for each client's address; 0: none. On loopback, where a proxy sits in
                 front, there are none; elsewhere 64, 50 and 5
  --event-streams N
                 streams of events at once, in all (default 1024)
  --log-level L  error, warning, info (default) or debug: JSON lines on standard error; no address,
                 path or query of a client is in them

example:
  tabella serve my-board --port 8080 --pages web/client/dist
)";

Result<bulletin_board::Policy> parse_policy(const std::string& path, const std::string& text,
                                            const bulletin_board::VerifierKey& log) {
  auto policy = bulletin_board::Policy::parse(text);
  if (!policy) return std::move(policy).error().within(path);
  if (policy->log() != log) return Error{"policy.log", path, "names another log than log.key"};
  return policy;
}

// The address that this server will have, unless any free port is asked for.
std::vector<std::string> operators_in(const Arguments& arguments) {
  std::vector<std::string> operators;
  std::istringstream list(arguments.text("operators")
                              .value_or("http://" +
                                        arguments.text("address").value_or("127.0.0.1") + ":" +
                                        arguments.text("port").value_or("8080")));
  for (std::string each; std::getline(list, each, ',');) operators.push_back(each);
  return operators;
}

Result<server::Pages> read_pages(const std::string& folder, const std::string& policy,
                                 const Arguments& arguments) {
  std::map<std::string, std::string> files;
  for (const std::string& name : server::Pages::file_names()) {
    if (!std::filesystem::exists(folder + "/" + name)) continue;
    auto content = read_file(folder + "/" + name);
    if (!content) return content.error();
    files.emplace(name, *std::move(content));
  }
  if (files.empty()) return Error{"pages.none", folder, "has no page of a release"};
  return server::Pages::create(std::move(files), {.policy = policy,
                                                  .operators = operators_in(arguments),
                                                  .practice = arguments.has("practice")});
}

// Nobody should vote with another page than the one that officials published.
void warn(const server::BoardApi& api, server::Journal& journal) {
  for (const std::string& page : api.pages_unlike_log()) {
    journal.say(server::Level::warning, "page is not the one that the log lists", {{"page", page}});
  }
}

void say_clock(const bulletin_board::ClockReading& clock, server::Journal& journal) {
  if (clock.agrees) {
    return journal.say(server::Level::info, "the computer's clock is where it should be", {});
  }
  const auto text = [](std::uint64_t seconds) {
    return text::encode_time(static_cast<std::int64_t>(seconds));
  };
  journal.say(server::Level::error, "the computer's clock is not where it should be",
              {{"computer", text(clock.wall)}, {"blocks", text(clock.board)}});
}

int run_serve(const Arguments& arguments) {
  const std::string& folder = arguments.operand("FOLDER");
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  const auto block_ms = arguments.number("block-ms", 50, 1, 60'000);
  const auto clock_bound = arguments.number("clock-bound", 600, 1, 86'400);
  for (const auto* value : {&threads, &block_ms, &clock_bound}) {
    if (!*value) return refuse("serve: " + value->error().detail);
  }
  const auto journal = make_journal(arguments);
  if (!journal) return refuse("serve: " + std::string(kLogLevelForm));
  const auto manifest = read_file(folder + "/manifest.post");
  if (!manifest) return refuse(manifest.error().message());
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  auto log = PartyKey::load(folder + "/log.key", *passphrase);
  if (!log) return refuse(log.error().message());
  const std::string policy_path = folder + "/policy.txt";
  const auto policy_text = read_file(policy_path);
  if (!policy_text) return refuse(policy_text.error().message());
  const auto policy = parse_policy(policy_path, *policy_text, log->signer().verifier());
  if (!policy) return refuse(policy.error().message());
  return_large_blocks();
  bulletin_board::EmbeddedOptions embedded = {.block_ms = static_cast<std::uint32_t>(*block_ms)};
  bulletin_board::NodeOptions options = {
      .store_path = folder + "/board.sqlite",
      .threads = static_cast<unsigned>(*threads),
      .embedded = std::move(embedded),
      .policy = *policy,
      .witnesses = server::witnesses_over_http(policy->log().name()),
      .clock = {.bound = *clock_bound,
                .trusts_wall = arguments.has("trust-clock"),
                .changed = [&journal](const auto& clock) { say_clock(clock, *journal); }},
      .failed = [&journal](const std::string& reason) {
        journal->say(server::Level::error, "nothing more is accepted", {{"reason", reason}});
      }};
  bulletin_board::Node node(std::move(options), std::move(*log).take_signer());
  if (node.status()->size == 0) {
    const auto answer = node.submit_and_wait(Bytes(manifest->begin(), manifest->end()));
    if (answer.verdict.refusal) return refuse(answer.verdict.refusal->message());
  }
  std::optional<server::Pages> pages;
  if (const auto dir = arguments.text("pages")) {
    if (arguments.text("port") == "0" && !arguments.has("operators")) {
      return refuse("serve: --pages with --port 0 needs --operators");
    }
    auto read = read_pages(*dir, *policy_text, arguments);
    if (!read) return refuse("serve: " + read.error().message());
    pages = *std::move(read);
  }
  server::BoardApi api(node, pages ? &*pages : nullptr);
  return serve_http(arguments, {.what = "the board",
                                .handler = api,
                                .journal = *journal,
                                .began = [&] { warn(api, *journal); },
                                .stop = [&node] { node.stop(); },
                                .traffic = &api.traffic()});
}

}  // namespace

Command serve_command() {
  std::vector<OptionSpec> options = http_options();
  options.insert(options.end(), {{"block-ms"},
                                 {"pages"},
                                 {"operators"},
                                 {"practice", OptionValue::none},
                                 {"clock-bound"},
                                 {"trust-clock", OptionValue::none}});
  return {.name = "serve",
          .summary = "serves a board",
          .help = kHelp,
          .usages = {{.operands = {"FOLDER"}, .options = std::move(options), .run = run_serve}}};
}

}  // namespace tabella::cli
