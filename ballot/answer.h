// What a voter marked, in plain. Exists on the voter's device only: its memory is wiped when it
// goes, it cannot be copied or printed. docs/protocol.md, "Answers".
#pragma once

#include <cstdint>
#include <ostream>
#include <variant>

#include "crypto/wiped_vector.h"

namespace tabella::ballot {

using Indices = crypto::WipedVector<std::uint32_t>;

// The condition of a conditional question does not hold.
struct NotAsked {
  friend bool operator==(const NotAsked&, const NotAsked&) = default;
};
// A counted blank, or a ranking left blank.
struct BlankAnswer {
  friend bool operator==(const BlankAnswer&, const BlankAnswer&) = default;
};
// Choose, Budget: indices of the chosen options, ascending.
struct Chosen {
  Indices options;
  friend bool operator==(const Chosen&, const Chosen&) = default;
};
// Score, Cumulative: one number per option.
struct Scores {
  Indices scores;
  friend bool operator==(const Scores&, const Scores&) = default;
};
// Grades: index of a grade per option.
struct Graded {
  Indices grades;
  friend bool operator==(const Graded&, const Graded&) = default;
};
// Quadratic: a level per option.
struct Levels {
  crypto::WipedVector<std::int32_t> levels;
  friend bool operator==(const Levels&, const Levels&) = default;
};
// Ranking: tiers from the top, each a set of equals, ascending; every option in one of them.
struct Ranked {
  crypto::WipedVector<Indices> tiers;
  friend bool operator==(const Ranked&, const Ranked&) = default;
};
// Places: options from the first place down.
struct Placed {
  Indices options;
  friend bool operator==(const Placed&, const Placed&) = default;
};
// Table: the row and the column.
struct Cell {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  friend bool operator==(const Cell&, const Cell&) = default;
};

using Answer =
    std::variant<NotAsked, BlankAnswer, Chosen, Scores, Graded, Levels, Ranked, Placed, Cell>;

// One answer for each question of the style, in its order.
class Answers {
 public:
  Answers() = default;
  Answers(Answers&&) noexcept = default;
  Answers& operator=(Answers&&) noexcept = default;
  Answers(const Answers&) = delete;
  Answers& operator=(const Answers&) = delete;

  void add(Answer answer) { answers_.push_back(std::move(answer)); }
  [[nodiscard]] std::size_t size() const { return answers_.size(); }
  [[nodiscard]] const Answer& operator[](std::size_t question) const { return answers_[question]; }

  friend bool operator==(const Answers&, const Answers&) = default;
  friend std::ostream& operator<<(std::ostream&, const Answers&) = delete;

 private:
  crypto::WipedVector<Answer> answers_;
};

}  // namespace tabella::ballot
