#include "bulletin_board/election/held_key.h"

#include "crypto/hash.h"

namespace tabella::bulletin_board {

using crypto::Element;

namespace {

// SHA-256("tabella/v1/key_held" || election fingerprint) takes the election's place: no other proof
// of the same share is one of these.
crypto::SchnorrStatement<crypto::Ristretto255> statement(const crypto::Fingerprint& election,
                                                         const Element& share_key) {
  return {.election = crypto::sha256({as_bytes("tabella/v1/key_held"), election}),
          .base = Element::generator(),
          .key = share_key};
}

}  // namespace

HeldKeyProof prove_held_key(const crypto::Fingerprint& election,
                            const crypto::TrusteeShare& share) {
  return crypto::prove(statement(election, crypto::mul_base(share.secret()).publish()),
                       share.secret());
}

Result<Done> verify_held_key(const crypto::Fingerprint& election, const Element& share_key,
                             ByteView proof) {
  const auto decoded = HeldKeyProof::decode(proof);
  if (!decoded || !crypto::verify(statement(election, share_key), *decoded)) {
    return Error{"key_held.proof", "proof", "does not show that the share is held"};
  }
  return Done{};
}

}  // namespace tabella::bulletin_board
