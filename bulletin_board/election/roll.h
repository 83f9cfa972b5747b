// The roll of an election: who may vote.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "ballot/definition.h"
#include "bulletin_board/election/posts.h"
#include "bulletin_board/rules/history.h"
#include "bulletin_board/rules/memory_table.h"
#include "bulletin_board/rules/state_table.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"

namespace tabella::bulletin_board {

struct RollRow {
  std::uint64_t style = 0;  // index of the election's
  std::uint64_t weight = 1;
};
// The roll by credential. It is fixed when the roll has ended, and then shared with all who read
// the board.
using RollTable = StateTableOf<RollRow>;

// Invariant: no credential twice, and everything within the bounds of the definition.
class Roll {
 public:
  Roll(std::size_t styles, const MakeStateTable& make_table);

  // How much of it is posted.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::optional<RollRow> find(const crypto::Element& credential) const {
    return table_->find(credential.bytes());
  }
  [[nodiscard]] std::shared_ptr<const RollTable> table() const { return table_; }
  // The weights of everybody with this style.
  [[nodiscard]] std::uint64_t weight_of(std::size_t style) const { return weights_[style]; }

  // Codes roll.*. Each checks first and changes nothing when it refuses.
  [[nodiscard]] Result<Done> add(const RollPost& post, const ballot::Definition& definition,
                                 History& history);
  [[nodiscard]] Result<Done> end(const RollEndPost& post);

 private:
  struct PostedEntry {
    std::array<std::uint8_t, crypto::Element::kSize> credential{};
    RollRow row;
  };

  std::shared_ptr<RollTable> table_;
  std::uint64_t size_ = 0;
  // Until its end: by uint64_be of the place in which it was posted.
  StateTableOf<PostedEntry> order_;
  std::vector<std::uint64_t> voters_;   // by style
  std::vector<std::uint64_t> weights_;  // by style
};

}  // namespace tabella::bulletin_board
