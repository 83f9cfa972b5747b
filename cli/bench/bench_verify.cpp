#include <algorithm>
#include <atomic>
#include <span>

#include "cli/bench/bench.h"
#include "cli/bench/bench_election.h"
#include "cli/bench/stopwatch.h"
#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/parallel.h"
#include "crypto/vartime/backend.h"

namespace tabella::cli {
namespace {

// Enough for a steady figure; one by one they take milliseconds each.
constexpr std::size_t kReferenceBallots = 100;
constexpr int kRuns = 5;

// Ballots that one call verifies.
constexpr std::size_t kPiece = 1024;

using Reference = crypto::Ristretto255Reference;

// The number of ballots that libsodium's functions accept, one by one.
std::size_t verify_one_by_one(const BenchElection& election,
                              std::span<const crypto::ReceivedBallot> ballots) {
  const crypto::Generators<Reference> generators(election.style().bits);
  std::size_t valid = 0;
  for (const crypto::ReceivedBallot& ballot : ballots) {
    const auto credential = crypto::Element::decode(ballot.credential);
    const crypto::BallotStatement<Reference> statement{
        election.style(), election.ballots_fingerprint(), election.key(), *credential,
        ballot.sequence};
    if (crypto::verify_sealed(statement, generators, ballot.sealed).none()) ++valid;
  }
  return valid;
}

}  // namespace

Result<BenchReport> bench_verify(const BenchOptions& options) {
  auto made = BenchElection::make(options);
  if (!made) return made.error();
  const BenchElection& election = **made;
  const auto posts = election.seal_many(options.ballots);
  const auto ballots = received(posts);
  const crypto::BulkVerifier verifier = election.verifier();

  std::atomic<std::size_t> valid = 0;
  const Elapsed bulk = median_time(kRuns, [&] {
    in_parallel(
        (ballots.size() + kPiece - 1) / kPiece, options.threads, [&](std::size_t piece, unsigned) {
          const auto part = std::span(ballots).subspan(piece * kPiece);
          const auto failed = verifier.verify_vartime(part.first(std::min(kPiece, part.size())));
          valid += static_cast<std::size_t>(
              std::ranges::count_if(failed, [](const auto& checks) { return checks.none(); }));
        });
  });
  const std::size_t count = std::min(kReferenceBallots, ballots.size());
  std::size_t reference_valid = 0;
  const Elapsed reference = median_time(
      1, [&] { reference_valid = verify_one_by_one(election, std::span(ballots).first(count)); });
  if (valid != kRuns * ballots.size() || reference_valid != count) {
    return Error{"bench.verify", "", "an honest ballot was refused"};
  }

  const double bulk_ms = 1e3 * bulk.cpu_seconds / static_cast<double>(ballots.size());
  const double reference_ms = 1e3 * reference.cpu_seconds / static_cast<double>(count);
  BenchReport report{"verify", election.shape()};
  report.figures.insert(
      report.figures.end(),
      {{"ballots", std::uint64_t{ballots.size()}, "verified in bulk"},
       {"threads", std::uint64_t{options.threads}, ""},
       {"backend", std::string(crypto::vartime::backend().name), "vector units in use"},
       {"ms_per_ballot", bulk_ms, "processor time, middle of 5 runs"},
       {"ballots_per_second", static_cast<double>(ballots.size()) / bulk.wall_seconds, "wall time"},
       {"reference_ms_per_ballot", reference_ms, "libsodium, one equation after another"},
       {"reference_ballots", std::uint64_t{count}, "measured for it"},
       {"ratio", reference_ms / bulk_ms, "times less than the reference"}});
  return report;
}

}  // namespace tabella::cli
