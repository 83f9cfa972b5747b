// An operator whose clock is not the true one, and posts that are to show a time and do not. In the
// good record each block follows the one before by a minute, and witnesses tell the true time.
#include "bulletin_board/log/checkpoint.h"
#include "tests/adversary/mutation.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;

namespace {

constexpr std::uint64_t kDay = 86'400;
constexpr std::uint64_t kBegin = 1'700'000'000;  // of the script

// The block of this step is dated later than it is made by so much, and all after it.
void date_ahead(Script& script, const std::string& step, std::uint64_t seconds) {
  script.at(step).wait += seconds;
}

// Witnesses go on by the true time, so much before the board's.
Step::Make seen_before(Parties& parties, std::uint64_t seconds) {
  return [&parties, seconds](const Board& board) {
    return parties.cosigned(parties.checkpoint(board, board.time() + 1 - seconds));
  };
}

// A checkpoint that both witnesses sign.
Bytes cosigned(const Parties& parties, const Checkpoint& checkpoint, std::uint64_t time) {
  SignedNote note = sign_checkpoint(checkpoint, parties.log_key);
  for (const Witness& witness : parties.witnesses) {
    note.signatures.push_back(cosign(note.text, time, witness.name, witness.key));
  }
  return parties.cosigned(note);
}

// What a change makes of the checkpoint that shows the end of voting.
void change_checkpoint(Mutation& mutation, const std::function<void(SignedNote&)>& change) {
  Parties& parties = mutation.parties();
  mutation.script.replace_hostile("cosigned", [&parties, change](const Board& board) {
    SignedNote note = parties.checkpoint(board, board.time() + 1);
    change(note);
    return parties.cosigned(note);
  });
}

}  // namespace

// ---- The operator's clock ----

TEST_CASE("BA23 S1: voting closed a day early by its schedule (C21 at cosigned)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  const auto closes = static_cast<std::uint64_t>(parties.definition.schedule.closes);
  // The officials' close and what might have come after it are left out; the next post is dated
  // after the schedule's end.
  mutation.script.replace(
      "close", [&parties](const Board&) { return parties.by_officials(parties.notice_post()); });
  date_ahead(mutation.script, "close", closes - kBegin);
  mutation.script.replace("cosigned", seen_before(parties, kDay));
  mutation.require_caught();
}

TEST_CASE("BA23 S1: an election cancelled by a date while its roll is made (C21 at cosigned)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  const auto closes = static_cast<std::uint64_t>(parties.definition.schedule.closes);
  mutation.script.end_after("roll 1");
  mutation.script.add(
      {.name = "late",
       .make = [&parties](const Board&) { return parties.by_officials(parties.notice_post()); },
       .wait = closes - kBegin});
  mutation.script.add({"cosigned", seen_before(parties, 365 * kDay)});
  mutation.require_caught();
}

TEST_CASE("BA23 S3: a result dated long after its witnesses saw it (C21 at cosigned result)") {
  Mutation mutation;
  date_ahead(mutation.script, "share 4 score/totals", kDay);
  mutation.script.replace("cosigned result", seen_before(mutation.parties(), kDay));
  mutation.require_caught();
}

TEST_CASE("BA23 S1: a clock that was ahead is shown after a later time was (C21 at true time)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  mutation.script.insert_after("cosigned", {"true time", seen_before(parties, kDay)});
  mutation.require_caught();
}

// ---- Shares before anybody has shown when voting ended ----

TEST_CASE("BA23 S3: a share before the end of voting is cosigned (C13 share.cosigned at early)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  mutation.script.remove("share 1 vote/totals");
  mutation.script.insert_before(
      "cosigned",
      {.name = "early",
       .make = [&parties](const Board& board) { return parties.share(board, 1, "vote/totals"); },
       .hostile = true});
  mutation.require_caught();
}

TEST_CASE(
    "BA23 S3: a share once a policy asks for witnesses after the end (C13 share.cosigned at "
    "early)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  const auto log =
      VerifierKey::make(parties.origin, SignatureType::ed25519, parties.log_key.public_key());
  const auto replace = [&parties](const std::string& policy) {
    return [&parties, policy](const Board&) {
      return parties.by_officials(PolicyPost{parties.definition.id, policy});
    };
  };
  mutation.script.insert_before("close", {"no witness", replace(policy_without_witnesses(log))});
  mutation.script.insert_after("close", {"witnesses", replace(parties.policy_of(kOrigin))});
  mutation.script.remove("share 1 vote/totals");
  mutation.script.insert_after(
      "witnesses",
      {.name = "early",
       .make = [&parties](const Board& board) { return parties.share(board, 1, "vote/totals"); },
       .hostile = true});
  mutation.require_caught();
}

// ---- Checkpoints that show nothing ----

