// Ballots, and notices of tests, whose proofs hold and which the rules refuse all the same.
#include <algorithm>

#include "bulletin_board/posts_json.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "tests/adversary/cheat.h"
#include "tests/adversary/mutation.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;

namespace {

Step hostile(const std::string& name, Step::Make make) {
  return {.name = name, .make = std::move(make), .hostile = true};
}

// An honest ballot of this voter, altered.
Step::Make altered(Mutation& mutation, const std::string& step, std::size_t voter,
                   std::uint64_t sequence, const std::function<void(ballot::BallotPost&)>& alter) {
  return [&mutation, step, voter, sequence, alter](const Board& board) {
    auto post =
        ballot::decode_ballot_post(as_text(mutation.parties().ballot(board, step, voter, sequence)))
            .value();
    alter(post);
    return to_bytes(ballot::encode(post));
  };
}

Step::Make cast(Mutation& mutation, const std::string& step, std::size_t voter,
                std::uint64_t sequence) {
  return altered(mutation, step, voter, sequence, [](ballot::BallotPost&) {});
}

// A second ballot of voter 4 that shares something with the first, though its proof is fresh.
void cast_alike(
    const std::function<void(Cheat::Prover& second, const Cheat::Prover& first)>& share) {
  Mutation mutation;
  mutation.script.replace("ballot 4", [&mutation](const Board& board) {
    return Cheat(mutation.parties(), board, "ballot 4", 3).seal();
  });
  mutation.script.insert_after("revote 1",
                               hostile("second", [&mutation, share](const Board& board) {
                                 const Cheat first(mutation.parties(), board, "ballot 4", 3);
                                 Cheat second(mutation.parties(), board, "second", 3, 2);
                                 share(*second.prover, *first.prover);
                                 second.count_bits();
                                 return second.seal();
                               }));
  mutation.require_caught();
}

// By this voter, who need not have sealed the ballot.
ballot::TestedNotice notice_of(Mutation& mutation, const Bytes& ballot, std::size_t voter) {
  const auto post = ballot::decode_ballot_post(as_text(ballot)).value();
  return ballot::make_tested_notice(post.election, post.style, post.sequence,
                                    crypto::without_z_K(post.sealed),
                                    mutation.parties().voters[voter].key);
}

const std::string& style_of(const Parties& parties, std::size_t voter) {
  return parties.styles[parties.voters[voter].style].id;
}

Bytes encoded(const ballot::TestedNotice& notice) { return to_bytes(ballot::encode(notice)); }

}  // namespace

TEST_CASE("BA4 S2: one nonce for two counters (C12 ballot.repeat at ballot 4)") {
  Mutation mutation(good_definition());
  mutation.script.replace_hostile("ballot 4", [&mutation](const Board& board) {
    Cheat cheat(mutation.parties(), board, "ballot 4", 3);
    cheat.prover->r[1] = cheat.prover->r[0];
    return cheat.seal();
  });
  mutation.require_caught();
}

TEST_CASE("BA4 S2: the B of an earlier ballot (C12 ballot.repeat at second)") {
  cast_alike([](Cheat::Prover& second, const Cheat::Prover& first) {
    second.b = first.b;
    second.s_B = first.s_B;
  });
}

TEST_CASE("BA4 S2: the K of an earlier ballot, which shows the key (C12 ballot.repeat at second)") {
  cast_alike([](Cheat::Prover& second, const Cheat::Prover& first) { second.kappa = first.kappa; });
}

TEST_CASE(
    "BA6 S1: the first ballot held back until after the second (C13 ballot.sequence at late)") {
  Mutation mutation;
  mutation.script.remove("ballot 1");
  mutation.script.insert_after("revote 1", hostile("late", cast(mutation, "ballot 1", 0, 1)));
  mutation.require_caught();
}

TEST_CASE("BA7 S1 shadowed: the older of two ballots once more (C12 C13 at again)") {
  Mutation mutation;
  mutation.off = {"ballot.sequence", "ballot.repeat"};
  mutation.script.insert_after("revote 1", hostile("again", cast(mutation, "ballot 1", 0, 1)));
  mutation.require_noticed();
}

