// The roll: who may vote, and the fingerprint that fixes the election.
#include "bulletin_board/election.h"

#include <algorithm>
#include <utility>

namespace tabella::bulletin_board {

const ballot::RollEntry* find_in(const Roll& roll, const crypto::Element& credential) {
  const auto found = std::ranges::lower_bound(roll, credential, {}, &ballot::RollEntry::credential);
  return found != roll.end() && found->credential == credential ? &*found : nullptr;
}

std::size_t Election::roll_size() const { return roll_ ? roll_->size() : roll_order_.size(); }

bool Election::is_on_roll(const crypto::Element& credential) const {
  return roll_ ? find_in(*roll_, credential) != nullptr : credentials_.contains(credential);
}

std::optional<std::size_t> Election::place_of(const crypto::Element& credential) const {
  const ballot::RollEntry* entry = roll_ ? find_in(*roll_, credential) : nullptr;
  if (entry == nullptr) return std::nullopt;
  return static_cast<std::size_t>(entry - roll_->data());
}

std::optional<RollMember> Election::member(const crypto::Element& credential) const {
  const auto place = place_of(credential);
  if (!place) return std::nullopt;
  const ballot::RollEntry& entry = (*roll_)[*place];
  RollMember member{entry.style, entry.weight, std::nullopt};
  const CountedBallot& counted = standings_[*place].counted;
  if (counted.sequence > 0) member.ballot = counted;
  return member;
}

Result<Done> Election::add_roll(const RollPost& post) {
  if (auto done = expect(Phase::roll); !done) return done;
  if (post.entries.empty()) return Error{"roll.empty", "entries", "there are none"};
  std::set<crypto::Element> fresh;
  std::vector<std::uint32_t> style_indices;
  style_indices.reserve(post.entries.size());
  std::vector<std::uint64_t> voters = roll_voters_;
  for (std::size_t i = 0; i < post.entries.size(); ++i) {
    const RollPostEntry& entry = post.entries[i];
    const std::string path = "entries[" + std::to_string(i) + "]";
    const auto style = std::ranges::find(definition_.styles, entry.style, &ballot::BallotStyle::id);
    if (style == definition_.styles.end()) return Error{"roll.style", path, "is no style"};
    if (entry.weight > definition_.roll.max_weight) {
      return Error{"roll.weight", path, "is above the definition's bound"};
    }
    if (credentials_.contains(entry.credential) || !fresh.insert(entry.credential).second) {
      return Error{"roll.duplicate", path, "stands on the roll already"};
    }
    const auto index = static_cast<std::uint32_t>(style - definition_.styles.begin());
    if (++voters[index] > style->max_voters) {
      return Error{"roll.bound", path, "exceeds the style's bound of voters"};
    }
    style_indices.push_back(index);
  }
  if (roll_order_.size() + post.entries.size() > definition_.roll.max_voters) {
    return Error{"roll.bound", "entries", "exceed the definition's bound of voters"};
  }
  for (std::size_t i = 0; i < post.entries.size(); ++i) {
    const RollPostEntry& entry = post.entries[i];
    roll_order_.push_back({entry.credential, style_indices[i], entry.weight});
    credentials_.insert(entry.credential);
    roll_weights_[style_indices[i]] += entry.weight;
    ++roll_voters_[style_indices[i]];
    note(entry.credential.bytes());
  }
  return Done{};
}

Result<Done> Election::end_roll(const RollEndPost& post) {
  if (auto done = expect(Phase::roll); !done) return done;
  if (post.entries != roll_order_.size()) {
    return Error{"roll.count", "entries",
                 std::to_string(roll_order_.size()) + " entries were posted"};
  }
  if (post.roll != ballot::roll_fingerprint(roll_order_)) {
    return Error{"roll.fingerprint", "roll", "is not the fingerprint of what was posted"};
  }
  fingerprint_ = ballot::election_fingerprint(as_bytes(post_.definition), styles_,
                                              keys_->election_key(), post.roll);
  std::vector<crypto::VerifierStyle> verified;
  verified.reserve(styles_.size());
  for (const ballot::CompiledStyle& style : styles_) {
    verified.push_back({ballot::ballots_fingerprint(*fingerprint_, style.id), style.style});
  }
  verifier_ = std::make_unique<const crypto::BulkVerifier>(keys_->election_key().element(),
                                                           std::move(verified));
  note(*fingerprint_);
  // Its order was needed for the fingerprint alone.
  credentials_ = {};
  std::ranges::sort(roll_order_, {}, &ballot::RollEntry::credential);
  roll_order_.shrink_to_fit();
  roll_ = std::make_shared<const Roll>(std::exchange(roll_order_, {}));
  standings_.resize(roll_->size());
  phase_ = Phase::ready;
  return Done{};
}

}  // namespace tabella::bulletin_board
