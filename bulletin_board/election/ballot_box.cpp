#include "bulletin_board/election/ballot_box.h"

#include <string>

#include "ballot/fingerprint.h"
#include "crypto/ballot_proof/sealed_layout.h"

namespace tabella::bulletin_board {

using crypto::Element;

crypto::BallotId ballot_id(const crypto::Fingerprint& election, const ballot::BallotPost& post) {
  return crypto::ballot_id(ballot::ballots_fingerprint(election, post.style),
                           post.credential.bytes(), post.sequence,
                           crypto::without_z_K(post.sealed));
}

BallotBox::BallotBox(std::span<const ballot::CompiledStyle> styles,
                     const MakeStateTable& make_table)
    : standings_(make_table, Element::kSize),
      seen_(make_table, Element::kSize),
      tested_(make_table, crypto::BallotId().size()) {
  for (const ballot::CompiledStyle& style : styles) {
    aggregates_.emplace_back(style.style.counters.size());
  }
}

RollMember BallotBox::member(const Element& credential, std::uint32_t style,
                             std::uint64_t weight) const {
  RollMember member{.style = style, .weight = weight, .ballot = std::nullopt, .tests = 0};
  if (const auto standing = standings_.find(credential.bytes())) {
    if (standing->sequence > 0) member.ballot = CountedBallot{standing->entry, standing->sequence};
    member.tests = static_cast<std::uint32_t>(standing->tests);
  }
  return member;
}

std::vector<Error> BallotBox::why_not_cast(const ballot::BallotPost& post,
                                           const crypto::Fingerprint& election,
                                           const RollMember& voter,
                                           const ballot::CompiledStyle& style,
                                           ballot::Revoting revoting) const {
  std::vector<Error> errors;
  const auto& counted = voter.ballot;
  if (counted && revoting == ballot::Revoting::refused) {
    errors.push_back({"ballot.revote", "credential", "has voted, and may do so once"});
  }
  if (counted && post.sequence <= counted->sequence) {
    errors.push_back(
        {"ballot.sequence", "sequence", "must be above " + std::to_string(counted->sequence)});
  }
  if (voter.tests > 0 && tested_.contains(ballot_id(election, post))) {
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

void BallotBox::cast(const ballot::BallotPost& post, const RollMember& voter,
                     const ballot::CompiledStyle& style, std::uint64_t entry,
                     std::span<const crypto::vartime::AffinePoint> ciphertexts,
                     std::span<const crypto::vartime::AffinePoint> replaced, History& history) {
  EXPECTS(voter.ballot.has_value() == !replaced.empty());
  tally::Aggregate& aggregate = aggregates_[voter.style];
  if (!replaced.empty()) aggregate.remove_vartime(replaced, voter.weight);
  aggregate.add_vartime(ciphertexts, voter.weight);
  const crypto::SealedView view(style.style, post.sealed);
  seen_.insert(view.B());
  seen_.insert(view.K());
  standings_.put(post.credential.bytes(), {entry, post.sequence, voter.tests});
  history.count();
  history.add(post.credential.bytes());
  history.add(uint64_be(entry));
}

Result<Done> BallotBox::note_test(const ballot::TestedNotice& notice, const RollMember& voter,
                                  const std::optional<crypto::BallotId>& counted,
                                  History& history) {
  const crypto::BallotId id = ballot::id_of(notice);
  if (tested_.contains(id)) return Error{"tested.twice", "sealed", "is known as tested"};
  if (counted == id) return Error{"tested.cast", "sealed", "was cast and counts"};
  if (voter.tests >= kMaxTests) {
    return Error{"tested.many", "credential",
                 "has posted " + std::to_string(kMaxTests) + " notices"};
  }
  if (auto done = ballot::verify(notice); !done) return done;
  tested_.insert(id);
  ++tested_count_;
  const CountedBallot ballot = voter.ballot.value_or(CountedBallot{});
  standings_.put(notice.credential.bytes(), {ballot.entry, ballot.sequence, voter.tests + 1U});
  history.add(notice.credential.bytes());
  history.add(id);
  return Done{};
}

}  // namespace tabella::bulletin_board
