#include "tests/adversary/values_json.h"

#include <nlohmann/json.hpp>

#include "ballot/fingerprint.h"
#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/rules/block_reader.h"
#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/hash.h"
#include "crypto/secret_sharing.h"
#include "tally/result_json.h"

namespace tabella::adversary {

using namespace bulletin_board;
using crypto::Ristretto255;
using Json = nlohmann::ordered_json;

namespace {

Json hex_list(const auto& encoded) {
  Json list = Json::array();
  for (const auto& each : encoded) list.push_back(hex(each.encode()));
  return list;
}

Json row(const crypto::Row& terms) {
  Json list = Json::array();
  for (const crypto::Term& term : terms) list.push_back({term.bit, term.coefficient});
  return list;
}

// With every row, so that a compiler of styles is held to all of them.
Json style(const ballot::CompiledStyle& compiled) {
  Json counters = Json::array();
  for (const crypto::Row& each : compiled.style.counters) counters.push_back(row(each));
  Json equations = Json::array();
  for (const crypto::Equation& each : compiled.style.equations) {
    equations.push_back({{"row", row(each.row)}, {"rhs", each.rhs}});
  }
  Json slots = Json::array();
  for (const ballot::Total& total : compiled.totals) {
    slots.push_back({{"question", total.question},
                     {"counter", total.counter},
                     {"shift", total.shift},
                     {"width", total.width},
                     {"max_value", total.max_value}});
  }
  return {{"id", compiled.id},
          {"bits", compiled.style.bits},
          {"counters", std::move(counters)},
          {"equations", std::move(equations)},
          {"totals", std::move(slots)},
          {"digest", hex(ballot::style_digest(compiled))}};
}

Json ceremony(const Election& election) {
  const crypto::Ceremony& setting = *election.ceremony();
  const Bytes extension = crypto::dealings_extension(setting, election.dealings());
  return {{"context", hex(setting.context())},
          {"fingerprint", hex(setting.fingerprint())},
          {"extension", hex(extension)},
          {"transcript_sha256", hex(crypto::sha256({crypto::certificate_transcript(
                                    setting, election.dealings(), extension)}))},
          {"Y", hex(election.keys()->election_key().element().bytes())},
          {"share_keys", hex_list(election.keys()->share_keys())}};
}

// The challenges of each ballot, and its id.
Json ballots(const Parties& parties, const Held& held) {
  const Election& election = parties.on(held.memory.board);
  Json list = Json::array();
  for (std::size_t entry = 0; entry < held.memory.entries.size(); ++entry) {
    const auto post = ballot::decode_ballot_post(as_text(held.memory.entries[entry]));
    if (!post) continue;
    const auto voter = election.voter_of(*post).value();
    const ballot::CompiledStyle& compiled = election.styles()[voter.style];
    const auto fingerprint = ballot::ballots_fingerprint(*election.fingerprint(), compiled.id);
    const auto decoded = crypto::decode_ballot<Ristretto255>(compiled.style, post->sealed);
    const auto& sealed = std::get<crypto::Ballot>(decoded);
    const crypto::BallotStatement<Ristretto255> statement{compiled.style, fingerprint,
                                                          election.keys()->election_key().element(),
                                                          post->credential, post->sequence};
    const auto challenges = crypto::ballot_challenges(statement, sealed.uncast);
    list.push_back({{"entry", entry},
                    {"y", hex(challenges.y.bytes())},
                    {"x", hex(challenges.x.bytes())},
                    {"id", hex(election.ballot_id(*post))}});
  }
  return list;
}

// The chain after each block that changed it, and the block's state digest.
Json states(const Parties& parties, const Held& held) {
  bulletin_board::test::MemoryBoard again;
  BlockReader reader;
  Json list = Json::array();
  for (const Bytes& entry : held.memory.entries) {
    const auto block = reader.read(entry).value();
    if (!block) continue;
    (void)again.apply(block->posts(), block->time);
    const Election* election = again.board.find(parties.definition.id);
    if (election == nullptr) continue;
    list.push_back({{"height", again.board.height()},
                    {"chain", hex(election->chain())},
                    {"election", hex(election->digest())}});
  }
  return list;
}

Json tally_of(const Election& election, const std::vector<crypto::TrusteeIndex>& opened_by) {
  Json pools = Json::array();
  for (const auto& pool : election.pools()) {
    Json styles = Json::array();
    for (const std::uint32_t s : pool.pool.styles) {
      styles.push_back(election.definition().styles[s].id);
    }
    pools.push_back({{"pool", pool.name},
                     {"styles", std::move(styles)},
                     {"ballots", pool.ballots},
                     {"state", tally::name(pool.state)},
                     {"fingerprint", hex(pool.statement.pool)},
                     {"aggregate", hex_list(pool.statement.aggregate)},
                     {"totals", pool.totals ? Json(*pool.totals) : Json(nullptr)}});
  }
  const std::string result = tally::encode(election.definition(), *election.results());
  return {{"pools", std::move(pools)},
          {"lagrange", hex_list(crypto::lagrange_at_zero<Ristretto255>(opened_by))},
          {"result", result},
          {"result_sha256", hex(crypto::sha256({as_bytes(result)}))}};
}

}  // namespace

std::string values_json(const Parties& parties, const Held& held) {
  const Election& election = parties.on(held.memory.board);
  Json generators = Json::array();
  for (std::uint32_t j = 0; j < 4; ++j) {
    generators.push_back(hex(Ristretto255::derive_generator(j).bytes()));
  }
  Json styles = Json::array();
  Json fingerprints = Json::object();
  for (const ballot::CompiledStyle& each : election.styles()) {
    styles.push_back(style(each));
    fingerprints[each.id] = hex(ballot::ballots_fingerprint(*election.fingerprint(), each.id));
  }
  std::vector<ballot::RollEntry> roll;
  for (std::size_t v = 0; v < parties.on_roll; ++v) {
    const Voter& voter = parties.voters[v];
    roll.push_back({voter.credential, voter.style, voter.weight});
  }
  const Json values = {
      {"source", "make_record of this project, with the seed tabella"},
      {"H", std::move(generators)},
      {"leaf_of_entry_0", hex(leaf_hash(held.memory.entries.front()))},
      {"definition_sha256", hex(crypto::sha256({as_bytes(election.post().definition)}))},
      {"announcement", hex(election.announcement())},
      {"styles", std::move(styles)},
      {"ceremony", ceremony(election)},
      {"roll", hex(ballot::roll_fingerprint(roll))},
      {"election", hex(*election.fingerprint())},
      {"ballots_fingerprints", std::move(fingerprints)},
      {"ballots", ballots(parties, held)},
      {"states", states(parties, held)},
      {"tally", tally_of(election, {index_of(1), index_of(3), index_of(4)})},
      {"root", hex(held.memory.board.root())}};
  return values.dump(1) + "\n";
}

}  // namespace tabella::adversary
