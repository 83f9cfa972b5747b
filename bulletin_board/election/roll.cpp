// The roll: who may vote, and the fingerprint that fixes the election.
#include "bulletin_board/election/election.h"

#include <algorithm>
#include <utility>

namespace tabella::bulletin_board {

std::optional<RollMember> Election::member(const crypto::Element& credential) const {
  const auto row = fingerprint_ ? roll_->find(credential.bytes()) : std::nullopt;
  if (!row) return std::nullopt;
  RollMember member{.style = static_cast<std::uint32_t>(row->style),
                    .weight = row->weight,
                    .ballot = std::nullopt,
                    .tests = 0};
  if (const auto standing = standings_.find(credential.bytes())) {
    if (standing->sequence > 0) member.ballot = CountedBallot{standing->entry, standing->sequence};
    member.tests = static_cast<std::uint32_t>(standing->tests);
  }
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
    const RollEntry& entry = post.entries[i];
    const std::string path = "entries[" + std::to_string(i) + "]";
    const auto style = std::ranges::find(definition_.styles, entry.style, &ballot::BallotStyle::id);
    if (style == definition_.styles.end()) return Error{"roll.style", path, "is no style"};
    if (entry.weight > definition_.roll.max_weight) {
      return Error{"roll.weight", path, "is above the definition's bound"};
    }
    if (is_on_roll(entry.credential) || !fresh.insert(entry.credential).second) {
      return Error{"roll.duplicate", path, "stands on the roll already"};
    }
    const auto index = static_cast<std::uint32_t>(style - definition_.styles.begin());
    if (++voters[index] > style->max_voters) {
      return Error{"roll.bound", path, "exceeds the style's bound of voters"};
    }
    style_indices.push_back(index);
  }
  if (roll_size_ + post.entries.size() > definition_.roll.max_voters) {
    return Error{"roll.bound", "entries", "exceed the definition's bound of voters"};
  }
  for (std::size_t i = 0; i < post.entries.size(); ++i) {
    const RollEntry& entry = post.entries[i];
    const RollRow row{style_indices[i], entry.weight};
    roll_->put(entry.credential.bytes(), row);
    roll_order_.put(uint64_be(roll_size_++), {entry.credential.bytes(), row});
    roll_weights_[style_indices[i]] += entry.weight;
    ++roll_voters_[style_indices[i]];
    history_.add(entry.credential.bytes());
  }
  return Done{};
}

Result<crypto::Fingerprint> Election::end_roll(const RollEndPost& post) {
  if (auto done = expect(Phase::roll); !done) return done.error();
  if (post.entries != roll_size_) {
    return Error{"roll.count", "entries", std::to_string(roll_size_) + " entries were posted"};
  }
  const auto posted = [this](std::uint64_t index) {
    const PostedEntry entry = *roll_order_.find(uint64_be(index));
    return ballot::RollEntry{crypto::Element::hazmat_from_canonical(entry.credential),
                             static_cast<std::uint32_t>(entry.row.style), entry.row.weight};
  };
  if (post.roll != ballot::roll_fingerprint(roll_size_, posted)) {
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
  history_.add(*fingerprint_);
  // Its order was needed for the fingerprint alone.
  roll_order_.clear();
  phase_ = Phase::ready;
  return *fingerprint_;
}

}  // namespace tabella::bulletin_board
