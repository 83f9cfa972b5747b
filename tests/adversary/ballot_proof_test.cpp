// Family (a): each check of a ballot's proof is the only one that stops some cheat, who keeps all
// other rules.
#include "tests/adversary/cheat.h"
#include "tests/adversary/mutation.h"
#include "tests/catch.h"

namespace tabella::adversary {

using bulletin_board::Board;
using crypto::Element;
using crypto::Scalar;

namespace {

constexpr std::size_t kVoter = 3;  // of ballot 4, who is one of north

using MakeBallot = std::function<Bytes(Cheat&)>;

// Ballot 4 is what the cheat makes of an honest one.
void cast_by_cheat(Mutation& mutation, const MakeBallot& make) {
  mutation.script.replace_hostile("ballot 4", [&mutation, make](const Board& board) {
    Cheat cheat(mutation.parties(), board, "ballot 4", kVoter);
    return make(cheat);
  });
  mutation.require_caught();
}

// Other bits, which are counted as they are, in the election with every kind of question.
void cast_bits(const std::function<void(Cheat&)>& change) {
  Mutation mutation(good_definition());
  cast_by_cheat(mutation, [change](Cheat& cheat) {
    change(cheat);
    cheat.count_bits();
    return cheat.seal();
  });
}

void cast_by_short_cheat(const MakeBallot& make) {
  Mutation mutation;
  cast_by_cheat(mutation, make);
}

// What is drawn is changed before the honest formulas.
void cast_with(const std::function<void(Cheat::Prover&)>& change) {
  cast_by_short_cheat([change](Cheat& cheat) {
    change(*cheat.prover);
    return cheat.seal();
  });
}

void set_bits(Cheat& cheat, const std::string& question, std::initializer_list<std::int64_t> bits) {
  std::size_t at = cheat.first_bit(question);
  for (const std::int64_t bit : bits) cheat.set_bit(at++, bit);
}

// The first bit of the question that is 0.
void mark_one_more(Cheat& cheat, const std::string& question) {
  std::size_t at = cheat.first_bit(question);
  while (!cheat.prover->b[at].is_zero()) ++at;
  cheat.set_bit(at, 1);
}

}  // namespace

TEST_CASE("PF3 S2: a bit of 2 and one of -1 (C9 ballot.bits at ballot 4)") {
  cast_bits([](Cheat& c) {
    const std::size_t second = c.first_bit("grades") + 2;
    c.set_bit(second, 2);
    c.set_bit(second + 1, -1);
  });
}

TEST_CASE("PF3 S2: a score of 4 where 3 is the most (C9 ballot.bits at ballot 4)") {
  cast_bits([](Cheat& c) { set_bits(c, "score", {0, 2}); });
}

TEST_CASE("PF3 S2: a negative score (C9 ballot.bits at ballot 4)") {
  cast_bits([](Cheat& c) { set_bits(c, "score", {-1, 0}); });
}

TEST_CASE("PF3 S2: choose two where one may be chosen (C10 ballot.equation at ballot 4)") {
  Mutation mutation;
  cast_by_cheat(mutation, [](Cheat& c) {
    set_bits(c, "vote", {1, 1, 0});
    c.count_bits();
    return c.seal();
  });
}

TEST_CASE("PF3 S2: choose none where one is to be chosen (C10 ballot.equation at ballot 4)") {
  cast_by_short_cheat([](Cheat& c) {
    set_bits(c, "vote", {0, 0, 0});
    c.count_bits();
    return c.seal();
  });
}

TEST_CASE("PF3 S2: an answer to a question that was not asked (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) {
    set_bits(c, "vote", {1, 0, 0});
    for (std::size_t j = c.first_bit("why"); j < c.first_bit("grades"); ++j) c.set_bit(j, 0);
    set_bits(c, "why", {1});
  });
}

TEST_CASE("PF3 S2: two grades for one option (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) {
    const std::size_t second = c.first_bit("grades") + 2;
    c.set_bit(second, 1);
    c.set_bit(second + 1, 1);
  });
}

