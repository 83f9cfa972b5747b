#include "cli/bench/bench_voting.h"

#include <algorithm>
#include <fstream>
#include <vector>

#include "cli/bench/bench_election.h"
#include "cli/terminal/progress.h"
#include "crypto/parallel.h"

namespace tabella::cli {

namespace {

// Ballots that are in memory at once while they are sealed.
constexpr std::size_t kPiece = 512;

}  // namespace

BenchVoting::BenchVoting(const BenchOptions& options, bulletin_board::Node& node)
    : options_(options),
      node_(node),
      election_(node, operator_.signer(), bench_definition(options)) {}

Result<Done> BenchVoting::open() {
  const auto answer = node_.submit_and_wait(bulletin_board::sign_post(
      bulletin_board::ManifestPost{"bench", operator_.verifier()}, "", {operator_.signer()}));
  if (answer.verdict.refusal) return *answer.verdict.refusal;
  return election_.open(options_.ballots);
}

std::string BenchVoting::seal(const ballot::Sealer& sealer, std::size_t voter) const {
  ballot::Chosen chosen;
  for (std::uint32_t c = 0; c < options_.choose; ++c) {
    chosen.options.push_back(static_cast<std::uint32_t>((voter + c) % options_.options));
  }
  std::ranges::sort(chosen.options);
  ballot::Answers answers;
  answers.add(std::move(chosen));
  const auto& key = election_.voter(voter);
  return ballot::encode(sealer.seal(answers, key, 1).value().cast(key));
}

Result<Done> BenchVoting::seal_all(const std::string& path) {
  const ballot::Sealer sealer = election_.sealer();
  std::ofstream out(path, std::ios::binary);
  Progress progress("seal", "ballots", election_.voter_count());
  for (std::size_t first = 0; first < election_.voter_count(); first += kPiece) {
    std::vector<std::string> lines(std::min(kPiece, election_.voter_count() - first));
    in_parallel(lines.size(), hardware_threads(), [&](std::size_t i, unsigned) {
      lines[i] = seal(sealer, first + i);
      progress.advance();
    });
    for (const std::string& line : lines) out << line << '\n';
  }
  progress.finish();
  election_.forget_voters();
  if (!(out << std::flush)) return Error{"file.write", path, "cannot be written"};
  return Done{};
}

}  // namespace tabella::cli
