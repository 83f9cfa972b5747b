#include <csignal>
#include <cstdio>
#include <ctime>
#include <optional>

#include "bulletin_board/node/node.h"
#include "bulletin_board/node/parallel.h"
#include "cli/key_file.h"
#include "cli/party_commands.h"
#include "cli/read_file.h"
#include "cli/write_file.h"
#include "web/server/board_api.h"
#include "web/server/http_server.h"

namespace tabella::cli {
namespace {

constexpr std::string_view kHelp = R"(usage: tabella serve FOLDER [options]

Serves a board made with tabella board until it is stopped (interrupt or terminate): takes posts,
makes blocks durable, signs checkpoints, and serves the log as static files. docs/api.md.

  --address A    where to listen (default 127.0.0.1)
  --port P       default 8080; 0 takes any that is free
  --ready FILE   writes the address to FILE once the board is served
  --threads N    default: all cores
  --block-ms N   how long posts are collected for a block (default 50)

example:
  tabella serve my-board --port 8080
)";

int serve(const Arguments& arguments, bulletin_board::Node& node, unsigned threads,
          std::uint16_t port) {
  server::BoardApi api(node);
  const std::string address = arguments.text("address").value_or("127.0.0.1");
  // Blocked before the server's threads start, which inherit it: one thread waits for signals.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  const server::HttpServer http({.address = address, .port = port, .threads = threads}, api);
  const std::string url = "http://" + address + ":" + std::to_string(http.port());
  std::fprintf(stderr, "the board is served at %s\n", url.c_str());
  if (const auto ready = arguments.text("ready")) {
    if (const auto written = write_file(*ready, url + "\n"); !written) {
      return refuse(written.error().message());
    }
  }
  int signal = 0;
  sigwait(&stop, &signal);
  std::fprintf(stderr, "stopping\n");
  // Before the server goes: answers are sent through it.
  node.stop();
  return kExitDone;
}

int run_serve(const Arguments& arguments) {
  const std::string folder = arguments.operands().front();
  const auto port = arguments.number("port", 8080, 0, 65'535);
  const auto threads = arguments.number("threads", hardware_threads(), 1, 1024);
  const auto block_ms = arguments.number("block-ms", 50, 1, 60'000);
  for (const auto* value : {&port, &threads, &block_ms}) {
    if (!*value) return refuse("serve: " + value->error().detail);
  }
  const auto manifest = read_file(folder + "/manifest.post");
  if (!manifest) return refuse(manifest.error().message());
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  auto log = PartyKey::load(folder + "/log.key", *passphrase);
  if (!log) return refuse(log.error().message());
  bulletin_board::Node node(
      {.store_path = folder + "/board.sqlite",
       .threads = static_cast<unsigned>(*threads),
       .block_ms = static_cast<std::uint32_t>(*block_ms),
       .clock = [] { return static_cast<std::uint64_t>(std::time(nullptr)); }},
      bulletin_board::Signer(log->signer().verifier().name(),
                             crypto::Ed25519SecretKey::from_seed(
                                 crypto::Seed(log->signer().secret().expose_for_storage()))));
  if (node.look([](const bulletin_board::Board& board) { return board.size() == 0; })) {
    const auto answer = node.submit_and_wait(Bytes(manifest->begin(), manifest->end()));
    if (answer.verdict.refusal) return refuse(answer.verdict.refusal->message());
  }
  return serve(arguments, node, static_cast<unsigned>(*threads), static_cast<std::uint16_t>(*port));
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
