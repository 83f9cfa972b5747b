// Shares, and the result that follows from them.
#include <optional>

#include "ballot/fingerprint.h"
#include "bulletin_board/rules/records_json.h"
#include "tests/adversary/mutation.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;
using crypto::Scalar;
using crypto::SecretScalar;
using G = crypto::Ristretto255;

namespace {

crypto::DecryptionStatement<G> statement_of(const Parties& parties, const Board& board,
                                            const tally::PartialDecryption& partial,
                                            const std::string& pool) {
  const auto tally = parties.statement_of(board, pool);
  crypto::DecryptionStatement<G> statement{tally.pool,
                                           partial.trustee,
                                           parties.on(board).keys()->share_key(partial.trustee),
                                           {},
                                           partial.partials};
  for (const auto& ciphertext : tally.aggregate) statement.alphas.push_back(ciphertext.alpha);
  return statement;
}

// A proof by the honest formulas with this nonce.
crypto::DecryptionProof<G> prove_with(const crypto::DecryptionStatement<G>& statement,
                                      const SecretScalar& share, const SecretScalar& k) {
  auto transcript = statement.transcript();
  const auto y = transcript.challenge<Scalar>("y");
  const auto alpha = crypto::fold_vartime<G>(y, statement.alphas);
  const std::array commitments = {crypto::mul_base(k).publish(), (k * alpha).publish()};
  const auto x = crypto::equality_challenge<G>(transcript, commitments);
  return {commitments, (x * share + k).publish()};
}

PartialDecryptionPost post_of(const Parties& parties, const tally::PartialDecryption& partial,
                              const std::string& pool) {
  return {parties.definition.id, partial.trustee, pool, partial.encode()};
}

const std::string kVote = "vote/totals";
const std::string kScore = "score/totals";

// A trustee's share of that question, altered.
void share_with(
    const std::string& step, std::uint32_t trustee,
    const std::function<void(Mutation&, const Board&, tally::PartialDecryption&)>& alter) {
  Mutation mutation;
  mutation.script.replace_hostile(step, [&mutation, trustee, alter](const Board& board) {
    auto& parties = mutation.parties();
    auto partial = parties.partial(board, trustee, kVote);
    alter(mutation, board, partial);
    return parties.by_trustee(post_of(parties, partial, kVote), trustee);
  });
  mutation.require_caught();
}

// What the trustees would open of the first question if voting ended now.
tally::TallyStatement early_statement(const Parties& parties, const Board& board) {
  const Election& election = parties.on(board);
  const tally::Pool pool{.question = 0, .part = tally::PoolPart::totals, .styles = {0, 1}};
  return {
      ballot::pool_fingerprint(*election.fingerprint(), kVote),
      tally::aggregate_of(pool, election.styles(), election.aggregates()).ciphertexts_vartime()};
}

// What is posted of the result.
std::uint64_t result_entry(const std::vector<Bytes>& entries) {
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    if (decode_result_record(std::string(entries[i].begin(), entries[i].end()))) return i;
  }
  FAIL("there is no result");
  return 0;
}

}  // namespace

TEST_CASE("TR13 S3: a share that moves a vote (C17 share.equation at share 1 vote/totals)") {
  share_with("share 1 vote/totals", 1,
             [](Mutation& m, const Board& board, tally::PartialDecryption& partial) {
               // beta - sum lambda_i D_i is one G more.
               const std::array used = {crypto::TrusteeIndex::from_position(0),
                                        crypto::TrusteeIndex::from_position(2),
                                        crypto::TrusteeIndex::from_position(3)};
               const Scalar lambda = crypto::lagrange_at_zero<G>(used)[0];
               partial.partials[0] = partial.partials[0] -
                                     mul_base(SecretScalar::from_public(invert(lambda))).publish();
               partial.proof =
                   prove_with(statement_of(m.parties(), board, partial, kVote),
                              m.parties().secret_share(board, 1).secret(), SecretScalar::random());
             });
}

TEST_CASE(
    "TR13 S3: a right share with a proof for another election (C17 share.equation at share 1 "
    "vote/totals)") {
  share_with("share 1 vote/totals", 1,
             [](Mutation& m, const Board& board, tally::PartialDecryption& partial) {
               auto statement = statement_of(m.parties(), board, partial, kVote);
               statement.election[0] ^= 1;
               partial.proof = prove_with(statement, m.parties().secret_share(board, 1).secret(),
                                          SecretScalar::random());
             });
}

