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

Result<Done> Election::may_cast(const ballot::BallotPost& post) const {
  if (auto done = expect(Phase::open); !done) return done;
  const auto member = roll_.find(post.credential);
  if (member == roll_.end()) {
    return Error{"ballot.roll", "credential", "is not on the roll"};
  }
  const ballot::CompiledStyle& style = styles_[member->second.style];
  if (post.style != style.id) {
    return Error{"ballot.style", "style", "is not the credential's"};
  }
  if (post.sealed.size() != style.style.sealed_size()) {
    return Error{"ballot.shape", "sealed", "is not of the style's size"};
  }
  const auto& counted = member->second.ballot;
  if (counted && definition_.revoting == ballot::Revoting::refused) {
    return Error{"ballot.revote", "credential", "has voted, and may do so once"};
  }
  if (counted && post.sequence <= counted->sequence) {
    return Error{"ballot.sequence", "sequence",
                 "must be above " + std::to_string(counted->sequence)};
  }
  if (crypto::repeats_alpha(style.style, post.sealed)) {
    return Error{"ballot.repeat", "alpha", "stands twice in the ballot"};
  }
  if (seen_.contains(B_of(style, post.sealed)) || seen_.contains(K_of(style, post.sealed))) {
    return Error{"ballot.repeat", "sealed", "repeats B or K of an accepted ballot"};
  }
  return Done{};
}

std::size_t Election::style_of(const ballot::BallotPost& post) const {
  return roll_.at(post.credential).style;
}

void Election::cast(const ballot::BallotPost& post, std::uint64_t entry,
                    std::span<const crypto::vartime::AffinePoint> ciphertexts,
                    std::span<const crypto::vartime::AffinePoint> replaced) {
  RollMember& member = roll_.at(post.credential);
  const ballot::CompiledStyle& style = styles_[member.style];
  tally::Aggregate& aggregate = aggregates_[member.style];
  EXPECTS(member.ballot.has_value() == !replaced.empty());
  if (!replaced.empty()) aggregate.remove_vartime(replaced, member.weight);
  aggregate.add_vartime(ciphertexts, member.weight);
  seen_.insert(B_of(style, post.sealed));
  seen_.insert(K_of(style, post.sealed));
  member.ballot = CountedBallot{entry, post.sequence};
  ++accepted_;
  note(post.credential.bytes());
  note(uint64_be(entry));
}

}  // namespace tabella::bulletin_board
