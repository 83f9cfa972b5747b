// Attackers who meet the same people in another ceremony, or who have another log.
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "tests/adversary/mutation.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;
using crypto::SecretScalar;

namespace {

constexpr const char* kPracticeLog = "practice.example/log";

// A key of another ceremony, whose logarithm nobody here knows.
crypto::Element key_from_elsewhere() { return crypto::Ristretto255::derive_generator(1); }

// As officials 1 and 2 signed it where the posts belong to that.
Bytes close_of(Mutation& mutation, const std::string& belongs_to) {
  const auto& parties = mutation.parties();
  return sign_post(ClosePost{parties.definition.id}, belongs_to,
                   {parties.officials[0], parties.officials[1]});
}

void close_with(const std::function<Bytes(Mutation&)>& make) {
  Mutation mutation;
  mutation.script.replace_hostile("close", [&](const Board&) { return make(mutation); });
  mutation.require_caught();
}

}  // namespace

// ---- Another ceremony ----

TEST_CASE(
    "OC1 S3: an ephemeral key copied from another ceremony, to be complained about (C3 "
    "ceremony.possession at deal 5)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  const auto dealing = [&parties](const Board& board) {
    const crypto::Ceremony& ceremony = *parties.on(board).ceremony();
    auto made = crypto::Dealing::decode(ceremony, index_of(5), parties.dealing(board, 5)).value();
    made.ephemeral_key = key_from_elsewhere();
    made.possession =
        crypto::cocktail_sign(parties.coefficients[4][0], made.possession_message(ceremony));
    made.ephemeral_possession =
        crypto::cocktail_sign(parties.ephemerals[4], made.ephemeral_message(ceremony, index_of(5)));
    return made.encode();
  };
  mutation.script.replace("commit 5", [&parties, dealing](const Board& board) {
    const auto hash = crypto::commit_to(*parties.on(board).ceremony(), index_of(5), dealing(board));
    return parties.by_trustee(CommitPost{parties.definition.id, index_of(5), hash}, 5);
  });
  mutation.script.replace_hostile("deal 5", [&parties, dealing](const Board& board) {
    return parties.by_trustee(DealPost{parties.definition.id, index_of(5), dealing(board)}, 5);
  });
  mutation.script.end_after("certify 5");
  mutation.require_caught();
}

TEST_CASE("OC2 S3: a static key copied from another ceremony (C3 ceremony.possession at join 5)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.replace_hostile("join 5", [&parties](const Board&) {
    JoinPost post = parties.join_post(5);
    post.static_key = key_from_elsewhere();
    return parties.by_trustee(post, 5);
  });
  mutation.script.end_after("join 5");
  mutation.require_caught();
}

TEST_CASE(
    "OC2 S3: a static key with the proof of an earlier election (C3 ceremony.possession at join "
    "5)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.replace_hostile("join 5", [&parties](const Board&) {
    const auto earlier = announcement_of(encode(SignedPost(parties.election_post())), kPracticeLog);
    const auto made = crypto::StaticKey::make(earlier, index_of(5), parties.static_secrets[4]);
    const auto proof = made.possession.encode();
    return parties.by_trustee(
        JoinPost{parties.definition.id, index_of(5), made.key, Bytes(proof.begin(), proof.end())},
        5);
  });
  mutation.require_caught();
}

TEST_CASE("OC3 S3: a static key that another trustee has used (C3 rules.key_reuse at join 2)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  parties.static_secrets[1] = parties.static_secrets[0].clone();
  mutation.script.at("join 2").hostile = true;
  mutation.script.end_after("join 2");
  mutation.require_caught();
}

TEST_CASE("OC3 S3: an ephemeral key that was used before (C3 rules.key_reuse at deal 2)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  parties.ephemerals[1] = parties.ephemerals[0].clone();
  mutation.script.at("deal 2").hostile = true;
  mutation.require_caught();
}

// ---- Another log ----

TEST_CASE("OL1 S2: what officials signed on a practice log (C6 rules.belongs at close)") {
  close_with([](Mutation& m) {
    const auto practice =
        announcement_of(encode(SignedPost(m.parties().election_post())), kPracticeLog);
    return close_of(m, name_of(practice));
  });
}

TEST_CASE(
    "OL2 S2: an announcement that was signed for another log (C6 rules.belongs at election)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.replace_hostile("election", [&parties](const Board&) {
    return sign_post(parties.election_post(), kPracticeLog,
                     {parties.operator_key, parties.officials[0], parties.officials[2]});
  });
  mutation.require_caught();
}

TEST_CASE(
    "OL3 S2: what officials signed in an election of the same id and other trustees (C6 "
    "rules.belongs at close)") {
  close_with([](Mutation& m) {
    ElectionPost other = m.parties().election_post();
    std::swap(other.trustees[0], other.trustees[1]);
    return close_of(m, name_of(announcement_of(encode(SignedPost(other)), kOrigin)));
  });
}

TEST_CASE("OL1 S3: a post that does not say what it belongs to (C6 rules.belongs at close)") {
  close_with([](Mutation& m) { return close_of(m, ""); });
}

TEST_CASE("OL1 S3: a post that says more than what it belongs to (C6 rules.belongs at close)") {
  close_with([](Mutation& m) {
    return close_of(m, name_of(m.parties().announcement()) + "\nof another");
  });
}

}  // namespace tabella::adversary
