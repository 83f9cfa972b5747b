// A post as it is sent: its line of JSON in a note, signed by all who have to.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin_board/log/signed_note.h"
#include "bulletin_board/posts.h"
#include "crypto/bytes.h"
#include "crypto/ed25519.h"

namespace tabella::bulletin_board {

// A key with the name under which it signs.
class Signer {
 public:
  Signer(std::string name, crypto::Ed25519SecretKey key)
      : verifier_(VerifierKey::make(std::move(name), SignatureType::ed25519, key.public_key())),
        key_(std::move(key)) {}

  [[nodiscard]] const VerifierKey& verifier() const { return verifier_; }
  [[nodiscard]] const crypto::Ed25519SecretKey& secret() const { return key_; }
  // Takes the key out.
  [[nodiscard]] crypto::Ed25519SecretKey take_secret() && { return std::move(key_); }
  [[nodiscard]] NoteSignature sign(std::string_view text) const {
    return sign_note(text, verifier_.name(), key_);
  }

 private:
  VerifierKey verifier_;
  crypto::Ed25519SecretKey key_;
};

// In the order that the rules ask for: operator first, officials as in the election's post.
using Signers = std::vector<std::reference_wrapper<const Signer>>;

// belongs_to: rules/belonging.h.
[[nodiscard]] Bytes sign_post(const SignedPost& post, std::string_view belongs_to,
                              const Signers& signers);

}  // namespace tabella::bulletin_board
