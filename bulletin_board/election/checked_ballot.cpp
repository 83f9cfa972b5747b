#include "bulletin_board/election/checked_ballot.h"

#include <algorithm>

#include "crypto/ballot_proof/sealed_layout.h"

namespace tabella::bulletin_board {

namespace {

// Ballots that one call of a bulk verifier takes.
constexpr std::size_t kPiece = 256;

}  // namespace

bool is_worth_checking(const Election& election, CheckedBallot& ballot, bool thorough) {
  const auto voter = election.voter_of(*ballot.post);
  if (!voter) return false;
  ballot.style = voter->style;
  return thorough || election.why_not_cast(*ballot.post, voter).empty();
}

void check_proofs(const Election& election, std::span<CheckedBallot*> ballots,
                  const RunPieces& run_pieces) {
  run_pieces((ballots.size() + kPiece - 1) / kPiece, [&](std::size_t piece) {
    const auto part =
        ballots.subspan(piece * kPiece, std::min(kPiece, ballots.size() - piece * kPiece));
    std::vector<crypto::ReceivedBallot> received;
    received.reserve(part.size());
    for (const CheckedBallot* ballot : part) {
      const ballot::BallotPost& post = *ballot->post;
      received.push_back({ballot->style, post.credential.bytes(), post.sequence, post.sealed});
    }
    crypto::BulkVerifier::Ciphertexts ciphertexts;
    const auto failed = election.verifier().verify_vartime(received, ciphertexts);
    for (std::size_t n = 0; n < part.size(); ++n) {
      part[n]->checked = true;
      part[n]->failed = failed[n];
      part[n]->ciphertexts = std::move(ciphertexts[n]);
    }
  });
}

std::vector<crypto::vartime::AffinePoint> ciphertexts_of(const Election& election,
                                                         const ballot::BallotPost& post) {
  const std::uint32_t style = election.member(post.credential)->style;
  const crypto::SealedView view(election.styles()[style].style, post.sealed);
  std::vector<crypto::vartime::AffinePoint> ciphertexts;
  // All elements before B.
  for (std::size_t place = 0; place < view.order().B(); ++place) {
    const auto element = crypto::Element::decode(view.element(place));
    EXPECTS(element.has_value());
    ciphertexts.push_back(crypto::vartime::AffinePoint::from_element(*element));
  }
  return ciphertexts;
}

}  // namespace tabella::bulletin_board