TEST_CASE("BA7 S2: a second ballot where one is allowed (C13 ballot.revote at revote 1)") {
  auto definition = short_definition();
  definition.revoting = ballot::Revoting::refused;
  Mutation mutation(definition);
  mutation.script.remove("revote 6");
  mutation.script.at("revote 1").hostile = true;
  mutation.require_caught();
}

TEST_CASE("BA15 S2: a tested ballot is cast (C13 ballot.tested at ballot 7)") {
  Mutation mutation;
  mutation.script.replace_hostile("ballot 7", cast(mutation, "test 7", 6, 1));
  mutation.require_caught();
}

TEST_CASE("BA15 S2: a ballot that counts is called tested (C13 tested.cast at notice)") {
  Mutation mutation;
  mutation.script.insert_after("ballot 5", hostile("notice", [&mutation](const Board& board) {
                                 const Bytes ballot =
                                     mutation.parties().ballot(board, "ballot 5", 4, 1);
                                 return encoded(notice_of(mutation, ballot, 4));
                               }));
  mutation.require_caught();
}

TEST_CASE("BA15 S2: a test said twice (C13 tested.twice at notice)") {
  Mutation mutation;
  mutation.script.insert_after("test 7", hostile("notice", [&mutation](const Board& board) {
                                 return mutation.parties().notice(board, "test 7", 6);
                               }));
  mutation.require_caught();
}

TEST_CASE("BF4 S2: a notice beyond the bound of a credential (C13 tested.many at notice 33)") {
  Mutation mutation;
  for (int i = 2; i <= 33; ++i) {
    const std::string name = "notice " + std::to_string(i);
    mutation.script.insert_before("ballot 7",
                                  {.name = name,
                                   .make =
                                       [&mutation, i](const Board& board) {
                                         auto& parties = mutation.parties();
                                         const auto sealed = static_cast<std::uint8_t>(i);
                                         parties.randomness.begin("notice");
                                         return encoded(ballot::make_tested_notice(
                                             *parties.on(board).fingerprint(), style_of(parties, 6),
                                             1, {&sealed, 1}, parties.voters[6].key));
                                       },
                                   .hostile = i == 33});
  }
  mutation.require_caught();
}

TEST_CASE("BA15 S2: somebody else says that a ballot was tested (C8 tested.proof at notice)") {
  Mutation mutation;
  mutation.script.insert_before("ballot 7", hostile("notice", [&mutation](const Board& board) {
                                  const Bytes ballot =
                                      mutation.parties().ballot(board, "ballot 7", 6, 1);
                                  auto notice = notice_of(mutation, ballot, 3);
                                  notice.credential = mutation.parties().voters[6].credential;
                                  return encoded(notice);
                                }));
  // On a board that believes it, the voter cannot cast what she sealed.
  mutation.script.remove("ballot 7");
  mutation.require_caught();
}

TEST_CASE("BA15 S2: a test of a ballot of another style (C8 tested.style at notice)") {
  Mutation mutation;
  mutation.script.insert_before(
      "ballot 7", hostile("notice", [&mutation](const Board& board) {
        auto& parties = mutation.parties();
        const auto& mine = style_of(parties, 6);
        const auto other = std::ranges::find_if(
            parties.styles, [&mine](const auto& style) { return style.id != mine; });
        parties.randomness.begin("notice");
        return encoded(ballot::make_tested_notice(*parties.on(board).fingerprint(), other->id, 1,
                                                  {}, parties.voters[6].key));
      }));
  mutation.require_caught();
}

TEST_CASE("PF10 S1: K and z_K of a ballot as the proof of a notice (C8 tested.proof at notice)") {
  Mutation mutation;
  mutation.script.insert_after(
      "ballot 5", hostile("notice", [&mutation](const Board& board) {
        auto& parties = mutation.parties();
        const auto post =
            ballot::decode_ballot_post(as_text(parties.ballot(board, "ballot 5", 4, 1))).value();
        const crypto::SealedView view(parties.styles[0].style, post.sealed);
        ballot::TestedNotice notice;
        notice.election = post.election;
        notice.style = post.style;
        notice.credential = post.credential;
        notice.proof = {*crypto::Element::decode(view.K()), *crypto::Scalar::decode(view.z_K())};
        return encoded(notice);
      }));
  mutation.require_caught();
}

