// Ballots: which may be accepted, and what an accepted one changes.
#include "bulletin_board/election/election.h"
#include "crypto/ballot_proof/sealed_layout.h"

#include <algorithm>
#include <array>

namespace tabella::bulletin_board {

namespace {

Bytes tested_key(const crypto::Element& credential, const crypto::BallotId& id) {
  Bytes key(credential.bytes().begin(), credential.bytes().end());
  key.insert(key.end(), id.begin(), id.end());
  return key;
}

}  // namespace

Result<RollMember> Election::voter_of(const ballot::BallotPost& post) const {
  const auto member = this->member(post.credential);
  if (!member) return Error{"ballot.roll", "credential", "is not on the roll"};
  const ballot::CompiledStyle& style = styles_[member->style];
  if (post.style != style.id) {
    return Error{"ballot.style", "style", "is not the credential's"};
  }
  if (post.sealed.size() != crypto::SealedView::size(style.style)) {
    return Error{"ballot.shape", "sealed", "is not of the style's size"};
  }
  return *member;
}

std::vector<Error> Election::why_not_cast(const ballot::BallotPost& post,
                                          const Result<RollMember>& voter) const {
  std::vector<Error> errors;
  if (const auto done = expect(Phase::open); !done) errors.push_back(done.error());
  if (!voter) {
    errors.push_back(voter.error());
    return errors;
  }
  const ballot::CompiledStyle& style = styles_[voter->style];
  const auto& counted = voter->ballot;
  if (counted && definition_.revoting == ballot::Revoting::refused) {
    errors.push_back({"ballot.revote", "credential", "has voted, and may do so once"});
  }
  if (counted && post.sequence <= counted->sequence) {
    errors.push_back(
        {"ballot.sequence", "sequence", "must be above " + std::to_string(counted->sequence)});
  }
  if (voter->tests > 0 && tested_.contains(tested_key(post.credential, ballot_id(post)))) {
    errors.push_back({"ballot.tested", "sealed", "was tested, so it is never cast"});
  }
  if (crypto::repeats_alpha(style.style, post.sealed)) {
    errors.push_back({"ballot.repeat", "alpha", "stands twice in the ballot"});
  }
  const crypto::SealedView view(style.style, post.sealed);
  if (seen_.contains(view.B()) || seen_.contains(view.K())) {
    errors.push_back({"ballot.repeat", "sealed", "repeats B or K of an accepted ballot"});
  }
  return errors;
}

crypto::BallotId Election::ballot_id(const ballot::BallotPost& post) const {
  return crypto::ballot_id(ballot::ballots_fingerprint(*fingerprint_, post.style),
                           post.credential.bytes(), post.sequence,
                           crypto::without_z_K(post.sealed));
}

Result<Done> Election::note_test(const ballot::TestedNotice& notice,
                                 const std::optional<crypto::BallotId>& counted) {
  if (auto done = expect(Phase::open); !done) return done;
  const auto voter = member(notice.credential);
  if (!voter) return Error{"tested.roll", "credential", "is not on the roll"};
  const auto key = tested_key(notice.credential, notice.ballot);
  if (tested_.contains(key)) return Error{"tested.twice", "ballot", "is known as tested"};
  if (counted == notice.ballot) return Error{"tested.cast", "ballot", "was cast and counts"};
  if (voter->tests >= kMaxTests) {
    return Error{"tested.many", "credential",
                 "has posted " + std::to_string(kMaxTests) + " notices"};
  }
  if (auto done = ballot::verify(notice); !done) return done;
  tested_.insert(key);
  ++tested_count_;
  const CountedBallot ballot = voter->ballot.value_or(CountedBallot{});
  standings_.put(notice.credential.bytes(), {ballot.entry, ballot.sequence, voter->tests + 1U});
  history_.add(notice.credential.bytes());
  history_.add(notice.ballot);
  return Done{};
}

void Election::cast(const ballot::BallotPost& post, const RollMember& voter, std::uint64_t entry,
                    std::span<const crypto::vartime::AffinePoint> ciphertexts,
                    std::span<const crypto::vartime::AffinePoint> replaced) {
  EXPECTS(voter.ballot.has_value() == !replaced.empty());
  const ballot::CompiledStyle& style = styles_[voter.style];
  tally::Aggregate& aggregate = aggregates_[voter.style];
  if (!replaced.empty()) aggregate.remove_vartime(replaced, voter.weight);
  aggregate.add_vartime(ciphertexts, voter.weight);
  const crypto::SealedView view(style.style, post.sealed);
  seen_.insert(view.B());
  seen_.insert(view.K());
  standings_.put(post.credential.bytes(), {entry, post.sequence, voter.tests});
  history_.count();
  history_.add(post.credential.bytes());
  history_.add(uint64_be(entry));
}

}  // namespace tabella::bulletin_board
