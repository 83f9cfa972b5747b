#include "ballot/seal.h"

#include <algorithm>
#include <utility>

#include "ballot/fingerprint.h"
#include "crypto/ballot_proof/sealed_layout.h"

namespace tabella::ballot {

namespace {

using crypto::Element;
using G = crypto::Ristretto255;

}  // namespace

crypto::BallotId SealedBallot::id() const {
  return crypto::ballot_id(ballots_fingerprint(election_, style_), credential_.bytes(), sequence_,
                           uncast_);
}

BallotPost SealedBallot::cast(const crypto::SecretScalar& credential_key) && {
  EXPECTS((credential_key * base_).publish() == credential_);
  const SealedBallot used = std::move(*this);
  Bytes sealed = used.uncast_;
  const auto z_K = crypto::complete<G>(used.x_, credential_key, used.kappa_).encode();
  sealed.insert(sealed.end(), z_K.begin(), z_K.end());
  return {used.election_, used.style_, used.credential_, used.sequence_, std::move(sealed)};
}

RevealedBallot SealedBallot::reveal() && {
  SealedBallot used = std::move(*this);
  return {used.credential_, used.sequence_, std::move(used.seed_), used.K_,
          std::move(used.uncast_)};
}

KeptBallot SealedBallot::keep() && {
  SealedBallot used = std::move(*this);
  KeptBallot kept{used.election_,
                  std::move(used.style_),
                  used.base_,
                  used.credential_,
                  used.sequence_,
                  std::move(used.uncast_),
                  used.K_,
                  used.x_,
                  {}};
  std::ranges::copy(used.seed_.expose_for_storage(), kept.secret.data());
  std::ranges::copy(used.kappa_.expose_for_storage(), kept.secret.data() + crypto::Seed::kSize);
  return kept;
}

std::optional<SealedBallot> SealedBallot::from_kept(KeptBallot&& kept) {
  const auto secret = kept.secret.expose_for_storage();
  auto kappa = crypto::SecretScalar::decode(secret.last<crypto::SecretScalar::kSize>());
  if (!kappa || (*kappa * kept.base).publish() != kept.K) return std::nullopt;
  SealedBallot sealed;
  sealed.election_ = kept.election;
  sealed.style_ = std::move(kept.style);
  sealed.base_ = kept.base;
  sealed.credential_ = kept.credential;
  sealed.sequence_ = kept.sequence;
  sealed.uncast_ = std::move(kept.uncast);
  sealed.K_ = kept.K;
  sealed.x_ = kept.x;
  sealed.seed_ = crypto::Seed(secret.first<crypto::Seed::kSize>());
  sealed.kappa_ = *std::move(kappa);
  return sealed;
}

Sealer::Sealer(const Definition& definition, const CompiledStyle& style,
               const crypto::Fingerprint& election, const crypto::ElectionKey& key,
               const crypto::CredentialBase& base)
    : definition_(definition),
      style_(style),
      election_(election),
      ballots_(ballots_fingerprint(election, style.id)),
      key_(key.element()),
      base_(base),
      generators_(style.style.bits),
      prover_(style.style, generators_) {}

crypto::BallotStatement<G> Sealer::statement(const Element& credential,
                                             std::uint64_t sequence) const {
  return {style_.style, ballots_, key_, credential, sequence, base_};
}

Result<SealedBallot> Sealer::seal(const Answers& answers,
                                  const crypto::SecretScalar& credential_key,
                                  std::uint64_t sequence) const {
  EXPECTS(sequence >= 1 && sequence <= kMaxSequence);
  const auto bits = to_bits(definition_, style_, answers);
  if (!bits) return bits.error();
  SealedBallot sealed;
  sealed.election_ = election_;
  sealed.style_ = style_.id;
  sealed.base_ = base_;
  sealed.credential_ = (credential_key * base_).publish();
  sealed.sequence_ = sequence;
  sealed.seed_ = crypto::Seed::random();
  const auto about = statement(sealed.credential_, sequence);
  sealed.kappa_ = crypto::derive_kappa<G>(about, *bits, sealed.seed_, credential_key);
  sealed.K_ = (sealed.kappa_ * base_).publish();
  const auto proof = prover_.prove(about, *bits, sealed.seed_, sealed.K_);
  sealed.uncast_ = proof.ballot.encode();
  sealed.x_ = proof.x;
  return sealed;
}

Result<crypto::BallotId> Sealer::seal_again(const Element& credential, std::uint64_t sequence,
                                            const crypto::Seed& seed, const Element& K,
                                            const Answers& answers) const {
  const auto bits = to_bits(definition_, style_, answers);
  if (!bits) return bits.error();
  const auto proof = prover_.prove(statement(credential, sequence), *bits, seed, K);
  return crypto::ballot_id(ballots_, credential.bytes(), sequence, proof.ballot.encode());
}

Result<Done> Sealer::test(const RevealedBallot& revealed, const Answers& answers) const {
  const auto bits = to_bits(definition_, style_, answers);
  if (!bits) return bits.error();
  const Bytes expected = prover_
                             .prove(statement(revealed.credential, revealed.sequence), *bits,
                                    revealed.seed, revealed.K)
                             .ballot.encode();
  if (revealed.uncast.size() != expected.size()) {
    return Error{"test.different", "", "the ballot has another size than its style's ballots"};
  }
  const auto [theirs, ours] = std::ranges::mismatch(revealed.uncast, expected);
  if (theirs == revealed.uncast.end()) return Done{};
  const auto offset = static_cast<std::size_t>(theirs - revealed.uncast.begin());
  return Error{"test.different", crypto::part_at(style_.style, offset),
               "the ballot does not say these answers"};
}

}  // namespace tabella::ballot
