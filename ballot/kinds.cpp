#include "ballot/kinds.h"

#include "ballot/range_weights.h"

namespace tabella::ballot {

void AnswerBits::set_number(std::uint64_t index, std::uint64_t value, std::uint64_t room) {
  write_in_range(value, range_weights(room), [&](std::size_t i, std::uint64_t bit) {
    bits_.set(first_ + index + i, static_cast<std::uint8_t>(bit));
  });
}

std::uint32_t AnswerBitsView::number(std::uint64_t index, std::uint64_t room) const {
  std::uint64_t value = 0;
  const std::vector<std::int64_t> weights = range_weights(room);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    value += static_cast<std::uint64_t>(weights[i]) * bits_[first_ + index + i];
  }
  return static_cast<std::uint32_t>(value);
}

Refusal check_indices(const Indices& options, std::uint32_t limit) {
  crypto::WipedVector<std::uint8_t> seen(limit);
  for (const std::uint32_t option : options) {
    if (option >= limit) {
      return Error{"answers.option", "", "there is no option " + std::to_string(option + 1ull)};
    }
    if (seen[option] != 0) {
      return Error{"answers.repeated", "",
                   "option " + std::to_string(option + 1) + " stands there twice"};
    }
    seen[option] = 1;
  }
  return std::nullopt;
}

Refusal check_length(std::size_t length, std::size_t options) {
  if (length == options) return std::nullopt;
  return Error{"answers.length", "",
               std::to_string(length) + " values for " + std::to_string(options) + " options"};
}

Error wrong_answer(const char* expected) {
  return {"answers.kind", "", std::string("expected ") + expected};
}

}  // namespace tabella::ballot