TEST_CASE(
    "TR13 S3: a right share with a proof by another trustee's key (C17 share.equation at share 1 "
    "vote/totals)") {
  share_with("share 1 vote/totals", 1,
             [](Mutation& m, const Board& board, tally::PartialDecryption& partial) {
               partial.proof =
                   prove_with(statement_of(m.parties(), board, partial, kVote),
                              m.parties().secret_share(board, 2).secret(), SecretScalar::random());
             });
}

TEST_CASE(
    "TR10 S3: a share of the aggregate without one ballot (C17 share.equation at share 1 "
    "vote/totals)") {
  // On a board that believes it the totals are not numbers: the record ends with the share.
  Mutation mutation;
  mutation.script.end_after("share 1 vote/totals");
  std::optional<tally::TallyStatement> early;
  mutation.script.insert_before("ballot 10", {"before", [&](const Board& board) {
                                                early = early_statement(mutation.parties(), board);
                                                return mutation.parties().notice(board, "before",
                                                                                 3);
                                              }});
  mutation.script.replace_hostile("share 1 vote/totals", [&](const Board& board) {
    auto& parties = mutation.parties();
    const auto partial = tally::decrypt(*early, parties.secret_share(board, 1));
    return parties.by_trustee(post_of(parties, partial, kVote), 1);
  });
  mutation.require_caught();
}

TEST_CASE(
    "BA13 S3: a share of the ballots but the last (C17 share.equation at share 1 vote/totals)") {
  Mutation mutation;
  mutation.script.end_after("share 1 vote/totals");
  std::optional<tally::TallyStatement> early;
  mutation.script.insert_before("close", {"last", [&](const Board& board) {
                                            early = early_statement(mutation.parties(), board);
                                            return mutation.parties().ballot(board, "last", 3, 8);
                                          }});
  mutation.script.replace_hostile("share 1 vote/totals", [&](const Board& board) {
    auto& parties = mutation.parties();
    const auto partial = tally::decrypt(*early, parties.secret_share(board, 1));
    return parties.by_trustee(post_of(parties, partial, kVote), 1);
  });
  mutation.require_caught();
}

TEST_CASE("TR12 S3: a share after the result (C13 rules.phase at late)") {
  Mutation mutation;
  mutation.script.insert_before(
      "key_destroyed 1",
      {.name = "late",
       .make =
           [&mutation](const Board& board) { return mutation.parties().share(board, 5, kVote); },
       .hostile = true});
  mutation.require_caught();
}

TEST_CASE("TR16 S3: another trustee's share under the own name (C13 rules.trustee at stolen)") {
  Mutation mutation;
  mutation.script.remove("share 1 vote/totals");
  mutation.script.insert_after("cosigned", {.name = "stolen",
                                            .make =
                                                [&mutation](const Board& board) {
                                                  auto& parties = mutation.parties();
                                                  PartialDecryptionPost post =
                                                      parties.share_post(board, 1, kVote);
                                                  post.trustee = index_of(2);
                                                  return parties.by_trustee(post, 2);
                                                },
                                            .hostile = true});
  mutation.require_caught();
}

TEST_CASE("TR17 S3: two trustees under one nonce (C12 share.repeat at share 3 vote/totals)") {
  Mutation mutation;
  const auto share = [&mutation](std::uint32_t trustee) {
    return [&mutation, trustee](const Board& board) {
      auto& parties = mutation.parties();
      auto partial = parties.partial(board, trustee, kVote);
      partial.proof =
          prove_with(statement_of(parties, board, partial, kVote),
                     parties.secret_share(board, trustee).secret(), SecretScalar::from_u64(77));
      return parties.by_trustee(post_of(parties, partial, kVote), trustee);
    };
  };
  mutation.script.replace("share 1 vote/totals", share(1));
  mutation.script.replace_hostile("share 3 vote/totals", share(3));
  mutation.require_caught();
}

TEST_CASE(
    "TR17 S3: one nonce for two pools, which shows the share (C12 share.repeat at share 1 "
    "score/totals)") {
  Mutation mutation;
  const auto share = [&mutation](const std::string& pool) {
    return [&mutation, pool](const Board& board) {
      auto& parties = mutation.parties();
      auto partial = parties.partial(board, 1, pool);
      partial.proof =
          prove_with(statement_of(parties, board, partial, pool),
                     parties.secret_share(board, 1).secret(), SecretScalar::from_u64(77));
      return parties.by_trustee(post_of(parties, partial, pool), 1);
    };
  };
  mutation.script.replace("share 1 vote/totals", share(kVote));
  mutation.script.replace_hostile("share 1 score/totals", share(kScore));
  mutation.require_caught();
}

