// Family (a): each check of a ballot's proof is the only one that stops some cheat.
#include "tests/adversary/cheat.h"
#include "tests/adversary/mutation.h"
#include "tests/catch.h"

namespace tabella::adversary {

using bulletin_board::Board;

namespace {

constexpr std::size_t kVoter = 3;  // of ballot 4, which is one of north

// Ballot 4 is what the cheat makes of an honest one.
void cheat(Mutation& mutation, const std::function<Bytes(Cheat&)>& make) {
  mutation.script.replace_hostile("ballot 4", [&mutation, make](const Board& board) {
    Cheat cheat(mutation.parties(), board, "ballot 4", kVoter);
    return make(cheat);
  });
  mutation.require_caught();
}

}  // namespace

TEST_CASE("PF3 S2: a bit of 2 and one of -1 (C9 ballot.bits at ballot 4)") {
  Mutation mutation(good_definition());
  cheat(mutation, [](Cheat& c) {
    const std::size_t second = c.first_bit("grades") + 2;
    c.set_bit(second, 2);
    c.set_bit(second + 1, -1);
    c.count_bits();
    return c.seal();
  });
}

TEST_CASE("PF3 S2: two of one (C10 ballot.equation at ballot 4)") {
  Mutation mutation;
  cheat(mutation, [](Cheat& c) {
    for (std::size_t i = 0; i < 3; ++i) c.set_bit(c.first_bit("vote") + i, i < 2 ? 1 : 0);
    c.count_bits();
    return c.seal();
  });
}

}  // namespace tabella::adversary
