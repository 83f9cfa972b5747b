#include "cli/simulation/node_election.h"

#include <algorithm>
#include <utility>

#include "ballot/definition_json.h"
#include "ballot/fingerprint.h"

namespace tabella::cli {

using bulletin_board::Act;
using bulletin_board::Board;
using bulletin_board::Node;
using bulletin_board::SignedPost;
using bulletin_board::Signer;
using crypto::TrusteeIndex;

NodeElection::NodeElection(Node& node, const Signer& operator_key, ballot::Definition definition)
    : node_(node), operator_(operator_key), definition_(std::move(definition)) {
  for (std::uint32_t i = 1; i <= definition_.trustees.count; ++i) {
    trustees_.push_back(PartyKey::random("trustee/" + std::to_string(i)));
  }
}

Result<Done> NodeElection::open(std::uint64_t voters) {
  if (auto done = announce(); !done) return done;
  styles_ = ballot::compile_all(definition_).value();
  if (auto done = hold_ceremony(); !done) return done;
  if (auto done = post_roll(voters); !done) return done;
  return act(Act::open);
}

ballot::Sealer NodeElection::sealer() const {
  const auto [fingerprint, key] = node_.look([this](const Board& board) {
    const auto* election = board.find(definition_.id);
    return std::pair(*election->fingerprint(), election->keys()->election_key());
  });
  return {definition_, styles_[0], fingerprint, key};
}

Result<Done> NodeElection::finish() {
  if (auto done = act(Act::close); !done) return done;
  // One question of one style, so one pool.
  const std::string pool = node_.look(
      [this](const Board& board) { return board.find(definition_.id)->pools().front().name; });
  const std::uint32_t away = definition_.trustees.count - definition_.trustees.threshold;
  for (std::uint32_t i = away; i < definition_.trustees.count; ++i) {
    const auto trustee = TrusteeIndex::from_position(i);
    Bytes share = node_.look([&](const Board& board) {
      const auto* election = board.find(definition_.id);
      const auto secret = crypto::receive(*election->ceremony(), election->dealings(), trustee,
                                          trustees_[i].static_secret_for(*election));
      return tally::decrypt(election->pools().front().statement, secret.value()).encode();
    });
    if (auto done = post(
            bulletin_board::PartialDecryptionPost{definition_.id, trustee, pool, std::move(share)},
            {trustees_[i].signer()});
        !done) {
      return done;
    }
  }
  return Done{};
}

Result<Done> NodeElection::post(const SignedPost& post, const bulletin_board::Signers& signers) {
  const auto belongs_to =
      node_.look([&post](const Board& board) { return board.belongs_to(post); });
  if (!belongs_to) return belongs_to.error();
  const auto answer = node_.submit_and_wait(bulletin_board::sign_post(post, *belongs_to, signers));
  if (answer.verdict.refusal) return *answer.verdict.refusal;
  return Done{};
}

Result<Done> NodeElection::announce() {
  std::vector<bulletin_board::VerifierKey> trustees;
  for (const PartyKey& trustee : trustees_) trustees.push_back(trustee.verifier());
  return post(bulletin_board::ElectionPost{.election = definition_.id,
                                           .definition = ballot::encode(definition_),
                                           .policy = policy_without_witnesses(node_.log_key()),
                                           .officials_threshold = 1,
                                           .officials = {official_.signer().verifier()},
                                           .registrar = registrar_.signer().verifier(),
                                           .trustees = std::move(trustees)},
              {operator_, official_.signer()});
}

Result<Done> NodeElection::hold_ceremony() {
  std::vector<crypto::SecretScalar> static_secrets;
  const crypto::Fingerprint announcement = node_.look([&](const Board& board) {
    const auto& election = *board.find(definition_.id);
    for (const PartyKey& trustee : trustees_) {
      static_secrets.push_back(trustee.static_secret_for(election));
    }
    return election.announcement();
  });
  // Each step of everybody before the next.
  const auto everybody = [&](auto make) -> Result<Done> {
    for (std::size_t i = 0; i < trustees_.size(); ++i) {
      if (auto done = post(make(i, TrusteeIndex::from_position(i)), {trustees_[i].signer()});
          !done) {
        return done;
      }
    }
    return Done{};
  };
  const std::string& id = definition_.id;
  if (auto done = everybody([&](std::size_t i, TrusteeIndex trustee) {
        const auto made = crypto::StaticKey::make(announcement, trustee, static_secrets[i]);
        const auto proof = made.possession.encode();
        return SignedPost(
            bulletin_board::JoinPost{id, trustee, made.key, Bytes(proof.begin(), proof.end())});
      });
      !done) {
    return done;
  }
  const auto ceremony =
      node_.look([this](const Board& board) { return *board.find(definition_.id)->ceremony(); });
  std::vector<crypto::Dealing> dealings;
  for (std::size_t i = 0; i < trustees_.size(); ++i) {
    dealings.push_back(crypto::deal(ceremony, TrusteeIndex::from_position(i), static_secrets[i],
                                    crypto::DealingSecrets::random(ceremony)));
  }
  if (auto done = everybody([&](std::size_t i, TrusteeIndex trustee) {
        return SignedPost(bulletin_board::CommitPost{
            id, trustee, crypto::commit_to(ceremony, trustee, dealings[i].encode())});
      });
      !done) {
    return done;
  }
  if (auto done = everybody([&](std::size_t i, TrusteeIndex trustee) {
        return SignedPost(bulletin_board::DealPost{id, trustee, dealings[i].encode()});
      });
      !done) {
    return done;
  }
  return everybody([&](std::size_t i, TrusteeIndex trustee) {
    const auto signature = crypto::certify(ceremony, dealings, static_secrets[i]).encode();
    return SignedPost(
        bulletin_board::CertifyPost{id, trustee, Bytes(signature.begin(), signature.end())});
  });
}

Result<Done> NodeElection::post_roll(std::uint64_t voters) {
  constexpr std::size_t kPart = 500;
  std::vector<bulletin_board::RollEntry> entries;
  std::vector<ballot::RollEntry> all;
  for (std::uint64_t i = 0; i < voters; ++i) {
    voters_.push_back(crypto::SecretScalar::random());
    entries.push_back({crypto::mul_base(voters_.back()).publish(), styles_[0].id, 1});
    all.push_back({entries.back().credential, 0, 1});
  }
  for (std::size_t first = 0; first < entries.size(); first += kPart) {
    const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(first);
    const auto count = std::min(kPart, entries.size() - first);
    if (auto done =
            post(bulletin_board::RollPost{definition_.id,
                                          {begin, begin + static_cast<std::ptrdiff_t>(count)}},
                 {registrar_.signer()});
        !done) {
      return done;
    }
  }
  return post(
      bulletin_board::RollEndPost{definition_.id, entries.size(), ballot::roll_fingerprint(all)},
      {registrar_.signer()});
}

Result<Done> NodeElection::act(Act act) {
  return post(bulletin_board::act_post(definition_.id, act), {official_.signer()});
}

}  // namespace tabella::cli
