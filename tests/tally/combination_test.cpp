// Wrong partial decryptions are named and tolerated while enough right ones are there. TR13 to TR18
// of the attack catalogue.
#include "tally/combination.h"

#include "tests/tally/small_election.h"

namespace tabella::tally::test {

namespace {

using crypto::Element;
using crypto::TrusteeIndex;

ballot::Definition plurality() {
  return ballot::test::definition(
      {ballot::test::question("q", ballot::Choose{}, ballot::test::options(3))}, 100);
}

class Election : public SmallElection {
 public:
  explicit Election(std::uint8_t number = 1) : SmallElection(plurality(), 2, 3, number) {
    cast(choosing({0}));
    cast(choosing({2}));
  }
  // The refusals when trustees 2 and 3 send right ones with this one.
  [[nodiscard]] std::vector<Error> refusals(const PartialDecryption& wrong) const {
    const auto combination = combine({wrong, partial(1), partial(2)}).value();
    REQUIRE(combination.used ==
            std::vector{TrusteeIndex::from_position(1), TrusteeIndex::from_position(2)});
    REQUIRE(combination.opened == combine({partial(0), partial(1)})->opened);
    return combination.refused;
  }
  [[nodiscard]] std::string refusal(const PartialDecryption& wrong) const {
    const auto refused = refusals(wrong);
    REQUIRE(refused.size() == 1);
    return refused.front().message();
  }
};

}  // namespace

TEST_CASE("a partial decryption that was changed is refused and named") {
  const Election election;
  PartialDecryption wrong = election.partial(0);
  wrong.partials[0] = wrong.partials[0] + Element::generator();
  REQUIRE(election.refusal(wrong) == "share.equation: trustee 1");
  wrong = election.partial(0);
  wrong.proof.response = wrong.proof.response + crypto::Scalar::from_u64(1);
  REQUIRE(election.refusal(wrong) == "share.equation: trustee 1");
  wrong = election.partial(0);
  wrong.partials.pop_back();
  REQUIRE(election.refusals(wrong).front().code == "share.count");
}

TEST_CASE("a partial decryption of another trustee, election or aggregate is refused") {
  const Election election;
  PartialDecryption wrong = election.partial(1);
  wrong.trustee = TrusteeIndex::from_position(0);
  REQUIRE(election.refusal(wrong) == "share.equation: trustee 1");
  REQUIRE(election.refusal(Election(2).partial(0)) == "share.equation: trustee 1");
  Election later;
  const PartialDecryption early = later.partial(0);
  later.cast(choosing({1}));
  REQUIRE(later.refusal(early) == "share.equation: trustee 1");
}

TEST_CASE("a partial decryption of nobody and a second one of somebody are refused") {
  const Election election;
  PartialDecryption wrong = election.partial(0);
  wrong.trustee = TrusteeIndex::from_position(3);
  REQUIRE(election.refusal(wrong) == "share.trustee: trustee 4: there are 3 trustees");
  const auto combination =
      election.combine({election.partial(1), election.partial(1), election.partial(2)}).value();
  REQUIRE(combination.refused.front().message() == "share.repeated: trustee 2");
}

TEST_CASE("a wrong partial decryption does not keep the right one of the same trustee out") {
  const Election election;
  PartialDecryption wrong = election.partial(0);
  wrong.partials[0] = Element::generator();
  const auto combination =
      election.combine({wrong, election.partial(0), election.partial(1)}).value();
  REQUIRE(combination.used.front() == TrusteeIndex::from_position(0));
  REQUIRE(combination.refused.size() == 1);
}

TEST_CASE("too few right partial decryptions open nothing and say who failed") {
  const Election election;
  REQUIRE(election.combine({}).error().message() ==
          "shares.missing: 0 valid partial decryptions of 2 that are needed");
  PartialDecryption wrong = election.partial(0);
  wrong.partials[0] = Element::generator();
  REQUIRE(election.combine({wrong, election.partial(1)}).error().message() ==
          "shares.missing: 1 valid partial decryptions of 2 that are needed; share.equation: "
          "trustee 1");
}

TEST_CASE("a partial decryption has one encoding") {
  const Election election;
  const PartialDecryption partial = election.partial(1);
  const std::size_t counters = partial.partials.size();
  const Bytes bytes = partial.encode();
  REQUIRE(PartialDecryption::decode(counters, bytes).value() == partial);

  const auto code = [&](auto&& damage) {
    Bytes damaged = bytes;
    damage(damaged);
    return PartialDecryption::decode(counters, damaged).error().code;
  };
  REQUIRE(code([](Bytes& b) { b.pop_back(); }) == "share.size");
  REQUIRE(code([](Bytes& b) { b.push_back(0); }) == "share.size");
  REQUIRE(code([](Bytes& b) { b.clear(); }) == "share.size");
  REQUIRE(code([](Bytes& b) { b[3] = 0; }) == "share.trustee");
  REQUIRE(code([](Bytes& b) { b[4 + 31] |= 0x80; }) == "share.encoding");
  REQUIRE(code([](Bytes& b) { b.back() = 0xff; }) == "share.encoding");
}

}  // namespace tabella::tally::test
