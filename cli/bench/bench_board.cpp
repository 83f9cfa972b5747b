#include <algorithm>
#include <ctime>
#include <fstream>

#include "bulletin_board/node/node.h"
#include "cli/bench/bench.h"
#include "cli/bench/bench_voting.h"
#include "cli/bench/stopwatch.h"
#include "cli/files/temporary_folder.h"
#include "cli/party/save_record.h"
#include "cli/terminal/memory.h"
#include "crypto/vartime/backend.h"
#include "web/server/board_api.h"
#include "web/server/http/http_load.h"
#include "web/server/http/http_server.h"

namespace tabella::cli {
namespace {

using bulletin_board::Node;

constexpr unsigned kConnections = 1024;

// The record of the node as it is now.
Result<Done> keep_record(const std::string& folder, const Node& node, const std::string& policy) {
  const auto shown = node.published();
  return save_record(folder, {shown->checkpoint.size, shown->note, policy},
                     [&](const bulletin_board::TileId& tile) -> Result<std::string> {
                       const auto bytes = node.tile(tile);
                       if (!bytes) return Error{"file.read", tile.path(), "is missing"};
                       return std::string(bytes->begin(), bytes->end());
                     });
}

}  // namespace

Result<BenchReport> bench_board(const BenchOptions& options) {
  return_large_blocks();
  const TemporaryFolder folder;
  bulletin_board::Signer log_key("bench", crypto::Ed25519SecretKey::random());
  const std::string policy = "log " + log_key.verifier().text() + "\nquorum none\n";
  Node node({.store_path = folder.path() + "/board.sqlite",
             .threads = options.threads,
             .embedded = {.clock = [] { return static_cast<std::uint64_t>(std::time(nullptr)); }}},
            std::move(log_key));
  BenchVoting voting(options, node);
  if (auto done = voting.open(); !done) return done.error();
  const std::string file = folder.path() + "/posts.jsonl";
  if (auto done = voting.seal_all(file); !done) return done.error();
  server::BoardApi api(node);
  const server::HttpServer http({.threads = 1}, api);
  std::ifstream posts(file, std::ios::binary);
  const server::NextPost next = [&posts] {
    std::string line;
    std::getline(posts, line);
    return Bytes(line.begin(), line.end());
  };

  // Two thirds as fast as they go, the rest at half that rate.
  const std::uint64_t fast = options.ballots * 2 / 3;
  const std::uint64_t memory_before = memory_bytes();
  const Stopwatch stopwatch;
  const auto full = server::send_load(http.port(), fast, next, kConnections, 0);
  const Elapsed time = stopwatch.elapsed();
  const double rate = static_cast<double>(full.accepted) / time.wall_seconds;
  const auto half =
      server::send_load(http.port(), options.ballots - fast, next, kConnections, rate / 2);
  const std::uint64_t memory_after = memory_bytes();
  if (full.accepted + half.accepted != options.ballots) {
    return Error{"bench.board", "", "an honest ballot was refused"};
  }
  if (!options.keep.empty()) {
    if (auto done = voting.finish(); !done) return done.error();
    if (auto done = keep_record(options.keep, node, policy); !done) return done.error();
  }
  return BenchReport{
      "board",
      {{"options", std::uint64_t{options.options}, "of the question"},
       {"ballots", options.ballots, "sent, verified, durable and answered"},
       {"connections", std::uint64_t{kConnections}, "of the load, in this process too"},
       {"threads", std::uint64_t{options.threads}, "of the node"},
       {"backend", std::string(crypto::vartime::backend().name), "vector units in use"},
       {"ballots_per_second", rate, "accepted at full load"},
       {"full_p99_seconds", full.latencies.percentile(0.99), "to the answer at full load"},
       {"cpu_ms_per_ballot",
        1e3 * time.cpu_seconds / static_cast<double>(std::max<std::uint64_t>(1, full.accepted)),
        "of node, server and load together"},
       {"half_p50_seconds", half.latencies.percentile(0.5), "to the answer at half that load"},
       {"half_p99_seconds", half.latencies.percentile(0.99), "to the answer at half that load"},
       {"memory_before_mib", static_cast<double>(memory_before) / (1 << 20),
        "when voting opens, with the roll"},
       {"memory_after_mib", static_cast<double>(memory_after) / (1 << 20),
        "after the last ballot, with all connections"}}};
}

}  // namespace tabella::cli