TEST_CASE("PF3 S2: a ranking that goes in a circle (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) { mark_one_more(c, "order"); });
}

TEST_CASE("PF3 S2: neither of two above the other nor equal (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) { mark_one_more(c, "ties"); });
}

TEST_CASE("PF3 S2: more points than there are to give (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) { mark_one_more(c, "exact"); });
}

TEST_CASE("PF3 S2: more points than the most that may be given (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) { mark_one_more(c, "most"); });
}

TEST_CASE("PF3 S2: more credits than there are (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) { mark_one_more(c, "quadratic"); });
}

TEST_CASE("PF3 S2: projects beyond the envelope (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) { mark_one_more(c, "budget"); });
}

TEST_CASE("PF3 S2: two options on one place (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) { mark_one_more(c, "places"); });
}

TEST_CASE("PF3 S2: two cells of a table (C10 ballot.equation at ballot 4)") {
  cast_bits([](Cheat& c) { mark_one_more(c, "table"); });
}

TEST_CASE("PF3 S2: a counter with a vote more (C11 ballot.beta at ballot 4)") {
  cast_with([](Cheat::Prover& p) { p.v[0] = p.v[0] + Scalar::from_u64(1); });
}

TEST_CASE("PF3 S2: a vote more in the second slot of a counter (C11 ballot.beta at ballot 4)") {
  cast_with([](Cheat::Prover& p) { p.v[0] = p.v[0] + Scalar::from_u64(1 << 5); });
}

TEST_CASE("BA3 S2: a counter that takes a vote from others (C11 ballot.beta at ballot 4)") {
  cast_with([](Cheat::Prover& p) { p.v[0] = p.v[0] - Scalar::from_u64(1); });
}

TEST_CASE("BA2 S2: an alpha under another nonce than beta (C11 ballot.alpha at ballot 4)") {
  // Nobody can open such an aggregate: the election ends where voting does.
  Mutation mutation;
  mutation.script.end_after("close");
  cast_by_cheat(mutation, [](Cheat& c) {
    auto u = c.prover->encrypt();
    u.ciphertexts[0].alpha = u.ciphertexts[0].alpha + Element::generator();
    c.prover->commit(u, crypto::ballot_challenges(c.prover->statement(), u).y);
    return c.post(c.prover->respond(u, crypto::ballot_challenges(c.prover->statement(), u)));
  });
}

TEST_CASE("PF3 S2: a B that commits to other bits (C9 ballot.opening at ballot 4)") {
  cast_by_short_cheat([](Cheat& c) {
    auto u = c.prover->encrypt();
    u.B = u.B + c.generators[1] - c.generators[2];
    c.prover->commit(u, crypto::ballot_challenges(c.prover->statement(), u).y);
    return c.post(c.prover->respond(u, crypto::ballot_challenges(c.prover->statement(), u)));
  });
}

TEST_CASE("BA8 S2: a vote under a credential of somebody else (C8 ballot.credential at ballot 4)") {
  cast_by_short_cheat([](Cheat& c) {
    c.prover->sk = Scalar::random();
    auto statement = c.prover->statement();
    statement.credential = c.credential;
    auto u = c.prover->encrypt();
    c.prover->commit(u, crypto::ballot_challenges(statement, u).y);
    return c.post(c.prover->respond(u, crypto::ballot_challenges(statement, u)));
  });
}

TEST_CASE(
    "GE2 S2: a ciphertext with nonce 0, which shows the vote (C1 ballot.identity at ballot 4)") {
  cast_with([](Cheat::Prover& p) { p.r[0] = Scalar(); });
}

TEST_CASE("GE2 S2: a T_alpha that is the identity (C1 ballot.identity at ballot 4)") {
  cast_with([](Cheat::Prover& p) { p.rho = Scalar(); });
}

TEST_CASE(
    "GE2 S2: a K that is the identity, which shows the key (C1 ballot.identity at ballot 4)") {
  cast_with([](Cheat::Prover& p) { p.kappa = Scalar(); });
}

}  // namespace tabella::adversary
