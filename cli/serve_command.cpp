#include <cstdio>
#include <ctime>

#include "bulletin_board/node/node.h"
#include "bulletin_board/node/parallel.h"
#include "cli/key_file.h"
#include "cli/party_commands.h"
#include "cli/read_file.h"
#include "cli/serve_http.h"
#include "web/server/ask_witness.h"
#include "web/server/board_api.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella serve FOLDER [options]

Serves a board made with tabella board until it is stopped (interrupt or terminate): takes posts,
makes blocks durable, signs checkpoints, has them cosigned by the witnesses of FOLDER/policy.txt, and
serves the log as static files. docs/api.md.

  --address A    where to listen (default 127.0.0.1)
  --port P       default 8080; 0 takes any that is free
  --ready FILE   writes the address to FILE once the board is served
  --threads N    default: all cores
  --block-ms N   how long posts are collected for a block (default 50)

example:
  tabella serve my-board --port 8080
)";

Result<bulletin_board::Policy> read_policy(const std::string& path,
                                           const bulletin_board::VerifierKey& log) {
  const auto text = read_file(path);
  if (!text) return text.error();
  auto policy = bulletin_board::Policy::parse(*text);
  if (!policy) return std::move(policy).error().within(path);
  if (policy->log() != log) return Error{"policy.log", path, "names another log than log.key"};
  return policy;
}

int run_serve(const Arguments& arguments) {
  const std::string folder = arguments.operands().front();
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  const auto block_ms = arguments.number("block-ms", 50, 1, 60'000);
  for (const auto* value : {&threads, &block_ms}) {
    if (!*value) return refuse("serve: " + value->error().detail);
  }
  const auto manifest = read_file(folder + "/manifest.post");
  if (!manifest) return refuse(manifest.error().message());
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  auto log = PartyKey::load(folder + "/log.key", *passphrase);
  if (!log) return refuse(log.error().message());
  const auto policy = read_policy(folder + "/policy.txt", log->signer().verifier());
  if (!policy) return refuse(policy.error().message());
  bulletin_board::Node node({.store_path = folder + "/board.sqlite",
                             .threads = static_cast<unsigned>(*threads),
                             .block_ms = static_cast<std::uint32_t>(*block_ms),
                             .clock = [] { return static_cast<std::uint64_t>(std::time(nullptr)); },
                             .policy = *policy,
                             .ask_witness = server::ask_witness_over_http()},
                            std::move(*log).take_signer());
  if (node.status()->size == 0) {
    const auto answer = node.submit_and_wait(Bytes(manifest->begin(), manifest->end()));
    if (answer.verdict.refusal) return refuse(answer.verdict.refusal->message());
  }
  server::BoardApi api(node);
  return serve_http(arguments, "the board", api, [&node] { node.stop(); });
}

}  // namespace

Command serve_command() {
  return {.name = "serve",
          .summary = "serves a board",
          .help = kHelp,
          .arguments = {.options = {{"address"}, {"port"}, {"ready"}, {"threads"}, {"block-ms"}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "FOLDER"},
          .run = run_serve};
}

}  // namespace tabella::cli
