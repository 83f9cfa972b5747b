// The code on a voter's letter, and the credential key derived from it. docs/protocol.md, "Voting
// codes". Since credentials are public, anyone with time can search for codes: they have 105 random
// bits, and each guess costs what kCodeCost says, for each election anew.
#pragma once

#include <ostream>
#include <string_view>

#include "crypto/argon2id.h"
#include "crypto/result.h"
#include "crypto/ristretto255.h"
#include "crypto/secret.h"
#include "crypto/wiped_vector.h"

namespace tabella::ballot {

// Part of the protocol: another cost is another key.
inline constexpr crypto::Argon2idCost kCodeCost = {.passes = 3, .memory_kib = 65'536};

// 21 random characters and 3 of a checksum, of an alphabet of 32 without 0, 1, I and O; printed as
// six groups of four: "4STD-QEW7-4NCZ-K8BD-N85S-UDNP". Made by the registrar, who prints it on a
// letter, and typed by the voter; wiped when it goes.
class VotingCode {
 public:
  static constexpr std::size_t kRandomSize = 21;
  static constexpr std::size_t kSize = 24;
  static constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  [[nodiscard]] static VotingCode random();
  // What a person typed, as in "4std qew7 4ncz k8bd n85s udnp": small letters, spaces and dashes do
  // not matter. Codes code.length,
  // code.character, code.checksum.
  [[nodiscard]] static Result<VotingCode> from_typed(std::string_view typed);

  // With its dashes, for the letter.
  [[nodiscard]] crypto::WipedVector<char> expose_for_storage() const;

  // sk = Argon2id(password = the 24 characters, salt = the first 16 bytes of
  // SHA-256(frame("tabella/v1/credential") || frame(election id)), 64 bytes) mod l. The salt is the
  // identifier: the fingerprint covers the roll, which is made of the keys.
  [[nodiscard]] crypto::SecretScalar derive_key(std::string_view election_id) const;

  friend bool operator==(const VotingCode&, const VotingCode&) = delete;
  friend std::ostream& operator<<(std::ostream&, const VotingCode&) = delete;

 private:
  VotingCode() = default;
  crypto::SecretArray<kSize> characters_;
};

}  // namespace tabella::ballot
