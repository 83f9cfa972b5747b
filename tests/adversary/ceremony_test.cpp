// The ceremony and the roll: what makes the election's key, and who may vote.
#include "ballot/fingerprint.h"
#include "bulletin_board/posts_json.h"
#include "tests/adversary/mutation.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;
using crypto::Element;
using crypto::SecretScalar;
using crypto::TrusteeIndex;

namespace {

constexpr std::uint32_t kCheat = 5;  // the trustee who deals last

// Trustee 5 commits to, and deals, this dealing; the others are honest.
void deal_with(const std::function<void(Mutation&, const Board&, crypto::Dealing&)>& alter) {
  Mutation mutation;
  auto& parties = mutation.parties();
  const auto dealing = [&mutation, &parties, alter](const Board& board) {
    const crypto::Ceremony& ceremony = *parties.on(board).ceremony();
    const auto dealer = TrusteeIndex::from_position(kCheat - 1);
    auto made = crypto::Dealing::decode(ceremony, dealer, parties.dealing(board, kCheat)).value();
    alter(mutation, board, made);
    made.ephemeral_possession = crypto::cocktail_sign(parties.ephemerals[kCheat - 1],
                                                      made.ephemeral_message(ceremony, dealer));
    return made.encode();
  };
  mutation.script.replace("commit 5", [&parties, dealing](const Board& board) {
    const auto hash = crypto::commit_to(*parties.on(board).ceremony(),
                                        TrusteeIndex::from_position(kCheat - 1), dealing(board));
    return parties.by_trustee(CommitPost{parties.definition.id, index_of(kCheat), hash}, kCheat);
  });
  mutation.script.replace_hostile("deal 5", [&parties, dealing](const Board& board) {
    return parties.by_trustee(DealPost{parties.definition.id, index_of(kCheat), dealing(board)},
                              kCheat);
  });
  // Nobody's share fits such a dealing: the election has a key, and nobody who can show or use it.
  for (const char* step : {"key_held 1", "key_held 3", "key_held 4"}) mutation.script.remove(step);
  mutation.script.end_after("open");
  mutation.require_caught();
}

// C_0 of the last dealer such that the sum of all is X, whose logarithm it knows.
Element rogue_commitment(Mutation& mutation, const Board& board) {
  Element sum = crypto::mul_base(SecretScalar::from_u64(7)).publish();
  const crypto::Ceremony& ceremony = *mutation.parties().on(board).ceremony();
  for (std::uint32_t i = 1; i < kCheat; ++i) {
    const auto other = crypto::Dealing::decode(ceremony, TrusteeIndex::from_position(i - 1),
                                               mutation.parties().dealing(board, i))
                           .value();
    sum = sum - other.commitments[0];
  }
  return sum;
}

// The registrar posts another roll than the rules allow.
struct Roll {
  std::vector<RollEntry> second;  // of the post "roll 2"
  RollEndPost end;
};
void post_roll(const std::string& hostile_step, const std::function<void(Mutation&, Roll&)>& alter,
               ballot::Definition definition = short_definition()) {
  Mutation mutation(std::move(definition));
  auto& parties = mutation.parties();
  Roll roll{parties.roll_post(6, 6).entries, parties.roll_end_post()};
  alter(mutation, roll);
  mutation.script.replace("roll 2", [&parties, roll](const Board&) {
    return parties.by_registrar(RollPost{parties.definition.id, roll.second});
  });
  mutation.script.replace(
      "roll_end", [&parties, roll](const Board&) { return parties.by_registrar(roll.end); });
  mutation.script.at(hostile_step).hostile = true;
  mutation.require_caught();
}

// The end of a roll that has all of these.
RollEndPost end_of(const Parties& parties, const std::vector<RollEntry>& second) {
  std::vector<RollEntry> all = parties.roll_post(0, 6).entries;
  all.insert(all.end(), second.begin(), second.end());
  std::vector<ballot::RollEntry> entries;
  for (const RollEntry& each : all) {
    entries.push_back({each.credential, each.style == "south" ? 1U : 0U, each.weight});
  }
  return {parties.definition.id, entries.size(), ballot::roll_fingerprint(entries)};
}

}  // namespace

TEST_CASE(
    "TR1 S3: a key computed from the others' so that they cancel (C3 ceremony.possession at deal "
    "5)") {
  deal_with([](Mutation& m, const Board& board, crypto::Dealing& dealing) {
    dealing.commitments[0] = rogue_commitment(m, board);
  });
}

TEST_CASE("TR1 S3: another dealer's proof of possession (C3 ceremony.possession at deal 5)") {
  deal_with([](Mutation& m, const Board& board, crypto::Dealing& dealing) {
    const auto first = TrusteeIndex::from_position(0);
    const auto other = crypto::Dealing::decode(*m.parties().on(board).ceremony(), first,
                                               m.parties().dealing(board, 1))
                           .value();
    dealing.commitments[0] = other.commitments[0];
    dealing.possession = other.possession;
  });
}