TEST_CASE("TR18 S1: a result that does not follow (C18 at result)") {
  Mutation mutation;
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    const auto at = result_entry(entries);
    const std::string other = encode(ResultRecord{mutation.parties().definition.id, {1}});
    entries[at] = Bytes(other.begin(), other.end());
    mutation.object = "entry " + std::to_string(at) + ": ";
  };
  mutation.require_caught();
}

TEST_CASE("TR18 S1: a second result beside the first (C18 at second)") {
  Mutation mutation;
  mutation.other_length = true;
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    const auto at = result_entry(entries) + 1;
    const std::string other = encode(ResultRecord{mutation.parties().definition.id, {1}});
    entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at),
                   Bytes(other.begin(), other.end()));
    mutation.object = "entry " + std::to_string(at) + ": ";
  };
  mutation.require_caught();
}

TEST_CASE("TR18 S1: the result left out (C13 at block)") {
  Mutation mutation;
  mutation.other_length = true;
  mutation.alter_entries = [&](std::vector<Bytes>& entries) {
    const auto at = result_entry(entries);
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(at));
    mutation.object = "entry " + std::to_string(at) + ": ";
  };
  mutation.require_caught();
}

TEST_CASE("TR13 S3: another trustee's share shown as the own (C3 key_held.proof at key_held 3)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.replace_hostile("key_held 3", [&parties](const Board& board) {
    const auto proof = parties.held_key_proof(board, 4).encode();
    return parties.by_trustee(
        KeyHeldPost{parties.definition.id, index_of(3), Bytes(proof.begin(), proof.end())}, 3);
  });
  mutation.require_caught();
}

TEST_CASE("TR12 S3: a key shown only after the close (C13 rules.phase at late key)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.insert_after(
      "close", {.name = "late key",
                .make = [&parties](const Board& board) { return parties.key_held(board, 5); },
                .hostile = true});
  mutation.require_caught();
}

TEST_CASE("TR6 S3: a rehearsal told twice (C13 rules.twice at second rehearsal)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.insert_after("rehearsed 3",
                               {.name = "second rehearsal",
                                .make = [&parties](const Board&) { return parties.rehearsed(3); },
                                .hostile = true});
  mutation.require_caught();
}

TEST_CASE("TR6 S3: a rehearsal told after its trustee began (C13 rules.twice at late rehearsal)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.insert_after("commit 1",
                               {.name = "late rehearsal",
                                .make = [&parties](const Board&) { return parties.rehearsed(1); },
                                .hostile = true});
  mutation.require_caught();
}

TEST_CASE("TR6 S3: a trustee who has not rehearsed begins (C13 rules.rehearsal at commit 4)") {
  Mutation mutation(guarded_definition());
  mutation.script.remove("rehearsed 4");
  mutation.script.at("commit 4").hostile = true;
  mutation.require_caught();
}

TEST_CASE("TR12 S3: voting opened before enough keys were shown (C13 rules.keys at open)") {
  Mutation mutation(guarded_definition());
  mutation.script.remove("key_held 4");
  mutation.script.at("open").hostile = true;
  mutation.require_caught();
}

TEST_CASE(
    "TR12 S3: voting opened without a word about trustees who are absent (C13 rules.keys at "
    "open)") {
  Mutation mutation(guarded_definition());
  mutation.script.remove("absence");
  mutation.script.at("open").hostile = true;
  mutation.require_caught();
}

TEST_CASE("TR6 S3: a key shown twice (C13 rules.twice at second key)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.insert_after(
      "key_held 4", {.name = "second key",
                     .make =
                         [&parties](const Board& board) {
                           const auto proof = prove_held_key(*parties.on(board).fingerprint(),
                                                             parties.secret_share(board, 4))
                                                  .encode();
                           return parties.by_trustee(KeyHeldPost{parties.definition.id, index_of(4),
                                                                 Bytes(proof.begin(), proof.end())},
                                                     4);
                         },
                     .hostile = true});
  mutation.require_caught();
}

TEST_CASE(
    "TR12 S3: a key called destroyed before the result (C13 rules.phase at key_destroyed 4)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.insert_after(
      "close", {.name = "key_destroyed 4",
                .make = [&parties](const Board&) { return parties.key_destroyed(4); },
                .hostile = true});
  mutation.require_caught();
}

}  // namespace tabella::adversary