TEST_CASE(
    "BA24 S4: a checkpoint with another root than the log's (C21 cosigned.root at cosigned)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  mutation.script.replace_hostile("cosigned", [&parties](const Board& board) {
    Hash root = board.root();
    root[0] ^= 1;
    return cosigned(parties, {kOrigin, board.size(), root}, board.time() + 1);
  });
  mutation.require_caught();
}

TEST_CASE("BA24 S4: a checkpoint of a log that is longer (C21 cosigned.root at cosigned)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  mutation.script.replace_hostile("cosigned", [&parties](const Board& board) {
    return cosigned(parties, {kOrigin, board.size() + 5, board.root()}, board.time() + 1);
  });
  mutation.require_caught();
}

TEST_CASE("BA24 S4: another log's checkpoint (C21 cosigned.checkpoint at cosigned)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  mutation.off = {"checkpoint.origin"};
  mutation.script.replace_hostile("cosigned", [&parties](const Board& board) {
    const std::string text =
        Checkpoint{"board.example/practice", board.size(), board.root()}.text();
    SignedNote note{text, {sign_note(text, kOrigin, parties.log_key)}};
    for (const Witness& witness : parties.witnesses) {
      note.signatures.push_back(cosign(text, board.time() + 1, witness.name, witness.key));
    }
    return parties.cosigned(note);
  });
  mutation.require_caught();
}

TEST_CASE(
    "BA24 S1: a checkpoint with a line that nobody answers for "
    "(C21 cosigned.checkpoint at cosigned)") {
  Mutation mutation;
  change_checkpoint(mutation, [](SignedNote& note) {
    note.signatures.push_back({"vote-for-ada.example", {1, 2, 3, 4}, Bytes(8)});
  });
  mutation.require_caught();
}

TEST_CASE("BA24 S1 shadowed: one cosignature of two (C21 cosigned.policy at cosigned)") {
  Mutation mutation;
  mutation.off = {"policy.quorum"};
  change_checkpoint(mutation, [](SignedNote& note) { note.signatures.pop_back(); });
  mutation.require_noticed();
}

TEST_CASE("BA24 S1: a cosignature whose date was altered (C21 cosigned.policy at cosigned)") {
  Mutation mutation;
  mutation.off = {"checkpoint.cosignature"};
  change_checkpoint(mutation, [](SignedNote& note) { note.signatures.back().signature[7] ^= 1; });
  mutation.require_caught();
}

TEST_CASE("BA24 S1: a post that shows nothing new (C13 cosigned.covers at again)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  mutation.script.insert_after(
      "cosigned", {.name = "again",
                   .make = [&parties](const Board& board) { return parties.cosigned(board); },
                   .hostile = true});
  mutation.require_caught();
}

TEST_CASE("BA24 S3: the policy of another log (C2 election.policy at election)") {
  Mutation mutation;
  Parties& parties = mutation.parties();
  mutation.script = parties.script_until_open();
  mutation.script.replace_hostile("election", [&parties](const Board&) {
    ElectionPost post = parties.election_post();
    post.policy = policy_without_witnesses(VerifierKey::make(
        "board.example/practice", SignatureType::ed25519, parties.log_key.public_key()));
    return parties.sign(post, {parties.operator_key, parties.officials[0], parties.officials[1]});
  });
  mutation.script.end_after("election");
  mutation.require_caught();
}

// ---- What is told and fails nothing ----

namespace {

// The state of the end of voting in a record that is valid.
MomentState state_of_closed(const Script& script, const Parties& parties) {
  Held held;
  hold(script, held);
  const Verdict verdict = verify(seal_record(held.memory.entries, parties));
  INFO(verifier::text_of(verdict.report));
  REQUIRE(verdict.report.valid());
  return verdict.report.moments().front().state;
}

}  // namespace

TEST_CASE("BA23, ballots that are counted a year late are told, and cannot be called in time") {
  SeededRandomness randomness("tabella");
  Parties parties(randomness, short_definition());
  Script script = parties.script();
  // The board's clock stands still for a year.
  script.replace("cosigned", [&parties](const Board& board) {
    return parties.cosigned(parties.checkpoint(board, board.time() + 365 * kDay));
  });
  REQUIRE(state_of_closed(script, parties) == MomentState::later);
}

TEST_CASE("BA23, an hour without witnesses is told, and is no crime") {
  SeededRandomness randomness("tabella");
  Parties parties(randomness, short_definition());
  Script script = parties.script();
  script.replace("cosigned", [&parties](const Board& board) {
    return parties.cosigned(parties.checkpoint(board, board.time() + 3'600));
  });
  REQUIRE(state_of_closed(script, parties) == MomentState::later);
  REQUIRE(state_of_closed(parties.script(), parties) == MomentState::shown);
}

}  // namespace tabella::adversary
