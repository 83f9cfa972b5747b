#include "tests/adversary/keys_json.h"

#include <nlohmann/json.hpp>

#include "crypto/hash.h"
#include "tally/partial_decryption.h"

namespace tabella::adversary {

using Json = nlohmann::ordered_json;
using crypto::Ristretto255;
using crypto::Scalar;

namespace {

Json signer(const bulletin_board::Signer& signer) {
  return {{"key", signer.verifier().text()}, {"seed", hex(signer.secret().expose_for_storage())}};
}

Json key(const std::string& name, bulletin_board::SignatureType type,
         const crypto::Ed25519SecretKey& secret) {
  return {{"key", bulletin_board::VerifierKey::make(name, type, secret.public_key()).text()},
          {"seed", hex(secret.expose_for_storage())}};
}

std::string scalar(const crypto::SecretScalar& secret) { return hex(secret.expose_for_storage()); }

Json trustee(const Parties& parties, const Held& held, std::uint32_t number) {
  const std::size_t at = number - 1;
  Json json = signer(parties.trustees[at]);
  json["static"] = scalar(parties.static_secrets[at]);
  json["coefficients"] = Json::array();
  for (const auto& a : parties.coefficients[at]) json["coefficients"].push_back(scalar(a));
  json["ephemeral"] = scalar(parties.ephemerals[at]);
  json["share"] = scalar(parties.secret_share(held.memory.board, number).secret());
  return json;
}

Json voter(const Parties& parties, std::size_t at) {
  const Voter& voter = parties.voters[at];
  Json json = {{"credential", base64url(voter.credential.bytes())},
               {"key", scalar(voter.key)},
               {"style", parties.styles[voter.style].id},
               {"weight", voter.weight}};
  if (!voter.code.empty()) json["code"] = voter.code;
  return json;
}

Json ballot(const BallotSecrets& secrets, const Held& held) {
  return {{"step", secrets.step},       {"entry", held.entry_of.at(secrets.step)},
          {"voter", secrets.voter + 1}, {"sequence", secrets.sequence},
          {"id", hex(secrets.id)},      {"answers", Json::parse(secrets.answers)},
          {"seed", hex(secrets.seed)},  {"kappa", hex(secrets.kappa)}};
}

Json held_key(Parties& parties, const Held& held, std::uint32_t number) {
  const auto& board = held.memory.board;
  const std::string step = "key_held " + std::to_string(number);
  const auto& election = parties.on(board);
  const auto proof = parties.held_key_proof(board, number);
  const crypto::SchnorrStatement<Ristretto255> statement{
      .election = crypto::sha256({as_bytes("tabella/v1/key_held"), *election.fingerprint()}),
      .base = crypto::Element::generator(),
      .key = election.keys()->share_key(*crypto::TrusteeIndex::from_number(number))};
  const auto x = crypto::schnorr_challenge(statement, proof.commitment);
  const auto secret = parties.secret_share(board, number).secret().publish();
  return {{"step", step},
          {"entry", held.entry_of.at(step)},
          {"trustee", number},
          {"nonce", hex((proof.response - x * secret).bytes())}};
}

// k = z - x share, from the proof as posted.
Json share(Parties& parties, const Held& held, const std::string& step, std::uint32_t number,
           const std::string& pool) {
  const auto& board = held.memory.board;
  const auto statement = parties.statement_of(board, pool);
  const auto partial = parties.partial(board, number, pool);
  crypto::DecryptionStatement<Ristretto255> proven{
      statement.pool,
      partial.trustee,
      parties.on(board).keys()->share_key(partial.trustee),
      {},
      partial.partials};
  for (const auto& ciphertext : statement.aggregate) proven.alphas.push_back(ciphertext.alpha);
  auto transcript = proven.transcript();
  (void)transcript.challenge<Scalar>("y");
  const auto x = crypto::equality_challenge<Ristretto255>(transcript, partial.proof.commitments);
  const auto secret = parties.secret_share(board, number).secret().publish();
  return {{"step", step},
          {"entry", held.entry_of.at(step)},
          {"trustee", number},
          {"pool", pool},
          {"nonce", hex((partial.proof.response - x * secret).bytes())}};
}

}  // namespace

std::string keys_json(Parties& parties, const Held& held, const std::string& seed) {
  using bulletin_board::SignatureType;
  Json json = {{"version", 1},
               {"randomness", seed},
               {"origin", kOrigin},
               {"election", parties.definition.id},
               {"log", key(kOrigin, SignatureType::ed25519, parties.log_key)},
               {"operator", signer(parties.operator_key)},
               {"registrar", signer(parties.registrar)}};
  for (const Witness& each : parties.witnesses) {
    json["witnesses"].push_back(key(each.name, SignatureType::cosignature, each.key));
  }
  for (const auto& official : parties.officials) json["officials"].push_back(signer(official));
  for (std::uint32_t t = 1; t <= parties.trustees.size(); ++t) {
    json["trustees"].push_back(trustee(parties, held, t));
  }
  for (std::size_t v = 0; v < parties.voters.size(); ++v)
    json["voters"].push_back(voter(parties, v));
  for (const BallotSecrets& each : parties.sealed) json["ballots"].push_back(ballot(each, held));
  for (std::uint32_t t = 1; t <= parties.trustees.size(); ++t) {
    for (const auto& pool : parties.on(held.memory.board).pools()) {
      const std::string step = "share " + std::to_string(t) + " " + pool.name;
      if (!held.entry_of.contains(step)) continue;
      json["shares"].push_back(share(parties, held, step, t, pool.name));
    }
  }
  for (std::uint32_t t = 1; t <= parties.trustees.size(); ++t) {
    if (held.entry_of.contains("key_held " + std::to_string(t))) {
      json["held_keys"].push_back(held_key(parties, held, t));
    }
  }
  json["entries"] = held.entry_of;
  return json.dump(1) + "\n";
}

}  // namespace tabella::adversary
