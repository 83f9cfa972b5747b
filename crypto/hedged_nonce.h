// The nonce of a proof, from the secret, the whole statement and fresh randomness, so that
// neither a broken generator nor a restored machine image makes two proofs share one: two
// responses under one nonce give the secret away. docs/protocol.md, "Hedged nonces".
#pragma once

#include <array>
#include <cstdint>

#include "crypto/group.h"
#include "crypto/secret.h"
#include "crypto/transcript.h"

namespace tabella::crypto {

// statement: everything absorbed before the commitment is made.
template <SecretGroup G>
[[nodiscard]] typename G::SecretScalar hedged_nonce(Transcript statement,
                                                    const typename G::SecretScalar& secret,
                                                    const Seed& fresh) {
  statement.absorb("secret", secret.expose_for_storage());
  statement.absorb("fresh", fresh.expose_for_storage());
  std::array<std::uint8_t, 64> wide = statement.peek(as_bytes("nonce"));
  auto nonce = G::SecretScalar::reduce_wide(wide);
  wipe(wide.data(), sizeof(wide));
  return nonce;
}

}  // namespace tabella::crypto
