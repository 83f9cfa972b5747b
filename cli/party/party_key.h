// A party's key on disk, sealed under a passphrase: an Ed25519 key to sign with, and the secret
// from which a trustee's static keys come, another one for each election.
#pragma once

#include <optional>
#include <string>

#include "bulletin_board/election/election.h"
#include "bulletin_board/sign_post.h"
#include "crypto/dkg/static_key.h"
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
  [[nodiscard]] const bulletin_board::VerifierKey& verifier() const { return signer_.verifier(); }
  // Of this trustee in this election.
  [[nodiscard]] crypto::SecretScalar static_secret_for(
      const bulletin_board::Election& election) const {
    return crypto::static_secret_for(election.announcement(), ceremony_secret_);
  }

 private:
  PartyKey(bulletin_board::Signer signer, crypto::CeremonySecret ceremony_secret)
      : signer_(std::move(signer)), ceremony_secret_(std::move(ceremony_secret)) {}

  bulletin_board::Signer signer_;
  crypto::CeremonySecret ceremony_secret_;
};

// What the others need to know of a key, from its file: the passphrase is not needed. Code
// key.file.
[[nodiscard]] Result<bulletin_board::VerifierKey> read_public_key(const std::string& path);
// {"key":K}, one line.
[[nodiscard]] std::string public_json(const bulletin_board::VerifierKey& key);

// From the variable TABELLA_PASSPHRASE, or typed without being shown. At most 64 bytes; the rest of
// the array is zero. Code key.passphrase.
[[nodiscard]] Result<crypto::SecretArray<64>> read_passphrase();
// The same, to seal a new key under it: at least ten characters, as the pages ask.
[[nodiscard]] Result<crypto::SecretArray<64>> read_new_passphrase();

}  // namespace tabella::cli
