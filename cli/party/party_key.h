// A party's key on disk, sealed under a passphrase: an Ed25519 key to sign with, and for a trustee
// the static key of the ceremony.
#pragma once

#include <optional>
#include <string>

#include "bulletin_board/posts.h"
#include "bulletin_board/sign_post.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/secret.h"

namespace tabella::cli {

// Owned by the command that signs with it, and wiped when that ends.
class PartyKey {
 public:
  // Fresh keys.
  [[nodiscard]] static PartyKey random(const std::string& name);
  // Codes key.*: the file, the passphrase.
  [[nodiscard]] static Result<PartyKey> load(const std::string& path,
                                             const crypto::SecretArray<64>& passphrase);
  [[nodiscard]] Result<Done> save(const std::string& path,
                                  const crypto::SecretArray<64>& passphrase) const;

  [[nodiscard]] const bulletin_board::Signer& signer() const { return signer_; }
  // Takes the signing key out.
  [[nodiscard]] bulletin_board::Signer take_signer() && { return std::move(signer_); }
  [[nodiscard]] const crypto::SecretScalar& static_secret() const { return static_secret_; }
  [[nodiscard]] bulletin_board::TrusteeKeys trustee_keys() const;

 private:
  PartyKey(bulletin_board::Signer signer, crypto::SecretScalar static_secret)
      : signer_(std::move(signer)), static_secret_(std::move(static_secret)) {}

  bulletin_board::Signer signer_;
  crypto::SecretScalar static_secret_;
};

// What the others need to know of a key, from its file: the passphrase is not needed. Code
// key.file.
[[nodiscard]] Result<bulletin_board::TrusteeKeys> read_public_keys(const std::string& path);
// {"key":K,"static":S}, one line.
[[nodiscard]] std::string encode(const bulletin_board::TrusteeKeys& keys);

// From the variable TABELLA_PASSPHRASE, or typed without being shown. At most 64 bytes; the rest of
// the array is zero. Code key.passphrase.
[[nodiscard]] Result<crypto::SecretArray<64>> read_passphrase();

}  // namespace tabella::cli
