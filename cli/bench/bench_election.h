// An election for benchmarks: one question, choose exactly k of n, with ballots really sealed.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ballot/ballot_post.h"
#include "ballot/compile.h"
#include "ballot/definition.h"
#include "ballot/seal.h"
#include "cli/bench/bench.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "crypto/elgamal.h"
#include "crypto/fingerprint.h"

namespace tabella::cli {

// One question, choose exactly options.choose of options.options.
[[nodiscard]] ballot::Definition bench_definition(const BenchOptions& options);

class BenchElection {
 public:
  // Errors definition.*: a question that cannot be asked.
  static Result<std::unique_ptr<BenchElection>> make(const BenchOptions& options);

  [[nodiscard]] const crypto::Style& style() const { return style_.style; }
  [[nodiscard]] const crypto::Element& key() const { return key_.element(); }
  // What the ballots are bound to.
  [[nodiscard]] const crypto::Fingerprint& ballots_fingerprint() const { return ballots_; }
  // Number `voter` chooses the options voter, voter + 1, ... and has a fresh credential.
  [[nodiscard]] ballot::BallotPost seal(std::uint64_t voter) const;
  [[nodiscard]] std::vector<ballot::BallotPost> seal_many(std::uint64_t count) const;
  [[nodiscard]] crypto::BulkVerifier verifier() const;

  // The shape of the ballot, for a report.
  [[nodiscard]] std::vector<Figure> shape() const;

 private:
  explicit BenchElection(const BenchOptions& options);

  BenchOptions options_;
  ballot::Definition definition_;
  ballot::CompiledStyle style_;
  crypto::ElectionKey key_;
  crypto::Fingerprint fingerprint_;
  crypto::Fingerprint ballots_;
  std::unique_ptr<ballot::Sealer> sealer_;
};

[[nodiscard]] std::vector<crypto::ReceivedBallot> received(
    const std::vector<ballot::BallotPost>& posts);

}  // namespace tabella::cli
