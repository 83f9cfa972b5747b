#include "bulletin_board/rules/post_fields.h"

#include <array>

#include "crypto/expects.h"

namespace tabella::bulletin_board {

const VerifierKey& unread_key() {
  static const VerifierKey kKey = [] {
    // The generator (RFC 8032, 5.1): a key that is well-formed, and nobody's.
    std::array<std::uint8_t, crypto::Ed25519PublicKey::kSize> generator;
    generator.fill(0x66);
    generator[0] = 0x58;
    const auto key = crypto::Ed25519PublicKey::decode(generator);
    EXPECTS(key.has_value());
    return VerifierKey::make("unread", SignatureType::ed25519, *key);
  }();
  return kKey;
}

}  // namespace tabella::bulletin_board
