#include "bulletin_board/election/roll.h"

#include <algorithm>
#include <set>
#include <string>

#include "ballot/fingerprint.h"

namespace tabella::bulletin_board {

using crypto::Element;

Roll::Roll(std::size_t styles, const MakeStateTable& make_table)
    : table_(std::make_shared<RollTable>(make_table, Element::kSize)),
      order_(make_table, sizeof(std::uint64_t)),
      voters_(styles, 0),
      weights_(styles, 0) {}

Result<Done> Roll::add(const RollPost& post, const ballot::Definition& definition,
                       History& history) {
  if (post.entries.empty()) return Error{"roll.empty", "entries", "there are none"};
  std::set<Element> fresh;
  std::vector<std::uint32_t> style_indices;
  style_indices.reserve(post.entries.size());
  std::vector<std::uint64_t> voters = voters_;
  for (std::size_t i = 0; i < post.entries.size(); ++i) {
    const RollEntry& entry = post.entries[i];
    const std::string path = "entries[" + std::to_string(i) + "]";
    const auto style = std::ranges::find(definition.styles, entry.style, &ballot::BallotStyle::id);
    if (style == definition.styles.end()) return Error{"roll.style", path, "is no style"};
    if (entry.weight > definition.roll.max_weight) {
      return Error{"roll.weight", path, "is above the definition's bound"};
    }
    if (find(entry.credential) || !fresh.insert(entry.credential).second) {
      return Error{"roll.duplicate", path, "stands on the roll already"};
    }
    const auto index = static_cast<std::uint32_t>(style - definition.styles.begin());
    if (++voters[index] > style->max_voters) {
      return Error{"roll.bound", path, "exceeds the style's bound of voters"};
    }
    style_indices.push_back(index);
  }
  if (size_ + post.entries.size() > definition.roll.max_voters) {
    return Error{"roll.bound", "entries", "exceed the definition's bound of voters"};
  }
  for (std::size_t i = 0; i < post.entries.size(); ++i) {
    const RollEntry& entry = post.entries[i];
    const RollRow row{style_indices[i], entry.weight};
    table_->put(entry.credential.bytes(), row);
    order_.put(uint64_be(size_++), {entry.credential.bytes(), row});
    weights_[style_indices[i]] += entry.weight;
    ++voters_[style_indices[i]];
    history.add(entry.credential.bytes());
  }
  return Done{};
}

Result<Done> Roll::end(const RollEndPost& post) {
  if (post.entries != size_) {
    return Error{"roll.count", "entries", std::to_string(size_) + " entries were posted"};
  }
  const auto posted = [this](std::uint64_t index) {
    const PostedEntry entry = *order_.find(uint64_be(index));
    return ballot::RollEntry{Element::hazmat_from_canonical(entry.credential),
                             static_cast<std::uint32_t>(entry.row.style), entry.row.weight};
  };
  if (post.roll != ballot::roll_fingerprint(size_, posted)) {
    return Error{"roll.fingerprint", "roll", "is not the fingerprint of what was posted"};
  }
  // Its order was needed for the fingerprint alone.
  order_.clear();
  return Done{};
}

}  // namespace tabella::bulletin_board
