// From answers to a ballot that can be cast or tested, never both. docs/protocol.md, "Prove".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ballot/answers.h"
#include "ballot/ballot_post.h"
#include "ballot/compiled_style.h"
#include "ballot/definition.h"
#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/ballot_proof/ballot_prover.h"
#include "crypto/ballot_proof/credential_base.h"
#include "crypto/elgamal.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"
#include "crypto/secret.h"

namespace tabella::ballot {

// What a second device is given, besides the answers, to recompute a ballot. It can read the
// ballot, so a voter who reveals this gives up casting it.
struct RevealedBallot {
  crypto::Element credential;
  std::uint64_t sequence = 1;
  crypto::Seed seed;
  crypto::Element K;
  Bytes uncast;  // the sealed bytes without z_K
};

// What a program keeps of a sealed ballot that may end before its voter has decided. All but the
// secret may be read by anybody; with it the ballot can be opened.
struct KeptBallot {
  crypto::Fingerprint election{};
  std::string style;
  crypto::CredentialBase base;
  crypto::Element credential;
  std::uint64_t sequence = 1;
  Bytes uncast;
  crypto::Element K;
  crypto::Scalar x;
  crypto::SecretArray<64> secret;  // seed || kappa
};

// A sealed ballot before its voter has decided. Cast or reveal uses it up.
class SealedBallot {
 public:
  SealedBallot(SealedBallot&&) noexcept = default;
  SealedBallot& operator=(SealedBallot&&) noexcept = default;
  SealedBallot(const SealedBallot&) = delete;
  SealedBallot& operator=(const SealedBallot&) = delete;

  // The same for the cast and the uncast ballot: what the voter notes before deciding.
  [[nodiscard]] crypto::BallotId id() const;
  // credential_key is the key that it was sealed with. z_K exists from here on.
  [[nodiscard]] BallotPost cast(const crypto::SecretScalar& credential_key) &&;
  [[nodiscard]] RevealedBallot reveal() &&;

  [[nodiscard]] KeptBallot keep() &&;
  // None if the secret is not what was kept.
  [[nodiscard]] static std::optional<SealedBallot> from_kept(KeptBallot&& kept);

 private:
  friend class Sealer;
  SealedBallot() = default;

  crypto::Fingerprint election_{};
  std::string style_;
  crypto::CredentialBase base_;
  crypto::Element credential_;
  std::uint64_t sequence_ = 1;
  Bytes uncast_;
  crypto::Element K_;
  crypto::Scalar x_;
  crypto::Seed seed_;
  crypto::SecretScalar kappa_ = crypto::SecretScalar::from_u64(0);
};

// Seals the ballots of one style, by credentials under one base. May be used by several threads at
// once.
class Sealer {
 public:
  // style is compiled from the definition; both outlive the sealer. election is the election
  // fingerprint.
  Sealer(const Definition& definition, const CompiledStyle& style,
         const crypto::Fingerprint& election, const crypto::ElectionKey& key,
         const crypto::CredentialBase& base = {});
  Sealer(const Sealer&) = delete;
  Sealer& operator=(const Sealer&) = delete;

  // Errors answers.*. sequence is larger than that of this credential's last ballot.
  [[nodiscard]] Result<SealedBallot> seal(const Answers& answers,
                                          const crypto::SecretScalar& credential_key,
                                          std::uint64_t sequence) const;

  // The id of the ballot that says these answers, made again from its seed and K. Errors answers.*.
  [[nodiscard]] Result<crypto::BallotId> seal_again(const crypto::Element& credential,
                                                    std::uint64_t sequence,
                                                    const crypto::Seed& seed,
                                                    const crypto::Element& K,
                                                    const Answers& answers) const;

  // The test, on a device that did not seal: whether the revealed ballot says these answers, byte
  // for byte. Errors answers.*; test.different names the first part of the ballot that differs.
  [[nodiscard]] Result<Done> test(const RevealedBallot& revealed, const Answers& answers) const;

 private:
  [[nodiscard]] crypto::BallotStatement<crypto::Ristretto255> statement(
      const crypto::Element& credential, std::uint64_t sequence) const;

  const Definition& definition_;
  const CompiledStyle& style_;
  crypto::Fingerprint election_;
  crypto::Fingerprint ballots_;
  crypto::Element key_;
  crypto::CredentialBase base_;
  crypto::Generators<crypto::Ristretto255> generators_;
  crypto::BallotProver<crypto::Ristretto255> prover_;
};

}  // namespace tabella::ballot
