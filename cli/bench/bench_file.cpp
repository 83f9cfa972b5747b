#include <filesystem>
#include <fstream>
#include <mutex>

#include "ballot/ballot_post.h"
#include "cli/bench/bench.h"
#include "cli/bench/bench_election.h"
#include "cli/bench/stopwatch.h"
#include "cli/files/temporary_folder.h"
#include "cli/terminal/memory.h"
#include "cli/terminal/progress.h"
#include "crypto/parallel.h"
#include "crypto/vartime/backend.h"
#include "tally/aggregate.h"

namespace tabella::cli {
namespace {

// Lines that a thread takes from the file in one go: all of the file that is ever in memory.
constexpr std::size_t kPiece = 1024;

// One post a line, the distinct ones over and over.
bool write_posts(const std::string& path, const std::vector<ballot::BallotPost>& posts,
                 std::uint64_t count) {
  std::ofstream out(path, std::ios::binary);
  std::vector<std::string> lines;
  lines.reserve(posts.size());
  for (const ballot::BallotPost& post : posts) lines.push_back(ballot::encode(post));
  for (std::uint64_t i = 0; i < count && out; ++i) out << lines[i % lines.size()] << '\n';
  return static_cast<bool>(out << std::flush);
}

// Streams the file once with so many threads; the number of valid ballots.
std::uint64_t verify_posts(const std::string& path, const BenchElection& election,
                           std::uint64_t count, unsigned threads) {
  std::ifstream in(path, std::ios::binary);
  std::mutex reading;
  const std::size_t counters = election.style().counters.size();
  std::vector<tally::Aggregate> parts(threads, tally::Aggregate(counters));
  const crypto::BulkVerifier verifier = election.verifier();
  Progress progress(
      "verify with " + std::to_string(threads) + (threads == 1 ? " thread" : " threads"), "ballots",
      count);
  in_parallel((count + kPiece - 1) / kPiece, threads, [&](std::size_t, unsigned thread) {
    std::vector<std::string> lines;
    {
      const std::lock_guard lock(reading);
      std::string line;
      while (lines.size() < kPiece && std::getline(in, line)) lines.push_back(std::move(line));
    }
    std::vector<ballot::BallotPost> posts;
    for (const std::string& line : lines) {
      if (auto post = ballot::decode_ballot_post(line)) posts.push_back(std::move(post).value());
    }
    crypto::BulkVerifier::Ciphertexts ciphertexts;
    const auto failed = verifier.verify_vartime(received(posts), ciphertexts);
    for (std::size_t i = 0; i < failed.size(); ++i) {
      if (failed[i].none()) parts[thread].add_vartime(ciphertexts[i]);
    }
    progress.advance(lines.size());
  });
  progress.finish();
  tally::Aggregate sum(counters);
  for (const tally::Aggregate& part : parts) sum.merge_vartime(part);
  return sum.ballots();
}

}  // namespace

Result<BenchReport> bench_file(const BenchOptions& options) {
  auto made = BenchElection::make(options);
  if (!made) return made.error();
  const BenchElection& election = **made;
  const std::uint64_t distinct = std::min(options.ballots, options.distinct);
  const TemporaryFolder folder;
  const std::string file = folder.path() + "/posts.jsonl";
  if (!write_posts(file, election.seal_many(distinct), options.ballots)) {
    return Error{"file.write", file, "cannot be written"};
  }

  const auto timed = [&](unsigned threads, Elapsed& time) {
    const Stopwatch stopwatch;
    const std::uint64_t valid = verify_posts(file, election, options.ballots, threads);
    time = stopwatch.elapsed();
    return valid == options.ballots;
  };
  Elapsed alone;
  Elapsed together;
  if (!timed(1, alone) || !timed(options.threads, together)) {
    return Error{"bench.file", "", "an honest ballot was refused"};
  }
  BenchReport report{"file", election.shape()};
  report.figures.insert(
      report.figures.end(),
      {{"ballots", options.ballots, "read, decoded, verified and added up"},
       {"distinct_ballots", distinct, "that the others repeat"},
       {"file_mib", static_cast<double>(std::filesystem::file_size(file)) / (1 << 20), ""},
       {"threads", std::uint64_t{options.threads}, ""},
       {"backend", std::string(crypto::vartime::backend().name), "vector units in use"},
       {"seconds", together.wall_seconds, "wall time"},
       {"ballots_per_second", static_cast<double>(options.ballots) / together.wall_seconds, ""},
       {"peak_memory_mib", static_cast<double>(peak_memory_bytes()) / (1 << 20), "of the process"},
       {"reference_seconds", alone.wall_seconds, "one thread"},
       {"ratio", alone.wall_seconds / together.wall_seconds, "times faster than one thread"}});
  return report;
}

}  // namespace tabella::cli
