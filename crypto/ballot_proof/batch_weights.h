// The random weights under which the equations of many ballots are one sum: errors that cancel each
// other would need to know them. docs/protocol.md, "Verification in bulk".
#pragma once

#include <array>
#include <cstdint>

#include "crypto/vartime/public_scalar.h"

namespace tabella::crypto {

// 128 bits each, from the system's generator: one object for each pass, made after the set of
// ballots is fixed, by the thread that verifies them.
class BatchWeights {
 public:
  BatchWeights();

  // Weights number 5 i to 5 i + 4: one for each equation between elements of ballot i.
  [[nodiscard]] std::array<vartime::PublicScalar, 5> of_ballot(std::uint64_t i) const;

 private:
  std::array<std::uint8_t, 32> seed_{};  // of a ChaCha20 stream
};

}  // namespace tabella::crypto
