// Ballots: which may be accepted, and what an accepted one changes.
#include "bulletin_board/election.h"

#include <algorithm>
#include <array>

namespace tabella::bulletin_board {

namespace {

// B and K stand at fixed places of the sealed bytes: behind the ciphertexts, first and seventh.
std::array<std::uint8_t, 32> element_at(ByteView sealed, std::size_t index) {
  std::array<std::uint8_t, 32> bytes;
  std::ranges::copy(sealed.subspan(32 * index, 32), bytes.begin());
  return bytes;
}
std::array<std::uint8_t, 32> B_of(const ballot::CompiledStyle& style, ByteView sealed) {
  return element_at(sealed, 2 * style.style.counters.size());
}
std::array<std::uint8_t, 32> K_of(const ballot::CompiledStyle& style, ByteView sealed) {
  return element_at(sealed, 2 * style.style.counters.size() + 6);
}

}  // namespace

Result<Done> Election::fits_roll(const ballot::BallotPost& post) const {
  const auto place = place_of(post.credential);
  if (!place) return Error{"ballot.roll", "credential", "is not on the roll"};
  const ballot::CompiledStyle& style = styles_[(*roll_)[*place].style];
  if (post.style != style.id) {
    return Error{"ballot.style", "style", "is not the credential's"};
  }
  if (post.sealed.size() != style.style.sealed_size()) {
    return Error{"ballot.shape", "sealed", "is not of the style's size"};
  }
  return Done{};
}

Result<Done> Election::may_cast(const ballot::BallotPost& post) const {
  const auto errors = why_not_cast(post);
  if (errors.empty()) return Done{};
  return errors.front();
}

std::vector<Error> Election::why_not_cast(const ballot::BallotPost& post) const {
  std::vector<Error> errors;
  if (const auto done = expect(Phase::open); !done) errors.push_back(done.error());
  if (const auto done = fits_roll(post); !done) {
    errors.push_back(done.error());
    return errors;
  }
  const RollMember member = *this->member(post.credential);
  const ballot::CompiledStyle& style = styles_[member.style];
  const auto& counted = member.ballot;
  if (counted && definition_.revoting == ballot::Revoting::refused) {
    errors.push_back({"ballot.revote", "credential", "has voted, and may do so once"});
  }
  if (counted && post.sequence <= counted->sequence) {
    errors.push_back(
        {"ballot.sequence", "sequence", "must be above " + std::to_string(counted->sequence)});
  }
  if (!tested_.empty() && tested_.contains({post.credential, ballot_id(post)})) {
    errors.push_back({"ballot.tested", "sealed", "was tested, so it is never cast"});
  }
  if (crypto::repeats_alpha(style.style, post.sealed)) {
    errors.push_back({"ballot.repeat", "alpha", "stands twice in the ballot"});
  }
  if (seen_.contains(B_of(style, post.sealed)) || seen_.contains(K_of(style, post.sealed))) {
    errors.push_back({"ballot.repeat", "sealed", "repeats B or K of an accepted ballot"});
  }
  return errors;
}

crypto::BallotId Election::ballot_id(const ballot::BallotPost& post) const {
  const ballot::CompiledStyle& style = styles_[style_of(post)];
  return crypto::ballot_id(ballot::ballots_fingerprint(*fingerprint_, style.id),
                           post.credential.bytes(), post.sequence,
                           ByteView(post.sealed).first(post.sealed.size() - crypto::Scalar::kSize));
}

Result<Done> Election::note_test(const ballot::TestedNotice& notice,
                                 const std::optional<crypto::BallotId>& counted) {
  if (auto done = expect(Phase::open); !done) return done;
  const auto place = place_of(notice.credential);
  if (!place) return Error{"tested.roll", "credential", "is not on the roll"};
  if (tested_.contains({notice.credential, notice.ballot}))
    return Error{"tested.twice", "ballot", "is known as tested"};
  if (counted == notice.ballot) return Error{"tested.cast", "ballot", "was cast and counts"};
  if (standings_[*place].tests >= kMaxTests) {
    return Error{"tested.many", "credential",
                 "has posted " + std::to_string(kMaxTests) + " notices"};
  }
  if (auto done = ballot::verify(notice); !done) return done;
  tested_.emplace(notice.credential, notice.ballot);
  ++standings_[*place].tests;
  note(notice.credential.bytes());
  note(notice.ballot);
  return Done{};
}

std::size_t Election::style_of(const ballot::BallotPost& post) const {
  const ballot::RollEntry* entry = find_in(*roll_, post.credential);
  EXPECTS(entry != nullptr);
  return entry->style;
}

void Election::cast(const ballot::BallotPost& post, std::uint64_t entry,
                    std::span<const crypto::vartime::AffinePoint> ciphertexts,
                    std::span<const crypto::vartime::AffinePoint> replaced) {
  const auto place = place_of(post.credential);
  EXPECTS(place.has_value());
  const ballot::RollEntry& member = (*roll_)[*place];
  CountedBallot& counted = standings_[*place].counted;
  const ballot::CompiledStyle& style = styles_[member.style];
  tally::Aggregate& aggregate = aggregates_[member.style];
  EXPECTS((counted.sequence > 0) == !replaced.empty());
  if (!replaced.empty()) aggregate.remove_vartime(replaced, member.weight);
  aggregate.add_vartime(ciphertexts, member.weight);
  seen_.insert(B_of(style, post.sealed));
  seen_.insert(K_of(style, post.sealed));
  counted = {entry, post.sequence};
  ++accepted_;
  note(post.credential.bytes());
  note(uint64_be(entry));
}

}  // namespace tabella::bulletin_board
