// Runs ballot-proof vectors against this implementation, and makes new ones for others.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/vectors/vectors_json.h"

namespace tabella::cli {

// Empty if this implementation agrees with the case: with its verdict (one by one and in bulk), its
// ballot id and, where the case says what it was sealed from, with every byte. Otherwise what
// differs, in words.
[[nodiscard]] std::string disagreement(const BallotVector& vector);
// The same for the bases H_i.
[[nodiscard]] std::string disagreement(std::uint32_t generator,
                                       const std::array<std::uint8_t, 32>& expected);

// Fresh ballots, `count` for each of some kinds of questions, that every implementation accepts and
// can seal again.
[[nodiscard]] BallotVectors make_vectors(std::uint32_t count);

}  // namespace tabella::cli
