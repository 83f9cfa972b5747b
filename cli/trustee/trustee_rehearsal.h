// A whole election with throw-away keys, held in memory by the code that trustees use: ceremony,
// practice ballots, tally, and the attempts that must be refused. Each item is ticked by what
// happened. docs/operators.md, "Rehearse".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tabella::cli {

struct RehearsalSize {
  std::uint32_t trustees = 5;
  std::uint32_t threshold = 3;  // less than trustees: one is away at the tally
};

struct RehearsalItem {
  std::string words;
  // What did not go as it must; empty if the item holds.
  std::string failure;
};

struct Rehearsal {
  std::vector<RehearsalItem> items;
  std::string checkpoint;  // of the board that is thrown away

  // Every item holds.
  [[nodiscard]] bool is_complete() const;
  // Lines for people, which can be signed.
  [[nodiscard]] std::string text() const;
};

[[nodiscard]] Rehearsal hold_rehearsal(const RehearsalSize& size);

}  // namespace tabella::cli
