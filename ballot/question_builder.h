// Collects the bits, equations and totals of a style, question by question.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ballot/ballot_post.h"
#include "ballot/compiled_style.h"
#include "crypto/ballot_proof/style.h"

namespace tabella::ballot {

// No style has more bits than fit into a post.
inline constexpr std::uint32_t kMaxBits = kMaxPostSize * 3 / 4 / 32;

// A total before it is packed: sum of row = its value in one ballot.
struct UnpackedTotal {
  Total total;
  crypto::Row row;
};

// What a kind's compile() writes one question into. The compiler makes one for each question and
// takes the parts out when the kind is done.
class QuestionBuilder {
 public:
  // `asked`: the bit on which the question depends.
  QuestionBuilder(std::uint32_t question, std::uint32_t first_bit, std::uint32_t first_equation,
                  std::optional<std::uint32_t> asked);

  // The next `count` answer bits; false (and nothing is added) if no post could hold them.
  [[nodiscard]] bool add_answer_bits(std::uint64_t count);
  void refuse_as_overfull() { overfull_ = true; }
  // Bit number `index` of the question.
  [[nodiscard]] std::uint32_t bit(std::uint64_t index) const;
  [[nodiscard]] std::uint32_t first_bit() const { return part_.first_bit; }

  // sum of row + slack in 0 .. room = rhs; in a conditional question rhs is multiplied by the bit
  // on which it depends.
  void require(crypto::Row row, std::int64_t rhs, std::uint64_t room);
  // Until end_condition, equations depend on `bit`; there all bits from first_inner on are forced
  // to 0 if it is 0.
  void begin_condition(std::uint32_t bit, std::uint32_t first_inner);
  void end_condition();

  void add_total(TotalKind kind, std::uint32_t first, std::uint32_t second, crypto::Row row,
                 std::uint64_t max_value);

  [[nodiscard]] bool overfull() const { return overfull_; }
  [[nodiscard]] std::uint32_t next_bit() const { return next_bit_; }
  [[nodiscard]] const CompiledQuestion& part() const { return part_; }
  [[nodiscard]] const std::vector<crypto::Equation>& equations() const { return equations_; }
  [[nodiscard]] const std::vector<UnpackedTotal>& totals() const { return totals_; }

 private:
  // A condition that is open: begin_condition.
  struct Gate {
    std::uint32_t bit;
    std::uint32_t first_inner;
  };

  CompiledQuestion part_;
  std::uint32_t next_bit_;
  std::uint32_t first_equation_;
  std::vector<Gate> gates_;
  std::vector<crypto::Equation> equations_;
  std::vector<UnpackedTotal> totals_;
  bool overfull_ = false;
};

}  // namespace tabella::ballot
