// Ballots before their turn: what their proofs say, looked at for many together.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ballot/ballot_post.h"
#include "bulletin_board/election/election.h"
#include "bulletin_board/rules/run_pieces.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

struct CheckedBallot {
  Result<ballot::BallotPost> post;
  // Whether the proof was looked at.
  bool checked = false;
  std::size_t style = 0;  // then: index of the election's
  crypto::FailedChecks failed;
  std::vector<crypto::vartime::AffinePoint> ciphertexts;
};

// Whether the proof of a ballot that was decoded is worth a look: it has a voter, and, unless
// `thorough`, nothing else is wrong with it. Then sets its style.
[[nodiscard]] bool is_worth_checking(const Election& election, CheckedBallot& ballot,
                                     bool thorough);
// Of ballots that are worth it.
void check_proofs(const Election& election, std::span<CheckedBallot*> ballots,
                  const RunPieces& run_pieces);
// Of a ballot that was accepted.
[[nodiscard]] std::vector<crypto::vartime::AffinePoint> ciphertexts_of(
    const Election& election, const ballot::BallotPost& post);

}  // namespace tabella::bulletin_board