TEST_CASE("TR2 S3: a dealing that is not what was hashed (C3 ceremony.reveal at deal 5)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.replace("commit 5", [&parties](const Board&) {
    return parties.by_trustee(CommitPost{parties.definition.id, index_of(kCheat), Bytes(64)},
                              kCheat);
  });
  mutation.script.at("deal 5").hostile = true;
  mutation.require_caught();
}

TEST_CASE(
    "TR3 S3: a last coefficient of 0, which needs one share fewer (C3 ceremony.identity at deal "
    "5)") {
  Mutation mutation;
  mutation.parties().coefficients[kCheat - 1][2] = SecretScalar::from_u64(0);
  mutation.script.at("deal 5").hostile = true;
  mutation.require_caught();
}

TEST_CASE("TR6 S3: a certificate about other dealings (C3 ceremony.certificate at certify 4)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.replace_hostile("certify 4", [&parties](const Board& board) {
    auto dealings = parties.on(board).dealings();
    dealings[1].shares[0][0] ^= 1;
    const auto signature =
        crypto::certify(*parties.on(board).ceremony(), dealings, parties.static_secrets[3])
            .encode();
    return parties.by_trustee(
        CertifyPost{parties.definition.id, index_of(4), Bytes(signature.begin(), signature.end())},
        4);
  });
  mutation.require_caught();
}

TEST_CASE(
    "TR6 S3: one trustee certifies twice, so that another need not (C13 rules.twice at certify "
    "5)") {
  Mutation mutation;
  mutation.script.replace_hostile("certify 5", [&mutation](const Board& board) {
    return mutation.parties().certify(board, 4);
  });
  mutation.require_caught();
}

TEST_CASE(
    "TR5 S3: who complained about a good share goes on (C13 rules.disqualified at certify 1)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  Script script = parties.script_until_open();
  script.insert_before(
      "certify 1",
      {"complaint", [&parties](const Board& board) {
         const auto accuser = TrusteeIndex::from_position(0);
         const auto dealer = TrusteeIndex::from_position(1);
         parties.randomness.begin("complaint");
         const auto complaint =
             crypto::complain(*parties.on(board).ceremony(), accuser, dealer,
                              parties.on(board).dealings()[1], parties.static_secrets[0]);
         return parties.by_trustee(
             ComplaintPost{parties.definition.id, index_of(1), index_of(2), complaint.encode()}, 1);
       }});
  script.at("certify 1").hostile = true;
  script.remove("certify 5");
  script.remove("key_held 1");
  parties.add_tally(script, {3, 4, 5});
  mutation.script = std::move(script);
  mutation.require_caught();
}

TEST_CASE("BA8 S3: the roll goes on after voting is open (C13 rules.phase at late roll)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  parties.voters.push_back(parties.make_voter("stuffer", 0, 1));
  mutation.script.insert_after(
      "open",
      {.name = "late roll",
       .make = [&parties](const Board&) { return parties.by_registrar(parties.roll_post(12, 1)); },
       .hostile = true});
  mutation.script.insert_after("late roll", {"stuffed", [&parties](const Board& board) {
                                               return parties.ballot(board, "stuffed", 12, 1);
                                             }});
  mutation.require_caught();
}

TEST_CASE("BA8 S3: a credential twice on the roll (C5 roll.duplicate at roll 2)") {
  post_roll("roll 2", [](Mutation& m, Roll& roll) {
    roll.second.push_back(roll.second.front());
    roll.end = end_of(m.parties(), roll.second);
  });
}

TEST_CASE("BA8 S3: a weight above the bound (C5 roll.weight at roll 2)") {
  post_roll("roll 2", [](Mutation& m, Roll& roll) {
    roll.second.front().weight = 3;
    roll.end = end_of(m.parties(), roll.second);
  });
}

TEST_CASE("BA8 S3: more voters of a district than were announced (C5 roll.bound at roll 2)") {
  auto definition = short_definition();
  definition.styles[0].max_voters = 7;
  post_roll(
      "roll 2", [](Mutation&, Roll&) {}, definition);
}

TEST_CASE("BA8 S3: a part of the roll without anybody (C5 roll.empty at empty)") {
  Mutation mutation;
  auto& parties = mutation.parties();
  mutation.script.insert_before(
      "roll_end", {.name = "empty",
                   .make =
                       [&parties](const Board&) {
                         return parties.by_registrar(RollPost{parties.definition.id, {}});
                       },
                   .hostile = true});
  mutation.require_caught();
}

TEST_CASE("VE1 S3: another number of voters than were posted (C5 roll.count at roll_end)") {
  post_roll("roll_end", [](Mutation&, Roll& roll) { ++roll.end.entries; });
}

TEST_CASE("VE1 S3: the fingerprint of another roll (C5 roll.fingerprint at roll_end)") {
  post_roll("roll_end", [](Mutation& m, Roll& roll) {
    auto other = roll.second;
    other.pop_back();
    roll.end.roll = end_of(m.parties(), other).roll;
  });
}

}  // namespace tabella::adversary
