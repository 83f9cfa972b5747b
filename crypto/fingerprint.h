// SHA-256 of all that fixes an election: style, election key, roll. docs/protocol.md,
// "Fingerprint". Every proof is bound to it, so that none can be lifted into another election.
#pragma once

#include <array>
#include <cstdint>

namespace tabella::crypto {

using Fingerprint = std::array<std::uint8_t, 32>;

}  // namespace tabella::crypto