TEST_CASE("BA16 S2: a field for the seed in the post (C1 ballot.encoding at ballot 4)") {
  Mutation mutation;
  mutation.script.replace_hostile("ballot 4", [&mutation](const Board& board) {
    std::string line(as_text(mutation.parties().ballot(board, "ballot 4", 3, 1)));
    line.insert(line.size() - 1,
                ",\"seed\":\"" + base64url(mutation.parties().sealed.back().seed) + "\"");
    return to_bytes(line);
  });
  mutation.require_caught();
}

TEST_CASE("BA17 S2: another district's style (C8 ballot.style at ballot 4)") {
  Mutation mutation;
  mutation.script.replace_hostile(
      "ballot 4", altered(mutation, "ballot 4", 3, 1, [](auto& post) { post.style = "south"; }));
  mutation.require_caught();
}

TEST_CASE("BA17 S2 shadowed: a response more than the style has (C7 ballot.shape at ballot 4)") {
  Mutation mutation;
  mutation.alter_entries = [&mutation](std::vector<Bytes>& entries) {
    Bytes& entry = entries[mutation.entry_of("ballot 4")];
    auto post = ballot::decode_ballot_post(as_text(entry)).value();
    post.sealed.resize(post.sealed.size() + 32);
    entry = to_bytes(ballot::encode(post));
  };
  mutation.require_noticed();
}

TEST_CASE(
    "BA1 S2 shadowed: another's ballot under the own credential (C8 C9 C10 C11 C12 at copy)") {
  Mutation mutation;
  mutation.off = {"ballot."};
  mutation.script.insert_after("ballot 5",
                               hostile("copy", altered(mutation, "ballot 5", 4, 1, [&](auto& post) {
                                         post.credential = mutation.parties().voters[9].credential;
                                         post.sequence = 9;
                                       })));
  mutation.script.end_after("copy");
  mutation.require_noticed();
}

TEST_CASE("PF6 S2 shadowed: two counters of one ballot exchanged (C8 C9 C10 C11 at ballot 4)") {
  Mutation mutation(good_definition());
  mutation.off = {"ballot."};
  mutation.script.end_after("open");
  mutation.script.add(hostile("ballot 4", altered(mutation, "ballot 4", 3, 1, [](auto& post) {
                                std::swap_ranges(post.sealed.begin(), post.sealed.begin() + 64,
                                                 post.sealed.begin() + 64);
                              })));
  mutation.require_noticed();
}

TEST_CASE("BA19 S2: a ballot before voting is open (C13 rules.phase at early)") {
  Mutation mutation;
  mutation.script.insert_before("open", hostile("early", cast(mutation, "early", 3, 1)));
  mutation.script.remove("ballot 4");
  mutation.require_caught();
}

TEST_CASE("BA19 S2: a ballot after the close (C13 rules.phase at late)") {
  Mutation mutation;
  mutation.script.insert_after("close", hostile("late", cast(mutation, "late", 3, 2)));
  mutation.require_caught();
}

TEST_CASE("BA19 S2: a notice of a test after the close (C13 rules.phase at late)") {
  Mutation mutation;
  mutation.script.insert_after("close", hostile("late", [&mutation](const Board& board) {
                                 return mutation.parties().notice(board, "late", 3);
                               }));
  mutation.require_caught();
}

TEST_CASE("GE1 S2 shadowed: an element in its second encoding (C1 at ballot 4)") {
  Mutation mutation;
  mutation.off = {"ballot.encoding"};
  mutation.script.end_after("open");
  mutation.script.add(hostile("ballot 4", altered(mutation, "ballot 4", 3, 1,
                                                  [](auto& post) { post.sealed[31] |= 0x80; })));
  mutation.require_noticed();
}

TEST_CASE("GE4 S2 shadowed: a response of s and the group order (C1 at ballot 4)") {
  Mutation mutation;
  mutation.off = {"ballot.encoding"};
  mutation.script.end_after("open");
  mutation.script.add(hostile("ballot 4", altered(mutation, "ballot 4", 3, 1,
                                                  [](auto& post) { post.sealed.back() |= 0xf0; })));
  mutation.require_noticed();
}

}  // namespace tabella::adversary
