// A key ceremony among trustees who all live in this process. Every message is posted, encoded and
// decoded as it would be between machines. docs/protocol.md, "Ceremony".
#pragma once

#include <cstdint>
#include <vector>

#include "crypto/bytes.h"
#include "crypto/dkg/keys.h"
#include "crypto/result.h"

namespace tabella::cli {

struct SimulatedCeremony {
  crypto::CeremonyKeys keys;
  std::vector<crypto::TrusteeShare> shares;  // of each trustee, in their order
};

// 1 <= threshold <= trustees <= 255; the session is the hash of what the key is for.
[[nodiscard]] Result<SimulatedCeremony> hold_ceremony(std::uint32_t threshold,
                                                      std::uint32_t trustees, ByteView session);

}  // namespace tabella::cli
