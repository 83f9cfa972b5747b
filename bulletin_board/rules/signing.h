// Whose signatures a post needs. docs/log.md, "Posts".
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "bulletin_board/log/signed_note.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// Who sign together for an authority, and how many of them it takes.
struct Officials {
  std::span<const VerifierKey> keys;
  std::uint32_t threshold = 1;
  // Numbers of those whose keys speak no longer, from 1 in the order of the keys.
  std::set<std::uint32_t> revoked;
};

// Exactly the signatures that the post needs, in the order of the keys, and no line more: another
// line would be the same post in other bytes. Codes post.signatures, note.signature.
[[nodiscard]] Result<Done> expect_signatures(const SignedNote& note,
                                             std::span<const VerifierKey> keys);

// These keys, and then the first `threshold` officials who sign, in the order of their keys. Codes
// as above.
[[nodiscard]] Result<Done> expect_officials(const Officials& officials, const SignedNote& note,
                                            std::vector<VerifierKey> before);

// No signature of a key that its own officials took back, also not one more than is needed. Code
// rules.revoked.
[[nodiscard]] Result<Done> refuse_revoked(const Officials& officials, const SignedNote& note);

}  // namespace tabella::bulletin_board
