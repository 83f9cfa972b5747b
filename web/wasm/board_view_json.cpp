#include "web/wasm/board_view_json.h"

#include <nlohmann/json.hpp>

#include "bulletin_board/posts_json.h"
#include "tally/explanation.h"
#include "tally/result_json.h"

namespace tabella::wasm {

using bulletin_board::Board;
using bulletin_board::Election;

namespace {

using Json = nlohmann::ordered_json;

Json hex_or_null(const auto& optional) { return optional ? Json(hex(*optional)) : Json(nullptr); }

Json posts_of(const std::vector<crypto::CeremonyPost>& posts) {
  Json list = Json::array();
  for (const crypto::CeremonyPost& post : posts) {
    list.push_back({{"trustee", post.trustee}, {"message", base64url(post.message)}});
  }
  return list;
}

Json keys_of(const Election& election) {
  if (!election.keys()) return nullptr;
  Json shares = Json::array();
  for (const crypto::Element& key : election.keys()->share_keys()) {
    shares.push_back(hex(key.bytes()));
  }
  return {{"election_key", hex(election.keys()->election_key().element().bytes())},
          {"share_keys", std::move(shares)}};
}

Json trustees_of(const Election& election) {
  Json list = Json::array();
  for (std::size_t i = 0; i < election.post().trustees.size(); ++i) {
    const auto& joined = election.static_keys()[i];
    list.push_back({{"key", election.post().trustees[i].text()},
                    {"static_key", joined ? Json(hex(joined->key.bytes())) : Json(nullptr)}});
  }
  return list;
}

// What each trustee joined with: its static key, and the proof.
Json joins_of(const Election& election) {
  std::vector<crypto::CeremonyPost> joins;
  for (std::size_t i = 0; i < election.static_keys().size(); ++i) {
    const auto& joined = election.static_keys()[i];
    if (!joined) continue;
    const auto& key = joined->key.bytes();
    const auto proof = joined->possession.encode();
    Bytes message(key.begin(), key.end());
    message.insert(message.end(), proof.begin(), proof.end());
    joins.push_back({static_cast<std::uint32_t>(i + 1), std::move(message)});
  }
  return posts_of(joins);
}

Json numbers_of(const std::set<crypto::TrusteeIndex>& trustees) {
  Json list = Json::array();
  for (const crypto::TrusteeIndex trustee : trustees) list.push_back(trustee.number());
  return list;
}

Json pool_of(const Election& election, const bulletin_board::TallyPool& pool) {
  const ballot::Definition& definition = election.definition();
  Json styles = Json::array();
  for (const std::uint32_t style : pool.pool.styles) styles.push_back(definition.styles[style].id);
  std::set<crypto::TrusteeIndex> shares;
  for (const tally::PartialDecryption& each : pool.decryptions) shares.insert(each.trustee);
  Json aggregate = nullptr;
  if (pool.state == tally::PoolState::due || pool.state == tally::PoolState::opened) {
    aggregate = Json::array();
    for (const crypto::Ciphertext& each : pool.statement.aggregate) {
      aggregate.push_back({hex(each.alpha.bytes()), hex(each.beta.bytes())});
    }
  }
  return {{"pool", pool.name},
          {"question", definition.questions[pool.pool.question].id},
          {"part", pool.pool.part == tally::PoolPart::asked ? "asked" : "totals"},
          {"styles", std::move(styles)},
          {"ballots", pool.ballots},
          {"state", tally::name(pool.state)},
          {"aggregate", std::move(aggregate)},
          {"fingerprint", hex(pool.statement.pool)},
          {"shares", numbers_of(shares)}};
}

Json pages_of(const Election& election) {
  Json pages = Json::object();
  for (const auto& [page, hash] : election.pages()) pages[page] = hex(hash);
  return pages;
}

Json revoked_of(const Election& election) {
  Json revoked = Json::array();
  for (const auto& [official, key] : election.revoked()) {
    revoked.push_back(
        {{"official", official}, {"reason", key.reason}, {"entry", key.entry}, {"time", key.time}});
  }
  return revoked;
}

Json moments_of(const Election& election) {
  Json moments = Json::array();
  for (const auto& moment : election.moments().all()) {
    moments.push_back(
        {{"moment", bulletin_board::name(moment.name)},
         {"time", moment.time},
         {"size", moment.size},
         {"cosigned_time", moment.cosigned ? Json(moment.cosigned->time) : Json(nullptr)},
         {"state", bulletin_board::name(election.state_of(moment))}});
  }
  return moments;
}

// Why each question came out so, by language.
Json reasons_of(const Election& election) {
  const ballot::Definition& definition = election.definition();
  Json reasons = Json::array();
  for (std::size_t q = 0; q < definition.questions.size(); ++q) {
    Json sentences = Json::object();
    for (const std::string& language : definition.languages) {
      sentences[language] =
          tally::explain(definition.questions[q], (*election.results())[q], language);
    }
    reasons.push_back(std::move(sentences));
  }
  return reasons;
}

Json report_of(const Election& election) {
  Json pools = Json::array();
  for (const auto& pool : election.pools()) pools.push_back(pool_of(election, pool));
  return {{"election", election.definition().id},
          {"post", bulletin_board::encode(bulletin_board::SignedPost(election.post()))},
          {"definition", election.post().definition},
          {"phase", bulletin_board::name(election.phase())},
          {"why_cancelled", election.why_cancelled()},
          {"announcement", base64url(election.announcement())},
          {"policy", election.policy_text()},
          {"moments", moments_of(election)},
          {"threshold", election.definition().trustees.threshold},
          {"trustees", trustees_of(election)},
          {"disqualified",
           election.ceremony() ? numbers_of(election.ceremony()->disqualified()) : Json::array()},
          {"joins", joins_of(election)},
          {"commits", posts_of(election.commits())},
          {"deals", posts_of(election.deals())},
          {"certificates", posts_of(election.certificates())},
          {"dealings_accepted", election.dealings().size()},
          {"keys", keys_of(election)},
          {"fingerprint", hex_or_null(election.fingerprint())},
          {"roll_size", election.roll_size()},
          {"accepted_ballots", election.accepted_ballots()},
          {"tested_ballots", election.tested_ballots()},
          {"pages", pages_of(election)},
          {"revoked", revoked_of(election)},
          {"rehearsed", numbers_of(election.rehearsed())},
          {"keys_held", numbers_of(election.keys_held())},
          {"may_open",
           election.phase() == bulletin_board::Phase::ready && election.may_open().has_value()},
          {"keys_destroyed", numbers_of(election.keys_destroyed())},
          {"smallest_group", election.definition().smallest_group},
          {"counted_ballots", election.counted_ballots()},
          {"box", election.fingerprint() ? Json(hex(election.box_fingerprint())) : Json(nullptr)},
          {"pools", std::move(pools)},
          {"result", election.results()
                         ? Json(tally::encode(election.definition(), *election.results()))
                         : Json(nullptr)},
          {"reasons", election.results() ? reasons_of(election) : Json(nullptr)}};
}

}  // namespace

std::string json_of(const Board& board) {
  Json elections = Json::array();
  for (const auto& [id, election] : board.elections()) elections.push_back(report_of(election));
  const Json operator_key =
      board.manifest() ? Json(board.manifest()->operator_key.text()) : Json(nullptr);
  const Json origin = board.manifest() ? Json(board.manifest()->origin) : Json(nullptr);
  const Json view = {{"size", board.size()},
                     {"origin", origin},
                     {"operator", operator_key},
                     {"root", hex(board.root())},
                     {"height", board.height()},
                     {"time", board.time()},
                     {"elections", std::move(elections)}};
  // Texts came from outside: bytes that are not UTF-8 are replaced, and end nothing.
  return view.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tabella::wasm
