// Family (b): each message of the transcript is what stops some forgery. With the message forgotten
// by prover and verifier alike the forged ballot passes.
// tests/crypto/ballot_proof/soundness_test.cpp has these for the proof alone, and there also the
// key, A and B: no forger of a whole record is known for those three (a key that is solved for is
// not the trustees'; A and B need a search that only a tiny group allows).
#include "tests/adversary/cheat.h"
#include "tests/adversary/mutation.h"
#include "tests/catch.h"

namespace tabella::adversary {

using bulletin_board::Board;
using crypto::Element;
using crypto::Scalar;
using crypto::test::times;
using crypto::test::weak_challenges;
using G = crypto::Ristretto255;

namespace {

constexpr std::size_t kVoter = 3;

void forge(const std::string& forgotten, const std::function<Bytes(Cheat&)>& make,
           ballot::Definition definition = short_definition()) {
  Mutation mutation(std::move(definition));
  mutation.off = {"message " + forgotten};
  mutation.script.replace_hostile("ballot 4", [&mutation, make](const Board& board) {
    Cheat cheat(mutation.parties(), board, "ballot 4", kVoter);
    return make(cheat);
  });
  mutation.require_caught();
}

// Sealed as usual by who forgets a message, then changed with its challenges.
void forge_after(const std::string& forgotten,
                 const std::function<void(Cheat&, crypto::BallotOf<G>&,
                                          const crypto::BallotChallenges<G>&)>& change) {
  forge(forgotten, [forgotten, change](Cheat& c) {
    auto ballot = c.prover->seal(forgotten);
    change(c, ballot, weak_challenges(c.prover->statement(), ballot.uncast, forgotten));
    return c.post(ballot);
  });
}

}  // namespace

TEST_CASE("PF4 S2: a ballot of another election (C8 C9 C10 C11 at ballot 4)") {
  forge("election", [](Cheat& c) {
    c.prover->election[0] ^= 1;
    return c.seal("election");
  });
}

TEST_CASE("PF5 S2: a copy under a related credential (C8 C9 C10 C11 at ballot 4)") {
  forge_after("credential", [](Cheat& c, crypto::BallotOf<G>& ballot, const auto& challenges) {
    // The victim's credential is P - d G; only d is known.
    const Scalar d = c.prover->sk - Scalar::from_u64(7);
    c.prover->sk = Scalar::from_u64(7);
    ballot = c.prover->seal("credential");
    const Scalar x = weak_challenges(c.prover->statement(), ballot.uncast, "credential").x;
    ballot.z_K = ballot.z_K + x * d;
    (void)challenges;
  });
}

TEST_CASE("BA7 S2: an old ballot under a new number (C8 C9 C10 C11 at ballot 4)") {
  forge("sequence", [](Cheat& c) {
    const Bytes old = c.seal("sequence");
    auto post = ballot::decode_ballot_post(std::string(old.begin(), old.end())).value();
    post.sequence = 9;
    const std::string line = ballot::encode(post);
    return Bytes(line.begin(), line.end());
  });
}

TEST_CASE("PF2 S2: errors of two counters that cancel (C8 C9 C10 C11 at ballot 4)") {
  Mutation mutation(good_definition());
  mutation.off = {"message ciphertexts"};
  // Its shifts are not numbers of votes: nobody can open the sum.
  mutation.script.end_after("close");
  mutation.script.replace_hostile("ballot 4", [&mutation](const Board& board) {
    Cheat c(mutation.parties(), board, "ballot 4", kVoter);
    auto u = c.prover->encrypt();
    const Scalar y = weak_challenges(c.prover->statement(), u, "ciphertexts").y;
    const Element hundred = times<G>(Scalar::from_u64(100), Element::generator());
    u.ciphertexts[0].beta = u.ciphertexts[0].beta - times<G>(y, hundred);
    u.ciphertexts[1].beta = u.ciphertexts[1].beta + hundred;
    c.prover->commit(u, y);
    return c.post(c.prover->respond(u, weak_challenges(c.prover->statement(), u, "ciphertexts")));
  });
  mutation.require_caught();
}

TEST_CASE("PF1 S2: C solved for, so that a bit is 2 (C8 C9 C10 C11 at ballot 4)") {
  forge("C", [](Cheat& c) {
    const std::size_t vote = c.first_bit("vote");
    c.set_bit(vote, 2);
    c.set_bit(vote + 1, -1);
    c.set_bit(vote + 2, 0);
    c.count_bits();
    auto ballot = c.prover->seal("C");
    auto& u = ballot.uncast;
    const Scalar x = weak_challenges(c.prover->statement(), u, "C").x;
    std::vector<Scalar> products;
    for (const Scalar& f : u.f) products.push_back(f * (x - f));
    u.C = times<G>(invert(x), c.prover->commitment(u.z_C, products) - u.D);
    return c.post(ballot);
  });
}

TEST_CASE("PF1 S2: D solved for, so that a bit is 2 (C8 C9 C10 C11 at ballot 4)") {
  forge("D", [](Cheat& c) {
    const std::size_t vote = c.first_bit("vote");
    c.set_bit(vote, 2);
    c.set_bit(vote + 1, -1);
    c.set_bit(vote + 2, 0);
    c.count_bits();
    auto ballot = c.prover->seal("D");
    auto& u = ballot.uncast;
    const Scalar x = weak_challenges(c.prover->statement(), u, "D").x;
    std::vector<Scalar> products;
    for (const Scalar& f : u.f) products.push_back(f * (x - f));
    u.D = c.prover->commitment(u.z_C, products) - times<G>(x, u.C);
    return c.post(ballot);
  });
}

TEST_CASE("PF1 S2: d solved for, so that two are chosen of one (C8 C9 C10 C11 at ballot 4)") {
  forge("d", [](Cheat& c) {
    for (std::size_t i = 0; i < 3; ++i) c.set_bit(c.first_bit("vote") + i, i < 2 ? 1 : 0);
    c.count_bits();
    auto ballot = c.prover->seal("d");
    const auto [y, x] = weak_challenges(c.prover->statement(), ballot.uncast, "d");
    ballot.uncast.d = c.prover->fold_equations(y, ballot.uncast.f) - x * c.prover->fold_sides(y);
    return c.post(ballot);
  });
}

TEST_CASE("PF1 S2: T_beta solved for, so that a counter has more (C8 C9 C10 C11 at ballot 4)") {
  forge("T_beta", [](Cheat& c) {
    auto& p = *c.prover;
    p.v[0] = p.v[0] + Scalar::from_u64(1);
    auto ballot = p.seal("T_beta");
    auto& u = ballot.uncast;
    const auto [y, x] = weak_challenges(p.statement(), u, "T_beta");
    u.T_beta = times<G>(p.fold_counters(y, u.f), Element::generator()) + times<G>(u.z_r, p.key) -
               times<G>(x, p.fold_ciphertexts(y, u).beta);
    return c.post(ballot);
  });
}

TEST_CASE("PF1 S2: T_alpha solved for, so that nobody can decrypt (C8 C9 C10 C11 at ballot 4)") {
  Mutation mutation;
  mutation.off = {"message T_alpha"};
  mutation.script.end_after("close");
  mutation.script.replace_hostile("ballot 4", [&mutation](const Board& board) {
    Cheat c(mutation.parties(), board, "ballot 4", kVoter);
    auto& p = *c.prover;
    auto u = p.encrypt();
    u.ciphertexts[0].alpha = crypto::mul_base(crypto::SecretScalar::random()).publish();
    p.commit(u, weak_challenges(p.statement(), u, "T_alpha").y);
    const auto challenges = weak_challenges(p.statement(), u, "T_alpha");
    auto ballot = p.respond(u, challenges);
    ballot.uncast.T_alpha = times<G>(ballot.uncast.z_r, Element::generator()) -
                            times<G>(challenges.x, p.fold_ciphertexts(challenges.y, u).alpha);
    return c.post(ballot);
  });
  mutation.require_caught();
}

TEST_CASE("PF1 S2: K solved for, so that any credential votes (C8 C9 C10 C11 at ballot 4)") {
  forge("K", [](Cheat& c) {
    auto& p = *c.prover;
    p.sk = Scalar::random();
    auto victim = p.statement();
    victim.credential = c.credential;
    auto u = p.encrypt();
    p.commit(u, weak_challenges(victim, u, "K").y);
    const auto challenges = weak_challenges(victim, u, "K");
    auto ballot = p.respond(u, challenges);
    ballot.uncast.K =
        times<G>(ballot.z_K, Element::generator()) - times<G>(challenges.x, victim.credential);
    return c.post(ballot);
  });
}

TEST_CASE(
    "PF12 S2: errors of two ballots that cancel in bulk (C11 ballot.beta at ballot 2 and ballot "
    "4)") {
  Mutation mutation;
  mutation.off = {"weights"};
  const auto shift = [&mutation](const std::string& step, std::size_t voter, bool add) {
    mutation.script.replace_hostile(step, [&mutation, step, voter, add](const Board& board) {
      Cheat c(mutation.parties(), board, step, voter);
      auto& p = *c.prover;
      auto u = p.encrypt();
      p.commit(u, crypto::ballot_challenges(p.statement(), u).y);
      u.T_beta = add ? u.T_beta + Element::generator() : u.T_beta - Element::generator();
      return c.post(p.respond(u, crypto::ballot_challenges(p.statement(), u)));
    });
  };
  shift("ballot 2", 1, true);
  shift("ballot 4", 3, false);
  mutation.require_caught();
}

}  // namespace tabella::adversary
